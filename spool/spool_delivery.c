/* spool_delivery.c - the sinks' queues and states. */
#include "core/error.h"
#include "spool/spool_private.h"
#include "spool/spool_states.h"

void
spool_delivery_free(struct spool_delivery *delivery)
{
	g_free(delivery->record_id);
	g_free(delivery->letter_id);
	g_free(delivery->sink);
	g_free(delivery->reason);
	g_free(delivery);
}

static struct spool_delivery *
read_delivery(sqlite3_stmt *statement)
{
	struct spool_delivery *delivery = g_new0(struct spool_delivery, 1);
	int column = 0;

	delivery->record_id = spool_column_text(statement, column++);
	delivery->letter_id = spool_column_text(statement, column++);
	delivery->sink = spool_column_text(statement, column++);
	delivery->index = spool_column_uint(statement, column++);
	delivery->state = spool_column_uint(statement, column++);
	delivery->revision = sqlite3_column_int64(statement, column++);
	delivery->attempts = spool_column_uint(statement, column++);
	delivery->queued = sqlite3_column_int64(statement, column++);
	delivery->next_attempt = sqlite3_column_int64(statement, column++);
	delivery->delivered = sqlite3_column_int64(statement, column++);
	delivery->reason = spool_column_text(statement, column++);
	return delivery;
}

GPtrArray *
spool_read_deliveries(sqlite3_stmt *statement, GError **error)
{
	g_autoptr(GPtrArray) deliveries = g_ptr_array_new_with_free_func(
		(GDestroyNotify)spool_delivery_free);
	enum spool_step step = SPOOL_ERROR;

	while (statement != NULL &&
	       (step = spool_step(statement, error)) == SPOOL_ROW)
		g_ptr_array_add(deliveries, read_delivery(statement));
	return step == SPOOL_DONE ? g_steal_pointer(&deliveries) : NULL;
}

/* As in spool_letter.c: now, by the clock, and after a jump of the clock. */
GPtrArray *
spool_deliveries_due(struct spool *spool, const char *sink, guint most,
		     gint64 now, GError **error)
{
	return spool_read_deliveries(
		spool_query(
			spool, error,
			"SELECT " SPOOL_DELIVERY_COLUMNS " FROM ("
			"  SELECT number, queued FROM ("
			"   SELECT rowid AS number, queued FROM deliveries"
			"   WHERE sink = :sink AND state = " SQL_DELIVERY_QUEUED
			" AND next_attempt = 0"
			"   ORDER BY queued, rowid LIMIT :most)"
			"  UNION ALL SELECT number, queued FROM ("
			"   SELECT rowid AS number, queued FROM deliveries"
			"   WHERE sink = :sink AND state = " SQL_DELIVERY_QUEUED
			"    AND next_attempt > 0 AND next_attempt <= :now"
			"   ORDER BY next_attempt, queued, rowid LIMIT :most)"
			"  UNION ALL SELECT number, queued FROM ("
			"   SELECT rowid AS number, queued FROM deliveries"
			"   WHERE sink = :sink AND state = " SQL_DELIVERY_QUEUED
			" AND next_attempt > :latest"
			"   ORDER BY next_attempt, queued, rowid LIMIT :most)"
			"  ORDER BY queued, number LIMIT :most) AS due"
			" CROSS JOIN deliveries d ON d.rowid = due.number"
			" CROSS JOIN records r ON r.record_id = d.record_id"
			" ORDER BY due.queued, due.number",
			":sink t :most i :now i :latest i", sink, (gint64)most,
			now, now + SPOOL_LONGEST_WAIT_MS),
		error);
}

gboolean
spool_next_delivery(struct spool *spool, const char *sink, gint64 now,
		    gint64 *out_time, GError **error)
{
	return spool_integer(
		spool, out_time, error,
		"SELECT CASE WHEN"
		" (SELECT max(next_attempt) FROM deliveries"
		"  WHERE sink = ?1 AND state = " SQL_DELIVERY_QUEUED ") > ?3"
		" THEN ?2 ELSE max(?2,"
		" (SELECT min(next_attempt) FROM deliveries"
		"  WHERE sink = ?1 AND state = " SQL_DELIVERY_QUEUED ")) END",
		"tii", sink, now, now + SPOOL_LONGEST_WAIT_MS);
}

