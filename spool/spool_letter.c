/* spool_letter.c - letters while they are extracted.
 *
 * The operator may change a letter while a worker has it: the worker's result
 * is dropped if the letter was rejected, or is to be extracted again from
 * scratch. */
#include "core/error.h"
#include "spool/spool_private.h"
#include "spool/spool_states.h"

void
spool_letter_free(struct spool_letter *letter)
{
	g_free(letter->id);
	g_free(letter->name);
	g_free(letter->watch);
	g_free(letter->folder);
	g_free(letter->reason);
	g_free(letter->reason_code);
	g_free(letter->warnings);
	g_free(letter->case_number);
	g_free(letter->outcome);
	g_free(letter->decision_date);
	g_free(letter);
}

struct spool_letter *
spool_letter_copy(const struct spool_letter *letter)
{
	struct spool_letter *copy = g_memdup2(letter, sizeof(*letter));

	copy->id = g_strdup(letter->id);
	copy->name = g_strdup(letter->name);
	copy->watch = g_strdup(letter->watch);
	copy->folder = g_strdup(letter->folder);
	copy->reason = g_strdup(letter->reason);
	copy->reason_code = g_strdup(letter->reason_code);
	copy->warnings = g_strdup(letter->warnings);
	copy->case_number = g_strdup(letter->case_number);
	copy->outcome = g_strdup(letter->outcome);
	copy->decision_date = g_strdup(letter->decision_date);
	return copy;
}

struct spool_letter *
spool_read_letter(sqlite3_stmt *statement)
{
	struct spool_letter *letter = g_new0(struct spool_letter, 1);
	int column = 0;

	letter->sequence = sqlite3_column_int64(statement, column++);
	letter->id = spool_column_text(statement, column++);
	letter->name = spool_column_text(statement, column++);
	letter->watch = spool_column_text(statement, column++);
	letter->size_bytes = (guint64)sqlite3_column_int64(statement, column++);
	letter->state = spool_column_uint(statement, column++);
	letter->attempts = spool_column_uint(statement, column++);
	letter->next_attempt = sqlite3_column_int64(statement, column++);
	letter->reason = spool_column_text(statement, column++);
	letter->every_page = sqlite3_column_int(statement, column) == 1;
	letter->from_scratch = sqlite3_column_int(statement, column++) != 0;
	letter->received = sqlite3_column_int64(statement, column++);
	letter->extracted = sqlite3_column_int64(statement, column++);
	letter->finished = sqlite3_column_int64(statement, column++);
	letter->seconds = sqlite3_column_double(statement, column++);
	letter->pages = spool_column_uint(statement, column++);
	letter->ocr_pages = spool_column_uint(statement, column++);
	letter->records = spool_column_uint(statement, column++);
	letter->duplicates = spool_column_uint(statement, column++);
	letter->case_number = spool_column_text(statement, column++);
	letter->outcome = spool_column_text(statement, column++);
	letter->decision_date = spool_column_text(statement, column++);
	letter->reason_code = spool_column_text(statement, column++);
	letter->look = sqlite3_column_int(statement, column++);
	letter->warnings = spool_column_text(statement, column++);
	letter->seen = sqlite3_column_int64(statement, column++);
	letter->folder = spool_column_text(statement, column++);
	return letter;
}

GPtrArray *
spool_read_letters(sqlite3_stmt *statement, GError **error)
{
	g_autoptr(GPtrArray) letters = g_ptr_array_new_with_free_func(
		(GDestroyNotify)spool_letter_free);
	enum spool_step step = SPOOL_ERROR;

	while (statement != NULL &&
	       (step = spool_step(statement, error)) == SPOOL_ROW)
		g_ptr_array_add(letters, spool_read_letter(statement));
	return step == SPOOL_DONE ? g_steal_pointer(&letters) : NULL;
}

gboolean
spool_add_event(struct spool *spool, const char *id, gint64 at,
		const char *what, const char *detail, GError **error)
{
	return spool_run(spool, error,
			 "INSERT INTO events (letter_id, at, what, detail)"
			 " VALUES (:id, :at, :what, :detail)",
			 ":id t :at i :what t :detail t", id, at, what, detail);
}

