/* spool_summary.c - the spool's state, from the indices alone. */
#include "core/error.h"
#include "db/sqlite_db.h"
#include "spool/spool_private.h"
#include "spool/spool_states.h"

#define MOST_PROBLEMS 10
#define MOST_STRAYS 1000

void
spool_sink_free(struct spool_sink *sink)
{
	g_free(sink->name);
	g_free(sink->reason);
	g_free(sink);
}

void
spool_stray_free(struct spool_stray *stray)
{
	g_free(stray->watch);
	g_free(stray->path);
	g_free(stray->reason);
	g_free(stray);
}

void
spool_summary_free(struct spool_summary *summary)
{
	g_clear_pointer(&summary->sinks, g_ptr_array_unref);
	g_clear_pointer(&summary->strays, g_ptr_array_unref);
	g_clear_pointer(&summary->outages, g_ptr_array_unref);
	g_clear_pointer(&summary->troubles, g_ptr_array_unref);
	g_clear_pointer(&summary->sources, g_ptr_array_unref);
	g_clear_pointer(&summary->problems, g_ptr_array_unref);
	g_free(summary);
}

/* Delivered letters are all that remain. One state at a time, since grouping
 * would take SQLite twice as long for each letter of a backlog. */
static gboolean
count_letters(struct spool *spool, struct spool_summary *summary,
	      GError **error)
{
	gint64 count = 0, rest = 0;

	if (!spool_integer(spool, &rest, error, "SELECT letters FROM totals",
			   ""))
		return FALSE;
	for (int state = 0; state <= LETTER_FAILED; state++) {
		if (state == LETTER_DELIVERED)
			continue;
		if (!spool_integer(spool, &count, error,
				   "SELECT count(*) FROM letters"
				   " WHERE state = ?",
				   "n", state))
			return FALSE;
		summary->letters[state] = (guint64)count;
		rest -= count;
	}
	summary->letters[LETTER_DELIVERED] = (guint64)rest;
	return TRUE;
}

static gboolean
count_rest(struct spool *spool, struct spool_summary *summary, gint64 now,
	   GError **error)
{
	static const char lately[] =
		"SELECT count(*) FROM letters"
		" WHERE extracted > ? AND extracted <= ? AND extracted > 0";
	gint64 duplicates, records, oldest, minute, hour;

	if (!spool_integer(spool, &duplicates, error,
			   "SELECT ifnull(sum(duplicates), 0) FROM letters"
			   " WHERE duplicates > 0",
			   "") ||
	    !spool_integer(spool, &records, error, "SELECT records FROM totals",
			   "") ||
	    !spool_integer(spool, &oldest, error,
			   "SELECT ifnull(min(waiting), 0) FROM letters"
			   " WHERE state <= " SQL_LETTER_EXTRACTING,
			   "") ||
	    !spool_integer(spool, &minute, error, lately, "ii", now - 60000,
			   now) ||
	    !spool_integer(spool, &hour, error, lately, "ii", now - 3600000,
			   now))
		return FALSE;
	summary->duplicates = (guint64)duplicates;
	summary->records = (guint64)records;
	summary->oldest_waiting = oldest;
	summary->last_minute = (guint64)minute;
	summary->last_hour = (guint64)hour;
	return TRUE;
}

static struct spool_sink *
read_sink(sqlite3_stmt *query)
{
	struct spool_sink *sink = g_new0(struct spool_sink, 1);
	int column = 0;

	sink->name = spool_column_text(query, column++);
	sink->state = spool_column_uint(query, column++);
	sink->since = sqlite3_column_int64(query, column++);
	sink->next_try = sqlite3_column_int64(query, column++);
	sink->last_success = sqlite3_column_int64(query, column++);
	sink->reason = spool_column_text(query, column++);
	sink->delivered = (guint64)sqlite3_column_int64(query, column++);
	sink->queued = (guint64)sqlite3_column_int64(query, column++);
	sink->parked = (guint64)sqlite3_column_int64(query, column++);
	sink->oldest_queued = sqlite3_column_int64(query, column++);
	return sink;
}

