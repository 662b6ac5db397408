/* spool_report.c - letters for whoever asks: lists, histories. */
#include <string.h>

#include "core/error.h"
#include "spool/spool_private.h"
#include "spool/spool_states.h"

/* A list is read in pieces and no transaction is open while a letter is
 * shown: whoever reads slowly, as a pager does, must not hold up the WAL. */
#define PIECE 500

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

/* So many digits, and few letters begin with them: they are looked for by
 * their ids and then put in order. Else all are looked at, in order. */
#define FEW 4
static const char by_prefix[] =
	" AND id IN (SELECT id FROM letters"
	"  WHERE id >= :prefix AND id < :prefix || '~'"
	"  UNION SELECT letter_id FROM records"
	"  WHERE record_id >= :prefix AND record_id < :prefix || '~')";
static const char by_short_prefix[] =
	" AND +id >= :prefix AND +id < :prefix || '~'";

static void
append_if(GString *sql, gboolean wanted, const char *condition)
{
	if (wanted)
		g_string_append(sql, condition);
}

static void
append_conditions(GString *sql, const struct letter_filter *filter)
{
	if (filter->id_prefix != NULL)
		g_string_append(sql, strlen(filter->id_prefix) < FEW
					     ? by_short_prefix
					     : by_prefix);
	append_if(sql, filter->case_number != NULL,
		  " AND id IN (SELECT letter_id FROM records"
		  "  WHERE case_number = :case_number)");
	append_if(sql, filter->name != NULL,
		  " AND EXISTS (SELECT 1 FROM arrivals a"
		  "  WHERE a.id = letters.id AND a.name GLOB :name)");
	/* Not each letter's arrivals: their index holds all the names. */
	append_if(sql, filter->file != NULL,
		  " AND id IN (SELECT id FROM arrivals WHERE name = :file"
		  "  AND (:folder IS NULL OR folder = :folder))");
	append_if(sql, !filter->any_state, " AND state = :state");
	append_if(sql,
		  filter->decided_from != NULL || filter->decided_to != NULL,
		  " AND EXISTS (SELECT 1 FROM records r"
		  "  WHERE r.letter_id = letters.id"
		  "  AND r.decision_date >= ifnull(:decided_from, '')"
		  "  AND r.decision_date <= ifnull(:decided_to, '~'))");
	append_if(sql, filter->received_from != 0,
		  " AND received >= :received_from");
	append_if(sql, filter->received_to != 0,
		  " AND received <= :received_to");
	append_if(sql, filter->parked,
		  " AND EXISTS (SELECT 1 FROM deliveries d"
		  "  WHERE d.letter_id = letters.id"
		  "  AND d.state = " SQL_DELIVERY_PARKED ")");
	append_if(sql, filter->needs_look,
		  " AND id IN (SELECT letter_id FROM looks"
		  "  WHERE " SPOOL_NEEDS_LOOK ")");
	append_if(sql, filter->warning != NULL,
		  " AND id IN (SELECT letter_id FROM looks"
		  "  WHERE seen = 0 AND instr(' ' || codes ||"
		  "   ' ', ' ' || :warning || ' ') > 0)");
}

/* What a piece of the list is asked with. */
static char *
list_statement(const struct letter_filter *filter)
{
	GString *sql = g_string_new("SELECT " SPOOL_LETTER_COLUMNS
				    " FROM letters WHERE ");

	g_string_append(sql, filter->newest_first ? "sequence < :after"
						  : "sequence > :after");
	append_conditions(sql, filter);
	g_string_append(sql, filter->newest_first ? " ORDER BY sequence DESC"
						  : " ORDER BY sequence");
	g_string_append(sql, " LIMIT :most");
	return g_string_free(sql, FALSE);
}

static GPtrArray *
read_piece(struct spool *spool, const char *sql,
	   const struct letter_filter *filter, gint64 after, guint most,
	   GError **error)
{
	return spool_read_letters(
		spool_query(spool, error, sql,
			    ":after i :most n :prefix? t :case_number? t"
			    " :name? t :state? n :decided_from? t"
			    " :decided_to? t :received_from? i :received_to? i"
			    " :warning? t :file? t :folder? t",
			    after, (int)most, filter->id_prefix,
			    filter->case_number, filter->name,
			    (int)filter->state, filter->decided_from,
			    filter->decided_to, filter->received_from,
			    filter->received_to, filter->warning, filter->file,
			    filter->folder),
		error);
}

gboolean
spool_each_letter(struct spool *spool, const struct letter_filter *filter,
		  gboolean (*each)(const struct spool_letter *letter,
				   gpointer data),
		  gpointer data, GError **error)
{
	g_autofree char *sql = list_statement(filter);
	gint64 after = filter->newest_first ? G_MAXINT64 : 0;
	guint left = filter->limit == 0 ? G_MAXUINT : filter->limit;

	while (left > 0) {
		guint most = MIN(left, PIECE);
		g_autoptr(GPtrArray) letters =
			read_piece(spool, sql, filter, after, most, error);

		if (letters == NULL)
			return FALSE;
		for (guint i = 0; i < letters->len; i++) {
			const struct spool_letter *letter = letters->pdata[i];

			if (!each(letter, data))
				return TRUE;
			after = letter->sequence;
		}
		if (letters->len < most)
			break;
		left -= filter->limit == 0 ? 0 : most;
	}
	return TRUE;
}

GPtrArray *
spool_letters_read_since(struct spool *spool, gint64 since, guint most,
			 GError **error)
{
	return spool_read_letters(
		spool_query(spool, error,
			    "SELECT " SPOOL_LETTER_COLUMNS
			    " FROM letters WHERE extracted > 0"
			    " AND extracted > ? ORDER BY extracted LIMIT ?",
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