gboolean
spool_get_state(struct spool *spool, const char *id,
		enum letter_state *out_state, gboolean *out_from_scratch,
		GError **error)
{
	gint64 both;

	if (!spool_integer(spool, &both, error,
			   "SELECT state * 2 + (from_scratch <> 0)"
			   " FROM letters"
			   " WHERE id = ?",
			   "t", id))
		return FALSE;
	if (both < 0)
		return error_set(error, IMR_ERROR_REJECT, "no such letter");
	*out_state = (enum letter_state)(both / 2);
	if (out_from_scratch != NULL)
		*out_from_scratch = both % 2 != 0;
	return TRUE;
}

gboolean
spool_receive_again(struct spool *spool, const char *id, gint64 now,
		    GError **error)
{
	return spool_run(spool, error,
			 "UPDATE letters SET state = " SQL_LETTER_RECEIVED
			 ", attempts = 0,"
			 " next_attempt = 0, waiting = ?2, finished = 0"
			 " WHERE id = ?1",
			 "ti", id, now) &&
	       spool_remove_seen(spool, id, error) &&
	       spool_add_event(spool, id, now, "retried", NULL, error);
}

gboolean
spool_finish(struct spool *spool, const char *id, gint64 now,
	     gboolean *out_finished, GError **error)
{
	gboolean finished;

	if (!spool_run(spool, error,
		       "UPDATE letters SET state = " SQL_LETTER_DELIVERED
		       ", finished = ?2"
		       " WHERE id = ?1 AND state = " SQL_LETTER_EXTRACTED
		       " AND NOT EXISTS"
		       "  (SELECT 1 FROM deliveries d"
		       "   WHERE d.letter_id = ?1"
		       " AND d.state IN (" SQL_DELIVERY_QUEUED
		       ", " SQL_DELIVERY_PARKED ")"
		       "    AND d.sink NOT IN"
		       "     (SELECT name FROM sinks"
		       " WHERE state = " SQL_SINK_REMOVED "))",
		       "ti", id, now))
		return FALSE;
	finished = spool_changes(spool) > 0;
	if (out_finished != NULL)
		*out_finished = finished;
	return !finished ||
	       spool_add_event(spool, id, now, "delivered", NULL, error);
}

/* The three kinds of due letters, each from its end of the index: at once, by
 * the clock, and beyond any of our waits. */
static GPtrArray *
take_due(struct spool *spool, guint most, gint64 now, GError **error)
{
	sqlite3_stmt *query = spool_query(
		spool, error,
		"SELECT " SPOOL_LETTER_COLUMNS " FROM letters"
		" WHERE sequence IN (SELECT sequence FROM ("
		"  SELECT sequence FROM (SELECT sequence"
		"   FROM letters INDEXED BY letters_due"
		"   WHERE state = " SQL_LETTER_RECEIVED " AND next_attempt = 0"
		"   ORDER BY sequence LIMIT ?1)"
		"  UNION ALL"
		"  SELECT sequence FROM (SELECT sequence"
		"   FROM letters INDEXED BY letters_due"
		"   WHERE state = " SQL_LETTER_RECEIVED " AND next_attempt > 0"
		"    AND next_attempt <= ?2"
		"   ORDER BY next_attempt, sequence LIMIT ?1)"
		"  UNION ALL"
		"  SELECT sequence FROM (SELECT sequence"
		"   FROM letters INDEXED BY letters_due"
		"   WHERE state = " SQL_LETTER_RECEIVED " AND next_attempt > ?3"
		"   ORDER BY next_attempt, sequence LIMIT ?1))"
		"  ORDER BY sequence LIMIT ?1)"
		" ORDER BY sequence",
		"iii", (gint64)most, now, now + SPOOL_LONGEST_WAIT_MS);
	g_autoptr(GPtrArray) letters = spool_read_letters(query, error);

	for (guint i = 0; letters != NULL && i < letters->len; i++) {
		struct spool_letter *letter = letters->pdata[i];

		if (!spool_run(
			    spool, error,
			    "UPDATE letters SET state = " SQL_LETTER_EXTRACTING
			    " WHERE sequence = ?",
			    "i", letter->sequence))
			return NULL;
		letter->state = LETTER_EXTRACTING;
	}
	return g_steal_pointer(&letters);
}

GPtrArray *
spool_take_due(struct spool *spool, guint most, gint64 now, GError **error)
{
	g_autoptr(GPtrArray) letters = NULL;

	if (!spool_begin(spool, error))
		return NULL;
	letters = take_due(spool, most, now, error);
	if (!spool_end(spool, letters != NULL, "take_due", error))
		return NULL;
	return g_steal_pointer(&letters);
}