/* The condition "not delivered" lets SQLite use the index of open
 * deliveries. */
static const char sinks_query[] =
	"SELECT name, state, since, next_try, last_success, reason, delivered,"
	" (SELECT count(*) FROM deliveries d"
	"  WHERE sink = name AND d.state <> " SQL_DELIVERY_DELIVERED
	" AND d.state = " SQL_DELIVERY_QUEUED "),"
	" (SELECT count(*) FROM deliveries d"
	"  WHERE sink = name AND d.state <> " SQL_DELIVERY_DELIVERED
	" AND d.state = " SQL_DELIVERY_PARKED "),"
	" (SELECT ifnull(min(queued), 0) FROM deliveries d"
	"  WHERE sink = name AND d.state <> " SQL_DELIVERY_DELIVERED
	" AND d.state = " SQL_DELIVERY_QUEUED ")"
	" FROM sinks ORDER BY name";

static gboolean
list_sinks(struct spool *spool, struct spool_summary *summary, GError **error)
{
	sqlite3_stmt *query = spool_query(spool, error, sinks_query, "");
	enum spool_step step = SPOOL_ERROR;

	summary->sinks =
		g_ptr_array_new_with_free_func((GDestroyNotify)spool_sink_free);
	while (query != NULL && (step = spool_step(query, error)) == SPOOL_ROW)
		g_ptr_array_add(summary->sinks, read_sink(query));
	return step == SPOOL_DONE;
}

static gboolean
list_strays(struct spool *spool, struct spool_summary *summary, GError **error)
{
	sqlite3_stmt *query = spool_query(spool, error,
					  "SELECT watch, path, reason"
					  " FROM strays"
					  " ORDER BY watch, path LIMIT ?",
					  "n", MOST_STRAYS);
	enum spool_step step = SPOOL_ERROR;

	summary->strays = g_ptr_array_new_with_free_func(
		(GDestroyNotify)spool_stray_free);
	while (query != NULL &&
	       (step = spool_step(query, error)) == SPOOL_ROW) {
		struct spool_stray *stray = g_new0(struct spool_stray, 1);
		g_autofree char *path = spool_column_text(query, 1);

		stray->watch = spool_column_text(query, 0);
		stray->path = g_filename_display_name(path);
		stray->reason = spool_column_text(query, 2);
		g_ptr_array_add(summary->strays, stray);
	}
	return step == SPOOL_DONE;
}

static gboolean
list_problems(struct spool *spool, struct spool_summary *summary,
	      GError **error)
{
	summary->problems = spool_read_letters(
		spool_query(spool, error,
			    "SELECT " SPOOL_LETTER_COLUMNS
			    " FROM letters WHERE state >= " SQL_LETTER_REJECTED
			    " ORDER BY finished DESC, sequence DESC LIMIT ?",
			    "n", MOST_PROBLEMS),
		error);
	return summary->problems != NULL;
}

/* Consistent: all in one read transaction. */
struct spool_summary *
spool_summarise(struct spool *spool, gint64 now, GError **error)
{
	g_autoptr(spool_summary) summary = g_new0(struct spool_summary, 1);
	gboolean good;

	if (!sqlite_db_run(spool->db, "BEGIN", error))
		return NULL;
	good = count_letters(spool, summary, error) &&
	       count_rest(spool, summary, now, error) &&
	       spool_count_looks(spool, summary, error) &&
	       list_sinks(spool, summary, error) &&
	       list_strays(spool, summary, error) &&
	       spool_list_outages(spool, summary, error) &&
	       spool_count_quarantine(spool, summary, error) &&
	       spool_list_troubles(spool, summary, error) &&
	       spool_list_sources(spool, summary, error) &&
	       list_problems(spool, summary, error);
	if (!sqlite_db_end(spool->db, good, error))
		return NULL;
	return g_steal_pointer(&summary);
}
