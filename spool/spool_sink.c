/* spool_sink.c - the sinks' states, and changes to a sink's whole queue. */
#include "core/error.h"
#include "spool/spool_private.h"
#include "spool/spool_states.h"

/* So many letters, or deliveries, are changed in one transaction. */
#define PIECE 500

/* A removed sink stays removed, even if its thread still reports. */
gboolean
spool_report_sink(struct spool *spool, const char *sink,
		  const struct sink_report *report, gint64 now, GError **error)
{
	return spool_begin(spool, error) &&
	       spool_end(
		       spool,
		       spool_run(
			       spool, error,
			       "INSERT INTO sinks"
			       " (name, state, reason, next_try, since)"
			       " VALUES (:name, :state, :reason, :next_try,"
			       "  :now)"
			       " ON CONFLICT (name) DO UPDATE SET"
			       "  since = iif(state = :state, since, :now),"
			       "  state = :state, reason = :reason,"
			       "  next_try = :next_try"
			       "  WHERE state <> " SQL_SINK_REMOVED,
			       ":name t :state n :reason t :next_try i :now i",
			       sink, (int)report->state, report->reason,
			       report->next_try, now),
		       "report_sink", error);
}

static gboolean
get_sink(struct spool *spool, const char *sink, gboolean *out_removed,
	 GError **error)
{
	gint64 state;

	if (!spool_integer(spool, &state, error,
			   "SELECT state FROM sinks WHERE name = ?", "t", sink))
		return FALSE;
	if (state < 0)
		return error_set(error, IMR_ERROR_FATAL,
				 "no sink is called '%s'", sink);
	*out_removed = state == SINK_REMOVED;
	return TRUE;
}

/* Some letters, by their sequence, that are requeued in one transaction. */
struct piece {
	const char *sink;
	gint64 after, now;
	guint requeued; /* records */
};
/* Of one piece, the letters with records. Those that wait for a worker, or are
 * in quarantine, have none to queue; their records are queued once they
 * exist. */
#define IN_PIECE                                                               \
	" l.sequence > :after AND l.sequence <= :after + :piece"               \
	" AND +l.state IN (" SQL_LETTER_EXTRACTED ", " SQL_LETTER_DELIVERED    \
	") AND l.records > 0"

static gboolean
uncount_piece(struct spool *spool, const struct piece *piece, GError **error)
{
	return spool_run(
		spool, error,
		"UPDATE sinks SET delivered = delivered -"
		" (SELECT count(*) FROM letters l"
		"  JOIN records r ON r.letter_id = l.id"
		"  JOIN deliveries d ON d.record_id = r.record_id"
		"   AND d.sink = :sink"
		"  WHERE" IN_PIECE " AND +d.state = " SQL_DELIVERY_DELIVERED ")"
		" WHERE name = :sink",
		":sink t :after i :piece n", piece->sink, piece->after, PIECE);
}

static gboolean
queue_piece(struct spool *spool, struct piece *piece, GError **error)
{
	if (!spool_run(spool, error,
		       "INSERT INTO deliveries"
		       " (record_id, sink, letter_id, queued)"
		       " SELECT r.record_id, :sink, r.letter_id, :now"
		       " FROM letters l JOIN records r ON r.letter_id = l.id"
		       " WHERE" IN_PIECE " ORDER BY l.sequence, r.idx"
		       " ON CONFLICT (record_id, sink) DO UPDATE SET"
		       "  state = " SQL_DELIVERY_QUEUED
		       ", attempts = 0, queued = :now,"
		       "  next_attempt = 0, delivered = 0, reason = NULL",
		       ":sink t :after i :piece n :now i", piece->sink,
		       piece->after, PIECE, piece->now))
		return FALSE;
	piece->requeued = spool_changes(spool);
	return TRUE;
}

static gboolean
reopen_piece(struct spool *spool, const struct piece *piece, GError **error)
{
	return spool_run(spool, error,
			 "INSERT INTO events (letter_id, at, what, detail)"
			 " SELECT l.id, :now, 'requeued', :sink FROM letters l"
			 " WHERE" IN_PIECE,
			 ":sink t :after i :piece n :now i", piece->sink,
			 piece->after, PIECE, piece->now) &&
	       spool_run(spool, error,
			 "UPDATE letters AS l"
			 " SET state = " SQL_LETTER_EXTRACTED ", finished = 0"
			 " WHERE" IN_PIECE,
			 ":after i :piece n", piece->after, PIECE);
}

static gboolean
requeue_piece(struct spool *spool, struct piece *piece, GError **error)
{
	gboolean removed = FALSE;

	if (!get_sink(spool, piece->sink, &removed, error))
		return FALSE;
	if (removed)
		return error_set(error, IMR_ERROR_FATAL,
				 "sink '%s' is not in the settings",
				 piece->sink);
	return uncount_piece(spool, piece, error) &&
	       queue_piece(spool, piece, error) &&
	       reopen_piece(spool, piece, error);
}

/* Up to the last letter that exists when this begins. */
gboolean
spool_requeue_sink(struct spool *spool, const char *sink, gint64 now,
		   guint *out_count, GError **error)
{
	struct piece piece = { .sink = sink, .now = now };
	guint all = 0;
	gint64 last;

	if (!spool_integer(spool, &last, error,
			   "SELECT max(sequence) FROM letters", ""))
		return FALSE;
	do {
		gint64 begun = g_get_monotonic_time();

		if (!spool_begin(spool, error) ||
		    !spool_end(spool, requeue_piece(spool, &piece, error),
			       "requeue_sink", error))
			return FALSE;
		all += piece.requeued;
		piece.after += PIECE;
		if (piece.after < last)
			spool_let_others(begun);
	} while (piece.after < last);
	*out_count = all;
	return TRUE;
}

/* --- a removed sink's queue --- */

static gboolean
forget_piece(struct spool *spool, const char *sink, gint64 after,
	     GError **error)
{
	gboolean removed = FALSE;

	if (!get_sink(spool, sink, &removed, error))
		return FALSE;
	if (!removed)
		return error_set(error, IMR_ERROR_FATAL,
				 "sink '%s' is in the settings", sink);
	return spool_run(spool, error,
			 "DELETE FROM deliveries WHERE rowid > :after"
			 " AND rowid <= :after + :piece AND +sink = :sink",
			 ":after i :piece n :sink t", after, PIECE, sink);
}

static gboolean
forget_name(struct spool *spool, const char *sink, GError **error)
{
	return spool_run(spool, error,
			 "DELETE FROM sinks"
			 " WHERE name = ? AND state = " SQL_SINK_REMOVED,
			 "t", sink);
}

/* The name is removed last: until then, this can be called again for the
 * rest. */
gboolean
spool_forget_sink(struct spool *spool, const char *sink, GError **error)
{
	gint64 last;

	if (!spool_integer(spool, &last, error,
			   "SELECT max(rowid) FROM deliveries", ""))
		return FALSE;
	for (gint64 after = 0; after == 0 || after < last; after += PIECE) {
		gint64 begun = g_get_monotonic_time();

		if (!spool_begin(spool, error) ||
		    !spool_end(spool, forget_piece(spool, sink, after, error),
			       "forget_sink", error))
			return FALSE;
		if (after + PIECE < last)
			spool_let_others(begun);
	}
	return spool_begin(spool, error) &&
	       spool_end(spool, forget_name(spool, sink, error), "forget_sink",
			 error);
}
