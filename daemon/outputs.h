/* outputs.h - checks that --once does not write to a file that it reads. */
#ifndef DAEMON_OUTPUTS_H
#define DAEMON_OUTPUTS_H

#include <glib.h>

struct options;

/* Call before anything is opened for writing. Files are compared by identity,
 * not by name: links to them count, and so does a standard output that appends
 * to one. FATAL if two are the same. inputs are of struct input. */
gboolean outputs_check(const struct options *options, const GPtrArray *inputs,
		       GError **error);

#endif
