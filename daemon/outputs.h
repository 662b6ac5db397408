/* outputs.h - that no file a run of --once writes is one that it reads. */
#ifndef DAEMON_OUTPUTS_H
#define DAEMON_OUTPUTS_H

#include <glib.h>

struct options;

/* Before anything is opened for writing. Files are told by what they are, not
 * by their names: links to them count, and so does a standard output that
 * appends to one. FATAL where two are the same. inputs are of struct input. */
gboolean outputs_check(const struct options *options, const GPtrArray *inputs,
		       GError **error);

#endif
