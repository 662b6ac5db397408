/* places.h - checks that no two paths of the settings conflict.
 *
 * A watched directory must not be one that we write to: our files would come
 * back as letters. Nor may other files be in the spool, or two sinks write to
 * one place. */
#ifndef SETTINGS_PLACES_H
#define SETTINGS_PLACES_H

#include <glib.h>

struct config;

/* FATAL, naming the two settings and their paths, if two overlap. Symbolic
 * links are resolved as far as the paths exist. Takes at most a few seconds:
 * out_silent (of char *: setting and path) gets those whose file system did not
 * respond by then, which are compared unresolved. out_missing (the same; may be
 * NULL) gets watched directories and sinks' places that do not exist; this is
 * not an error, because they may be mounted or created later. */
gboolean places_check(const struct config *config, GPtrArray *out_silent,
		      GPtrArray *out_missing, GError **error);

#endif
