/* strays.h - files that were moved into the spool by mistake. If somebody
 * replaces a file just as it leaves the inbox, another file, or a directory, is
 * moved in its place. If it cannot be moved back, it is kept in <spool>/strays,
 * and reported, since it may be the only copy of a letter. The administrator
 * has to look at it. */
#ifndef SPOOL_STRAYS_H
#define SPOOL_STRAYS_H

#include <glib.h>

struct spool;

/* Moves `name` below from into strays/, as `as` or a similar name, and returns
 * its path there. */
char *strays_take(const char *spool_directory, int from, const char *name,
		  const char *as, GError **error);

/* Notes in the spool the files in strays/, and those that could not be moved
 * out of tmp/. */
gboolean strays_note(struct spool *spool, const char *spool_directory,
		     GError **error);

#endif