/* The row of a try, if it is still the one that was tried. */
#define THAT_TRY                                                               \
	" WHERE record_id = :record_id AND sink = :sink"                       \
	" AND state = " SQL_DELIVERY_QUEUED                                    \
	" AND (SELECT revision FROM records r WHERE r.record_id = :record_id)" \
	" = :revision"

static gboolean
mark_delivered(struct spool *spool, const struct spool_delivery *delivery,
	       gint64 now, gboolean *out_finished, GError **error)
{
	return spool_run(spool, error,
			 "UPDATE deliveries SET state = " SQL_DELIVERY_DELIVERED
			 ", delivered = :now,"
			 " attempts = attempts + 1, reason = NULL" THAT_TRY,
			 ":record_id t :sink t :revision i :now i",
			 delivery->record_id, delivery->sink,
			 delivery->revision, now) &&
	       spool_run(spool, error,
			 "UPDATE sinks SET last_success = ?2,"
			 " delivered = delivered + ?3 WHERE name = ?1",
			 "tin", delivery->sink, now,
			 (int)spool_changes(spool)) &&
	       spool_finish(spool, delivery->letter_id, now, out_finished,
			    error);
}

gboolean
spool_delivered(struct spool *spool, const struct spool_delivery *delivery,
		gint64 now, gboolean *out_finished, GError **error)
{
	gboolean finished = FALSE;

	if (!spool_begin(spool, error) ||
	    !spool_end(spool,
		       mark_delivered(spool, delivery, now, &finished, error),
		       "delivered", error))
		return FALSE;
	if (out_finished != NULL)
		*out_finished = finished;
	return TRUE;
}

/* Only the first of several failures is an event. */
static gboolean
mark_failed(struct spool *spool, const struct spool_delivery *delivery,
	    const char *reason, gint64 next_attempt, GError **error)
{
	g_autofree char *detail =
		g_strdup_printf("%s: %s", delivery->sink, reason);

	if (!spool_run(
		    spool, error,
		    "UPDATE deliveries SET attempts = attempts + 1,"
		    " reason = :reason, next_attempt = :next_attempt" THAT_TRY,
		    ":record_id t :sink t :revision i :reason t"
		    " :next_attempt i",
		    delivery->record_id, delivery->sink, delivery->revision,
		    reason, next_attempt))
		return FALSE;
	return spool_changes(spool) == 0 || delivery->attempts > 0 ||
	       spool_add_event(spool, delivery->letter_id, spool_now(),
			       "delayed", detail, error);
}

gboolean
spool_delivery_failed(struct spool *spool,
		      const struct spool_delivery *delivery, const char *reason,
		      gint64 next_attempt, GError **error)
{
	return spool_begin(spool, error) &&
	       spool_end(spool,
			 mark_failed(spool, delivery, reason, next_attempt,
				     error),
			 "delivery_failed", error);
}

static gboolean
mark_parked(struct spool *spool, const struct spool_delivery *delivery,
	    const char *reason, gint64 now, GError **error)
{
	g_autofree char *detail =
		g_strdup_printf("%s: %s", delivery->sink, reason);

	if (!spool_run(spool, error,
		       "UPDATE deliveries SET state = " SQL_DELIVERY_PARKED
		       ", reason = :reason,"
		       " attempts = attempts + 1, next_attempt = 0" THAT_TRY,
		       ":record_id t :sink t :revision i :reason t",
		       delivery->record_id, delivery->sink, delivery->revision,
		       reason))
		return FALSE;
	return spool_changes(spool) == 0 ||
	       spool_add_event(spool, delivery->letter_id, now, "parked",
			       detail, error);
}

gboolean
spool_delivery_parked(struct spool *spool,
		      const struct spool_delivery *delivery, const char *reason,
		      gint64 now, GError **error)
{
	return spool_begin(spool, error) &&
	       spool_end(spool,
			 mark_parked(spool, delivery, reason, now, error),
			 "delivery_parked", error);
}

gboolean
spool_deliveries_hurry(struct spool *spool, const char *sink, GError **error)
{
	return spool_begin(spool, error) &&
	       spool_end(spool,
			 spool_run(spool, error,
				   "UPDATE deliveries SET next_attempt = 0"
				   " WHERE sink = ?"
				   " AND state = " SQL_DELIVERY_QUEUED
				   "  AND next_attempt > 0",
				   "t", sink),
			 "deliveries_hurry", error);
}