gboolean
spool_next_due(struct spool *spool, gint64 now, gint64 *out_time,
	       GError **error)
{
	return spool_integer(spool, out_time, error,
			     "SELECT CASE WHEN (SELECT max(next_attempt)"
			     "  FROM letters INDEXED BY letters_due "
			     "WHERE state = " SQL_LETTER_RECEIVED ") > ?2"
			     " THEN ?1 ELSE max(?1, (SELECT min(next_attempt)"
			     "  FROM letters INDEXED BY letters_due "
			     "WHERE state = " SQL_LETTER_RECEIVED ")) END",
			     "ii", now, now + SPOOL_LONGEST_WAIT_MS);
}

gboolean
spool_give_back(struct spool *spool, const char *id, GError **error)
{
	return spool_begin(spool, error) &&
	       spool_end(
		       spool,
		       spool_run(
			       spool, error,
			       "UPDATE letters SET state = " SQL_LETTER_RECEIVED
			       ", next_attempt = 0"
			       " WHERE id = ?"
			       " AND state = " SQL_LETTER_EXTRACTING,
			       "t", id),
		       "give_back", error);
}

/* Whether a worker's result is still wanted. */
static gboolean
is_wanted(enum letter_state state, gboolean from_scratch)
{
	if (state == LETTER_RECEIVED)
		return !from_scratch;
	return state == LETTER_EXTRACTING;
}

gboolean
spool_put_back(struct spool *spool, const char *id, const char *reason,
	       gboolean killed, gint64 next_attempt, GError **error)
{
	enum letter_state state = LETTER_RECEIVED;
	gboolean from_scratch = FALSE;
	gint64 known;

	if (!spool_get_state(spool, id, &state, &from_scratch, error))
		return FALSE;
	if (!is_wanted(state, from_scratch))
		return TRUE;
	/* Repeated failures of the same kind are one event. */
	if (!spool_integer(spool, &known, error,
			   "SELECT reason IS ?2 FROM letters WHERE id = ?1",
			   "tt", id, reason))
		return FALSE;
	return spool_run(spool, error,
			 "UPDATE letters SET state = " SQL_LETTER_RECEIVED
			 ", reason = :reason,"
			 " reason_code = NULL,"
			 " attempts = attempts + :more,"
			 " next_attempt = :next_attempt"
			 " WHERE id = :id",
			 ":id t :reason t :more n :next_attempt i", id, reason,
			 killed ? 1 : 0, next_attempt) &&
	       ((known == 1 && !killed) ||
		spool_add_event(spool, id, spool_now(), "deferred", reason,
				error));
}

gboolean
spool_defer(struct spool *spool, const char *id, const char *reason,
	    gboolean killed, gint64 next_attempt, GError **error)
{
	return spool_begin(spool, error) &&
	       spool_end(spool,
			 spool_put_back(spool, id, reason, killed, next_attempt,
					error),
			 "defer", error);
}

gboolean
spool_put_away(struct spool *spool, const char *id,
	       const struct quarantine *quarantine, gint64 now, GError **error)
{
	enum letter_state state = quarantine->state;
	enum letter_state old = LETTER_RECEIVED;
	gboolean from_scratch = FALSE;

	if (!spool_get_state(spool, id, &old, &from_scratch, error))
		return FALSE;
	return !is_wanted(old, from_scratch) ||
	       (spool_run(spool, error,
			  "UPDATE letters SET state = :state, reason = :reason,"
			  " attempts = attempts + :more, finished = :now,"
			  " reason_code = :code WHERE id = :id",
			  ":id t :state n :reason t :more n :now i :code t", id,
			  (int)state, quarantine->reason,
			  state == LETTER_FAILED ? 1 : 0, now,
			  quarantine->reason_code) &&
		spool_remove_look(spool, id, error) &&
		spool_note_change(spool, id, error) &&
		spool_add_event(spool, id, now, letter_state_names[state],
				quarantine->reason, error));
}

gboolean
spool_quarantine(struct spool *spool, const char *id,
		 const struct quarantine *quarantine, gint64 now,
		 GError **error)
{
	g_assert(quarantine->state == LETTER_REJECTED ||
		 quarantine->state == LETTER_FAILED);
	return spool_begin(spool, error) &&
	       spool_end(spool,
			 spool_put_away(spool, id, quarantine, now, error),
			 "quarantine", error);
}
