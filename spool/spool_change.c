/* spool_change.c - the changes that the search index still has to process. */
#include "spool/spool_change.h"

#include "spool/spool_private.h"

void
spool_change_free(struct spool_change *change)
{
	g_free(change->letter_id);
	g_free(change);
}

/* REPLACE gives it a new number, so that a change that comes while an older one
 * is being processed is not removed with that. */
gboolean
spool_note_change(struct spool *spool, const char *id, GError **error)
{
	return spool_run(spool, error,
			 "INSERT OR REPLACE INTO index_changes (letter_id)"
			 " VALUES (?)",
			 "t", id);
}

GPtrArray *
spool_list_changes(struct spool *spool, guint most, GError **error)
{
	sqlite3_stmt *query =
		spool_query(spool, error,
			    "SELECT number, letter_id FROM index_changes"
			    " ORDER BY number LIMIT ?",
			    "i", (gint64)most);
	g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func(
		(GDestroyNotify)spool_change_free);
	enum spool_step step = SPOOL_ERROR;

	while (query != NULL &&
	       (step = spool_step(query, error)) == SPOOL_ROW) {
		struct spool_change *change = g_new0(struct spool_change, 1);

		change->number = sqlite3_column_int64(query, 0);
		change->letter_id = spool_column_text(query, 1);
		g_ptr_array_add(changes, change);
	}
	return step == SPOOL_DONE ? g_steal_pointer(&changes) : NULL;
}

gboolean
spool_finish_changes(struct spool *spool, gint64 number, GError **error)
{
	return spool_run(spool, error,
			 "DELETE FROM index_changes WHERE number <= ?", "i",
			 number);
}

gboolean
spool_count_changes(struct spool *spool, gint64 *out_waiting, gint64 *out_last,
		    GError **error)
{
	gint64 waiting, last;

	if (!spool_integer(spool, &waiting, error,
			   "SELECT count(*) FROM index_changes", "") ||
	    !spool_integer(spool, &last, error,
			   "SELECT ifnull(max(seq), 0) FROM sqlite_sequence"
			   " WHERE name = 'index_changes'",
			   ""))
		return FALSE;
	*out_waiting = waiting;
	*out_last = last;
	return TRUE;
}

char *
spool_index_name(struct spool *spool, GError **error)
{
	sqlite3_stmt *query =
		spool_query(spool, error, "SELECT name FROM search_index", "");
	char *name = NULL;

	if (query == NULL || spool_step(query, error) != SPOOL_ROW)
		return NULL;
	name = spool_column_text(query, 0);
	spool_leave(query);
	return name;
}

gboolean
spool_rename_index(struct spool *spool, GError **error)
{
	return spool_run(spool, error,
			 "UPDATE search_index SET name = hex(randomblob(16))",
			 "");
}

GPtrArray *
spool_letters_behind(struct spool *spool, gint64 *cursor, gint64 last,
		     guint most, GError **error)
{
	sqlite3_stmt *query =
		spool_query(spool, error,
			    "SELECT " SPOOL_LETTER_COLUMNS " FROM letters"
			    " WHERE sequence > ? AND sequence <= ?"
			    " ORDER BY sequence LIMIT ?",
			    "iii", *cursor, last, (gint64)most);
	GPtrArray *letters = query ? spool_read_letters(query, error) : NULL;

	if (letters != NULL && letters->len > 0) {
		const struct spool_letter *letter =
			letters->pdata[letters->len - 1];

		*cursor = letter->sequence;
	}
	return letters;
}

gboolean
spool_last_sequence(struct spool *spool, gint64 *out_last, GError **error)
{
	return spool_integer(spool, out_last, error,
			     "SELECT ifnull(max(sequence), 0) FROM letters",
			     "");
}

gboolean
spool_count_behind(struct spool *spool, gint64 cursor, gint64 last,
		   gint64 *out_count, GError **error)
{
	return spool_integer(spool, out_count, error,
			     "SELECT count(*) FROM letters"
			     " WHERE sequence > ? AND sequence <= ?",
			     "ii", cursor, last);
}

gboolean
spool_get_letter(struct spool *spool, const char *id,
		 struct spool_letter **out_letter, GError **error)
{
	sqlite3_stmt *query = spool_query(spool, error,
					  "SELECT " SPOOL_LETTER_COLUMNS
					  " FROM letters WHERE id = ?",
					  "t", id);
	enum spool_step step = query ? spool_step(query, error) : SPOOL_ERROR;

	if (step == SPOOL_ERROR)
		return FALSE;
	*out_letter = NULL;
	if (step == SPOOL_ROW) {
		*out_letter = spool_read_letter(query);
		spool_leave(query);
	}
	return TRUE;
}
