/* spool_report.c - the histories of letters. */
#include "core/error.h"
#include "spool/spool_private.h"
#include "spool/spool_states.h"

GPtrArray *
spool_letter_deliveries(struct spool *spool, const char *id, GError **error)
{
	return spool_read_deliveries(
		spool_query(spool, error,
			    "SELECT " SPOOL_DELIVERY_COLUMNS
			    " FROM records r JOIN deliveries d"
			    "  ON d.record_id = r.record_id"
			    " WHERE r.letter_id = ? ORDER BY r.idx, d.sink",
			    "t", id),
		error);
}

void
spool_event_free(struct spool_event *event)
{
	g_free(event->what);
	g_free(event->detail);
	g_free(event);
}

GPtrArray *
spool_letter_events(struct spool *spool, const char *id, GError **error)
{
	sqlite3_stmt *query =
		spool_query(spool, error,
			    "SELECT at, what, detail FROM events"
			    " WHERE letter_id = ? ORDER BY number",
			    "t", id);
	g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func(
		(GDestroyNotify)spool_event_free);
	enum spool_step step = SPOOL_ERROR;

	while (query != NULL &&
	       (step = spool_step(query, error)) == SPOOL_ROW) {
		struct spool_event *event = g_new0(struct spool_event, 1);

		event->at = sqlite3_column_int64(query, 0);
		event->what = spool_column_text(query, 1);
		event->detail = spool_column_text(query, 2);
		g_ptr_array_add(events, event);
	}
	return step == SPOOL_DONE ? g_steal_pointer(&events) : NULL;
}

void
spool_arrival_row_free(struct spool_arrival_row *row)
{
	g_free(row->name);
	g_free(row->watch);
	g_free(row->path);
	g_free(row->folder);
	g_free(row);
}

GPtrArray *
spool_letter_arrivals(struct spool *spool, const char *id, GError **error)
{
	sqlite3_stmt *query = spool_query(
		spool, error,
		"SELECT name, watch, path, first, last, times, folder"
		" FROM arrivals"
		" WHERE id = ? ORDER BY first, rowid",
		"t", id);
	g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(
		(GDestroyNotify)spool_arrival_row_free);
	enum spool_step step = SPOOL_ERROR;

	while (query != NULL &&
	       (step = spool_step(query, error)) == SPOOL_ROW) {
		struct spool_arrival_row *row =
			g_new0(struct spool_arrival_row, 1);

		row->name = spool_column_text(query, 0);
		row->watch = spool_column_text(query, 1);
		row->path = spool_column_text(query, 2);
		row->first = sqlite3_column_int64(query, 3);
		row->last = sqlite3_column_int64(query, 4);
		row->times = spool_column_uint(query, 5);
		row->folder = spool_column_text(query, 6);
		g_ptr_array_add(rows, row);
	}
	return step == SPOOL_DONE ? g_steal_pointer(&rows) : NULL;
}

GPtrArray *
spool_letters_read_since(struct spool *spool, gint64 since, guint most,
			 GError **error)
{
	return spool_read_letters(
		spool_query(spool, error,
			    "SELECT " SPOOL_LETTER_COLUMNS
			    " FROM letters WHERE extracted > ?"
			    " AND extracted > 0 ORDER BY extracted LIMIT ?",
			    "ii", since, (gint64)most),
		error);
}

GPtrArray *
spool_letters_quarantined_since(struct spool *spool, gint64 since, guint most,
				GError **error)
{
	return spool_read_letters(
		spool_query(spool, error,
			    "SELECT " SPOOL_LETTER_COLUMNS
			    " FROM letters WHERE state >= " SQL_LETTER_REJECTED
			    " AND finished > ? ORDER BY finished, sequence"
			    " LIMIT ?",
			    "ii", since, (gint64)most),
		error);
}
