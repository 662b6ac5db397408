/* look_stored.h - what needs a person's look (core/look.h), of letters whose
 * records an older version stored. In any thread. */
#ifndef SPOOL_LOOK_STORED_H
#define SPOOL_LOOK_STORED_H

#include <glib.h>

struct spool;
struct store;

/* Notes what needs a look of those of ids (of char *) that still want it, and
 * cursor, as spool_fill_looks() does. TRUE too where records cannot be read. */
gboolean look_stored_fill(struct spool *spool, struct store *store,
			  const GPtrArray *ids, gint64 cursor, GError **error);
/* One letter. */
gboolean look_stored_fill_one(struct spool *spool, struct store *store,
			      const char *id, GError **error);

#endif
