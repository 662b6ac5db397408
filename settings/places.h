/* places.h - no path of the settings may get in another's way.
 *
 * A directory that is watched must not be one that we write to: what we put
 * there would come back as a letter. Nor may anybody's files lie in the spool,
 * or two sinks write to one place. */
#ifndef SETTINGS_PLACES_H
#define SETTINGS_PLACES_H

#include <glib.h>

struct config;

/* FATAL, naming the two settings and their paths, when two overlap. Symbolic
 * links are resolved as far as the paths exist. Takes no longer than a few
 * seconds: out_silent (of char *: setting and path) gets those whose file
 * system did not answer by then, which are compared as they stand.
 * out_missing (the same; may be NULL) gets watched directories and sinks'
 * places that are not there: no error, for they may be mounted or made yet. */
gboolean places_check(const struct config *config, GPtrArray *out_silent,
		      GPtrArray *out_missing, GError **error);

#endif
