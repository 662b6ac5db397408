/* spool_look.c - which letters need a person's look.
 *
 * A letter that has its records has a row in looks: written with the records,
 * or, if an older version stored them, after the start (look_fill.c). The row
 * is removed when the letter is to be read again, or put into quarantine. Their
 * counts are kept in totals. */
#include "core/error.h"
#include "core/look.h"
#include "spool/spool_private.h"
#include "spool/spool_states.h"

gboolean
spool_letter_needs_look(const struct spool_letter *letter)
{
	return letter->look == LOOK_NEEDED && letter->seen == 0;
}

gboolean
spool_remove_look(struct spool *spool, const char *id, GError **error)
{
	return spool_run(spool, error,
			 "UPDATE totals SET"
			 " looks = looks - (SELECT count(*) FROM looks"
			 "  WHERE letter_id = ?1),"
			 " looks_needed = looks_needed -"
			 " (SELECT count(*) FROM looks"
			 "  WHERE letter_id = ?1 AND needed = 1)",
			 "t", id) &&
	       spool_run(spool, error, "DELETE FROM looks WHERE letter_id = ?",
			 "t", id);
}

/* Not seen, even if the previous row was. */
gboolean
spool_put_look(struct spool *spool, const char *id, const struct look *look,
	       GError **error)
{
	return spool_remove_look(spool, id, error) &&
	       spool_run(spool, error,
			 "INSERT INTO looks (letter_id, needed, codes)"
			 " VALUES (?, ?, ?)",
			 "tnt", id, look->needed ? 1 : 0, look->codes) &&
	       spool_run(spool, error,
			 "UPDATE totals SET looks = looks + 1,"
			 " looks_needed = looks_needed + ?",
			 "n", look->needed ? 1 : 0);
}

/* --- what older versions stored --- */

/* The letter has its records, but no row yet. */
static gboolean
lacks_look(struct spool *spool, const char *id, gboolean *out_lacks,
	   GError **error)
{
	gint64 found;

	if (!spool_integer(spool, &found, error,
			   "SELECT 1 FROM letters WHERE id = ?1"
			   " AND state IN (" SQL_LETTER_EXTRACTED
			   ", " SQL_LETTER_DELIVERED ") AND NOT EXISTS"
			   "  (SELECT 1 FROM looks WHERE letter_id = ?1)",
			   "t", id))
		return FALSE;
	*out_lacks = found == 1;
	return TRUE;
}

GPtrArray *
spool_looks_to_fill(struct spool *spool, gint64 *cursor, guint most,
		    GError **error)
{
	sqlite3_stmt *query = spool_query(
		spool, error,
		"SELECT sequence, id, state IN (" SQL_LETTER_EXTRACTED
		", " SQL_LETTER_DELIVERED ") AND"
		" NOT EXISTS (SELECT 1 FROM looks"
		"  WHERE letter_id = id) FROM letters"
		" WHERE sequence > max(?1, (SELECT filled"
		"  FROM look_fill)) AND sequence <= (SELECT last"
		"  FROM look_fill) ORDER BY sequence LIMIT ?2",
		"ii", *cursor, (gint64)most);
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
	enum spool_step step = SPOOL_ERROR;
	gint64 last = -1;

	while (query != NULL &&
	       (step = spool_step(query, error)) == SPOOL_ROW) {
		last = sqlite3_column_int64(query, 0);
		if (sqlite3_column_int(query, 2) != 0)
			g_ptr_array_add(ids, spool_column_text(query, 1));
	}
	if (step != SPOOL_DONE)
		return NULL;
	*cursor = last;
	return g_steal_pointer(&ids);
}

static gboolean
fill_one(struct spool *spool, const char *id, const struct look *look,
	 GError **error)
{
	gboolean lacks = FALSE;

	return lacks_look(spool, id, &lacks, error) &&
	       (!lacks || spool_put_look(spool, id, look, error));
}

static gboolean
fill(struct spool *spool, const GPtrArray *ids, const GPtrArray *looks,
     gint64 cursor, GError **error)
{
	for (guint i = 0; i < ids->len; i++)
		if (looks->pdata[i] != NULL &&
		    !fill_one(spool, ids->pdata[i], looks->pdata[i], error))
			return FALSE;
	return spool_run(spool, error,
			 "UPDATE look_fill SET filled ="
			 " CASE WHEN ?1 < 0 THEN last ELSE max(filled, ?1) END",
			 "i", cursor);
}

