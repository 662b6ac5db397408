/* strays.h - what came into the spool and is no letter's: a clerk who swaps a
 * file as it leaves the inbox has another file, or a directory, moved in its
 * place. What cannot be put back is kept in <spool>/strays, and told, since it
 * may be the only copy of a letter. It is the administrator's to look at. */
#ifndef SPOOL_STRAYS_H
#define SPOOL_STRAYS_H

#include <glib.h>

struct spool;

/* Moves NAME below from into strays/, as `as` or under a name like it, and
 * returns its path there. */
char *strays_take(const char *spool_directory, int from, const char *name,
		  const char *as, GError **error);

/* Notes what lies there, and what of it could not leave tmp/, in the spool. */
gboolean strays_note(struct spool *spool, const char *spool_directory,
		     GError **error);

#endif
