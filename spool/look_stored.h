/* look_stored.h - finds what needs a person's look (core/look.h) in records
 * that an older version stored. May be called in any thread. */
#ifndef SPOOL_LOOK_STORED_H
#define SPOOL_LOOK_STORED_H

#include <glib.h>

struct spool;
struct store;

/* Notes what needs a look in those of ids (of char *) that were not looked
 * through yet, and cursor, as spool_fill_looks() does. TRUE even if records
 * cannot be read. */
gboolean look_stored_fill(struct spool *spool, struct store *store,
			  const GPtrArray *ids, gint64 cursor, GError **error);
/* The same for one letter. */
gboolean look_stored_fill_one(struct spool *spool, struct store *store,
			      const char *id, GError **error);

#endif