gboolean
spool_fill_looks(struct spool *spool, const GPtrArray *ids,
		 const GPtrArray *looks, gint64 cursor, GError **error)
{
	return spool_begin(spool, error) &&
	       spool_end(spool, fill(spool, ids, looks, cursor, error),
			 "fill_looks", error);
}

/* --- seen --- */

gboolean
spool_remove_seen(struct spool *spool, const char *id, GError **error)
{
	return spool_run(spool, error,
			 "DELETE FROM quarantine_seen WHERE letter_id = ?", "t",
			 id);
}

gboolean
spool_put_seen(struct spool *spool, const char *id, enum letter_state state,
	       gint64 now, GError **error)
{
	return spool_run(spool, error,
			 "INSERT INTO quarantine_seen (letter_id, state, seen)"
			 " VALUES (?1, ?2, ?3) ON CONFLICT (letter_id)"
			 " DO UPDATE SET state = ?2, seen = ?3",
			 "tni", id, (int)state, now);
}

static gboolean
mark_seen(struct spool *spool, const char *id, const char *reason, gint64 now,
	  GError **error)
{
	enum letter_state state = LETTER_RECEIVED;

	if (!spool_get_state(spool, id, &state, NULL, error))
		return FALSE;
	if (state >= LETTER_REJECTED)
		return spool_put_seen(spool, id, state, now, error) &&
		       spool_add_event(spool, id, now, "seen", reason, error);
	if (state != LETTER_EXTRACTED && state != LETTER_DELIVERED)
		return error_set(error, IMR_ERROR_REJECT,
				 "the letter is %s and has no record to look "
				 "at",
				 letter_state_names[state]);
	if (!spool_run(spool, error,
		       "UPDATE looks SET seen = ?2 WHERE letter_id = ?1", "ti",
		       id, now))
		return FALSE;
	if (spool_changes(spool) == 0)
		return error_set(error, IMR_ERROR_REJECT,
				 "whether the letter needs a look is not known "
				 "yet; see imrctl show");
	return spool_add_event(spool, id, now, "seen", reason, error);
}

gboolean
spool_mark_seen(struct spool *spool, const char *id, const char *reason,
		gint64 now, GError **error)
{
	return spool_begin(spool, error) &&
	       spool_end(spool, mark_seen(spool, id, reason, now, error),
			 "mark_seen", error);
}

/* --- how many --- */

gboolean
spool_count_looks(struct spool *spool, struct spool_summary *summary,
		  GError **error)
{
	gint64 known, needed, open;

	if (!spool_integer(spool, &known, error, "SELECT looks FROM totals",
			   "") ||
	    !spool_integer(spool, &needed, error,
			   "SELECT looks_needed FROM totals", "") ||
	    !spool_integer(spool, &open, error,
			   "SELECT count(*) FROM looks"
			   " WHERE " SPOOL_NEEDS_LOOK,
			   ""))
		return FALSE;
	summary->looks_known = (guint64)known;
	summary->looks_needed = (guint64)needed;
	summary->looks_open = (guint64)open;
	return TRUE;
}

gboolean
spool_count_quarantine(struct spool *spool, struct spool_summary *summary,
		       GError **error)
{
	static const char seen[] = "SELECT count(*) FROM quarantine_seen"
				   " WHERE state = ?";
	gint64 rejected, failed;

	if (!spool_integer(spool, &rejected, error, seen, "n",
			   (int)LETTER_REJECTED) ||
	    !spool_integer(spool, &failed, error, seen, "n",
			   (int)LETTER_FAILED))
		return FALSE;
	summary->rejected_open =
		summary->letters[LETTER_REJECTED] - (guint64)rejected;
	summary->failed_open =
		summary->letters[LETTER_FAILED] - (guint64)failed;
	return TRUE;
}

double
spool_straight_through(const struct spool_summary *summary)
{
	guint64 known = summary->looks_known;

	return known == 0 ? -1
			  : (double)(known - summary->looks_needed) /
				    (double)known;
}
