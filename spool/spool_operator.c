/* spool_operator.c - the operator's actions on letters. */
#include "core/error.h"
#include "spool/spool_private.h"
#include "spool/spool_states.h"

/* Deliveries that are parked for a removed sink are not retried. */
static gboolean
queue_parked(struct spool *spool, const char *id, gint64 now, guint *out_count,
	     GError **error)
{
	if (!spool_run(
		    spool, error,
		    "UPDATE deliveries SET state = " SQL_DELIVERY_QUEUED
		    ", attempts = 0,"
		    " queued = ?2, next_attempt = 0"
		    " WHERE letter_id = ?1 AND state = " SQL_DELIVERY_PARKED
		    " AND sink NOT IN"
		    "  (SELECT name FROM sinks WHERE state = " SQL_SINK_REMOVED
		    ")",
		    "ti", id, now))
		return FALSE;
	*out_count = spool_changes(spool);
	return *out_count == 0 ||
	       spool_add_event(spool, id, now, "retried", NULL, error);
}

static gboolean
retry(struct spool *spool, const char *id, gint64 now, guint *out_count,
      GError **error)
{
	enum letter_state state = LETTER_RECEIVED;

	if (!spool_get_state(spool, id, &state, NULL, error))
		return FALSE;
	if (state < LETTER_REJECTED)
		return queue_parked(spool, id, now, out_count, error);
	*out_count = 1;
	return spool_receive_again(spool, id, now, error);
}

gboolean
spool_retry(struct spool *spool, const char *id, gint64 now, guint *out_count,
	    GError **error)
{
	guint count = 0;

	if (!spool_begin(spool, error) ||
	    !spool_end(spool, retry(spool, id, now, &count, error), "retry",
		       error))
		return FALSE;
	*out_count = count;
	return TRUE;
}

/* So many letters are retried in one transaction. */
#define PIECE 500u

/* out_counts: for each of the ids. */
static gboolean
retry_piece(struct spool *spool, char **ids, guint length, gint64 now,
	    guint *out_counts, GError **error)
{
	for (guint i = 0; i < length; i++)
		if (!retry(spool, ids[i], now, &out_counts[i], error))
			return FALSE;
	return TRUE;
}

gboolean
spool_retry_all(struct spool *spool, const GPtrArray *ids, gint64 now,
		GPtrArray *retried, guint *out_count, GError **error)
{
	guint counts[PIECE] = { 0 };
	guint all = 0;

	for (guint done = 0; done < ids->len; done += PIECE) {
		char **piece = (char **)ids->pdata + done;
		guint length = MIN(PIECE, ids->len - done);
		gint64 begun = g_get_monotonic_time();

		if (!spool_begin(spool, error) ||
		    !spool_end(spool,
			       retry_piece(spool, piece, length, now, counts,
					   error),
			       "retry", error))
			return FALSE;
		for (guint i = 0; i < length; i++) {
			all += counts[i];
			if (counts[i] > 0)
				g_ptr_array_add(retried, piece[i]);
		}
		if (done + length < ids->len)
			spool_let_others(begun);
	}
	*out_count = all;
	return TRUE;
}

/* Values of letters.from_scratch, besides 0. */
enum from_scratch {
	FROM_SCRATCH_EVERY_PAGE = 1,
	FROM_SCRATCH_AS_SET = 2,
};

static gboolean
receive_from_scratch(struct spool *spool, const char *id, enum from_scratch how,
		     const char *event, gint64 now, GError **error)
{
	enum letter_state state = LETTER_RECEIVED;

	return spool_get_state(spool, id, &state, NULL, error) &&
	       spool_run(spool, error,
			 "UPDATE letters SET state = " SQL_LETTER_RECEIVED
			 ", from_scratch = ?3,"
			 " attempts = 0, next_attempt = 0, waiting = ?2,"
			 " finished = 0 WHERE id = ?1",
			 "tin", id, now, (int)how) &&
	       spool_remove_look(spool, id, error) &&
	       spool_remove_seen(spool, id, error) &&
	       spool_add_event(spool, id, now, event, NULL, error);
}

static gboolean
extract_again(struct spool *spool, const char *id, enum from_scratch how,
	      const char *event, gint64 now, GError **error)
{
	return spool_begin(spool, error) &&
	       spool_end(
		       spool,
		       receive_from_scratch(spool, id, how, event, now, error),
		       "reocr", error);
}

gboolean
spool_reocr(struct spool *spool, const char *id, gint64 now, GError **error)
{
	return extract_again(spool, id, FROM_SCRATCH_EVERY_PAGE, "reocr", now,
			     error);
}

gboolean
spool_reextract(struct spool *spool, const char *id, gint64 now, GError **error)
{
	return extract_again(spool, id, FROM_SCRATCH_AS_SET, "reextract", now,
			     error);
}

static gboolean
reject(struct spool *spool, const char *id, const char *reason, gint64 now,
       GError **error)
{
	enum letter_state state = LETTER_RECEIVED;

	return spool_get_state(spool, id, &state, NULL, error) &&
	       spool_run(spool, error,
			 "UPDATE letters SET state = " SQL_LETTER_REJECTED
			 ", reason = ?2,"
			 " reason_code = NULL, finished = ?3 WHERE id = ?1",
			 "tti", id, reason, now) &&
	       spool_remove_look(spool, id, error) &&
	       spool_note_change(spool, id, error) &&
	       spool_put_seen(spool, id, LETTER_REJECTED, now, error) &&
	       spool_run(
		       spool, error,
		       "DELETE FROM deliveries"
		       " WHERE letter_id = ? AND state IN (" SQL_DELIVERY_QUEUED
		       ", " SQL_DELIVERY_PARKED ")",
		       "t", id) &&
	       spool_add_event(spool, id, now, "rejected", reason, error);
}

gboolean
spool_reject(struct spool *spool, const char *id, const char *reason,
	     gint64 now, GError **error)
{
	return spool_begin(spool, error) &&
	       spool_end(spool, reject(spool, id, reason, now, error), "reject",
			 error);
}
