/* spool_stored.c - recovers letters that only the store has. */
#include "spool/spool_private.h"
#include "spool/store.h"

gboolean
spool_is_blank(struct spool *spool, gboolean *out_blank, GError **error)
{
	gint64 letters;

	if (!spool_integer(spool, &letters, error, "SELECT letters FROM totals",
			   ""))
		return FALSE;
	*out_blank = letters == 0;
	return TRUE;
}

/* received is the file's time, which may be in the future if the clock was
 * wrong. */
static gboolean
take_up_one(struct spool *spool, const struct stored *stored, gint64 now,
	    guint *count, GError **error)
{
	gint64 received =
		stored->received > 0 ? MIN(stored->received, now) : now;

	if (!spool_run(spool, error,
		       "INSERT INTO letters"
		       " (id, name, watch, size, received, waiting)"
		       " VALUES (?, '" SPOOL_NO_NAME "', '', ?, ?, ?)"
		       " ON CONFLICT (id) DO NOTHING",
		       "tiii", stored->id, (gint64)stored->size_bytes, received,
		       now))
		return FALSE;
	if (spool_changes(spool) == 0)
		return TRUE;
	++*count;
	return spool_add_event(spool, stored->id, now, "recovered",
			       "the store had it, and the spool did not",
			       error);
}

static gboolean
take_up(struct spool *spool, const GArray *stored, gint64 now, guint *count,
	GError **error)
{
	for (guint i = 0; i < stored->len; i++)
		if (!take_up_one(spool,
				 &g_array_index(stored, struct stored, i), now,
				 count, error))
			return FALSE;
	return spool_run(spool, error,
			 "UPDATE totals SET letters = letters + ?", "n",
			 (int)*count);
}

gboolean
spool_take_up(struct spool *spool, const GArray *stored, gint64 now,
	      guint *out_count, GError **error)
{
	guint count = 0;

	if (!spool_begin(spool, error) ||
	    !spool_end(spool, take_up(spool, stored, now, &count, error),
		       "take_up", error))
		return FALSE;
	*out_count = count;
	return TRUE;
}
