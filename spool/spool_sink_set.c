/* spool_sink_set.c - the sinks of the settings, and those that are removed from
 * them or come back: their letters are changed in pieces. */
#include "spool/spool_private.h"
#include "spool/spool_states.h"

/* So many letters, or deliveries, are changed in one transaction. */
#define PIECE 500

/* --- a sink that is new, or comes back --- */

/* How far the open deliveries of a sink have been processed, in the order of
 * their index. */
struct open_cursor {
	const char *sink;
	enum delivery_state state;
	gint64 queued, number;
};

/* The letters of the next piece, one or more times. */
static GPtrArray *
next_waiting(struct spool *spool, struct open_cursor *cursor, GError **error)
{
	sqlite3_stmt *query = spool_query(
		spool, error,
		"SELECT letter_id, queued, rowid FROM deliveries"
		" WHERE sink = :sink AND state <> " SQL_DELIVERY_DELIVERED
		" AND state = :state AND (queued, rowid) > (:queued, :number)"
		" ORDER BY queued, rowid LIMIT :piece",
		":sink t :state n :queued i :number i :piece n", cursor->sink,
		(int)cursor->state, cursor->queued, cursor->number, PIECE);
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
	enum spool_step step = SPOOL_ERROR;

	while (query != NULL &&
	       (step = spool_step(query, error)) == SPOOL_ROW) {
		g_ptr_array_add(ids, spool_column_text(query, 0));
		cursor->queued = sqlite3_column_int64(query, 1);
		cursor->number = sqlite3_column_int64(query, 2);
	}
	return step == SPOOL_DONE ? g_steal_pointer(&ids) : NULL;
}

static gboolean
wait_again(struct spool *spool, const char *id, const char *sink, gint64 now,
	   GError **error)
{
	if (!spool_run(spool, error,
		       "UPDATE letters SET state = " SQL_LETTER_EXTRACTED
		       ", finished = 0"
		       " WHERE id = ? AND +state = " SQL_LETTER_DELIVERED,
		       "t", id))
		return FALSE;
	return spool_changes(spool) == 0 ||
	       spool_add_event(spool, id, now, "requeued", sink, error);
}

static gboolean
wait_again_piece(struct spool *spool, struct open_cursor *cursor, gint64 now,
		 guint *out_count, GError **error)
{
	g_autoptr(GPtrArray) ids = next_waiting(spool, cursor, error);

	for (guint i = 0; ids != NULL && i < ids->len; i++)
		if (!wait_again(spool, ids->pdata[i], cursor->sink, now, error))
			return FALSE;
	*out_count = ids != NULL ? ids->len : 0;
	return ids != NULL;
}

static gboolean
wait_again_all(struct spool *spool, const char *sink, enum delivery_state state,
	       gint64 now, GError **error)
{
	struct open_cursor cursor = { sink, state, G_MININT64, 0 };
	guint count = 0;

	do {
		gint64 begun = g_get_monotonic_time();

		if (!spool_begin(spool, error) ||
		    !spool_end(spool,
			       wait_again_piece(spool, &cursor, now, &count,
						error),
			       "set_sinks", error))
			return FALSE;
		if (count == PIECE)
			spool_let_others(begun);
	} while (count == PIECE);
	return TRUE;
}

/* A sink that comes back gets its old queue. The letters in it are made to wait
 * before the sink's own state changes, so that after a crash this is done the
 * next time. */
static gboolean
revive_sink(struct spool *spool, const char *sink, gint64 now, GError **error)
{
	gint64 state;

	if (!spool_integer(spool, &state, error,
			   "SELECT state FROM sinks WHERE name = ?", "t", sink))
		return FALSE;
	return state != SINK_REMOVED ||
	       (wait_again_all(spool, sink, DELIVERY_QUEUED, now, error) &&
		wait_again_all(spool, sink, DELIVERY_PARKED, now, error));
}

static gboolean
add_sink(struct spool *spool, const char *sink, gint64 now, GError **error)
{
	return spool_run(spool, error,
			 "INSERT INTO sinks (name, since) VALUES (?1, ?2)"
			 " ON CONFLICT (name) DO UPDATE SET"
			 "  state = " SQL_SINK_OK
			 ", since = ?2, next_try = 0, reason = NULL"
			 "  WHERE state = " SQL_SINK_REMOVED,
			 "ti", sink, now);
}

/* --- sinks that are gone --- */

static gboolean
remove_sinks(struct spool *spool, const char *const *sinks, gint64 now,
	     GError **error)
{
	sqlite3_stmt *query = spool_query(
		spool, error,
		"SELECT name FROM sinks WHERE state <> " SQL_SINK_REMOVED, "");
	g_autoptr(GPtrArray) gone = g_ptr_array_new_with_free_func(g_free);
	enum spool_step step = SPOOL_ERROR;

	while (query != NULL &&
	       (step = spool_step(query, error)) == SPOOL_ROW) {
		g_autofree char *name = spool_column_text(query, 0);

		if (!g_strv_contains(sinks, name))
			g_ptr_array_add(gone, g_steal_pointer(&name));
	}
	if (step != SPOOL_DONE)
		return FALSE;
	for (guint i = 0; i < gone->len; i++)
		if (!spool_run(spool, error,
			       "UPDATE sinks SET state = " SQL_SINK_REMOVED
			       ", since = ?2,"
			       " next_try = 0, reason = NULL WHERE name = ?1",
			       "ti", (const char *)gone->pdata[i], now))
			return FALSE;
	return TRUE;
}

/* Of one piece, the letters that wait only for removed sinks. */
#define WAITS_FOR_NOTHING                                                      \
	" l.sequence > :after AND l.sequence <= :last"                         \
	" AND l.state = " SQL_LETTER_EXTRACTED " AND NOT EXISTS"               \
	"  (SELECT 1 FROM deliveries d WHERE d.letter_id = l.id"               \
	" AND d.state IN (" SQL_DELIVERY_QUEUED ", " SQL_DELIVERY_PARKED ")"   \
	"    AND d.sink NOT IN (SELECT name FROM sinks"                        \
	" WHERE state = " SQL_SINK_REMOVED "))"

static gboolean
finish_piece(struct spool *spool, gint64 after, gint64 last, gint64 now,
	     GError **error)
{
	return spool_run(spool, error,
			 "INSERT INTO events (letter_id, at, what)"
			 " SELECT id, :now, 'delivered' FROM letters l"
			 " WHERE" WAITS_FOR_NOTHING,
			 ":now i :after i :last i", now, after, last) &&
	       spool_run(spool, error,
			 "UPDATE letters AS l"
			 " SET state = " SQL_LETTER_DELIVERED
			 ", finished = :now WHERE" WAITS_FOR_NOTHING,
			 ":now i :after i :last i", now, after, last);
}

/* *out_last: of the extracted letters of the next piece, -1 where none is. */
static gboolean
next_piece(struct spool *spool, gint64 after, gint64 *out_last, GError **error)
{
	return spool_integer(spool, out_last, error,
			     "SELECT max(sequence) FROM"
			     " (SELECT sequence FROM letters"
			     "  WHERE state = " SQL_LETTER_EXTRACTED
			     " AND sequence > ? ORDER BY sequence LIMIT ?)",
			     "in", after, PIECE);
}

static gboolean
finish_letters(struct spool *spool, gint64 now, GError **error)
{
	gint64 after = 0, last;

	for (;;) {
		gint64 begun = g_get_monotonic_time();

		if (!next_piece(spool, after, &last, error))
			return FALSE;
		if (last < 0)
			return TRUE;
		if (!spool_begin(spool, error) ||
		    !spool_end(spool,
			       finish_piece(spool, after, last, now, error),
			       "set_sinks", error))
			return FALSE;
		after = last;
		spool_let_others(begun);
	}
}

/* A crash may have left letters that wait only for those. */
static gboolean
has_removed_queue(struct spool *spool, gboolean *out_has, GError **error)
{
	gint64 found;

	if (!spool_integer(spool, &found, error,
			   "SELECT 1 FROM deliveries WHERE sink IN"
			   " (SELECT name FROM sinks"
			   "  WHERE state = " SQL_SINK_REMOVED ")"
			   " AND state <> " SQL_DELIVERY_DELIVERED
			   " AND state IN (" SQL_DELIVERY_QUEUED
			   ", " SQL_DELIVERY_PARKED ") LIMIT 1",
			   ""))
		return FALSE;
	*out_has = found == 1;
	return TRUE;
}

static gboolean
set_sinks(struct spool *spool, const char *const *sinks, gint64 now,
	  GError **error)
{
	for (guint i = 0; sinks[i] != NULL; i++)
		if (!add_sink(spool, sinks[i], now, error))
			return FALSE;
	return remove_sinks(spool, sinks, now, error);
}

gboolean
spool_set_sinks(struct spool *spool, const char *const *sinks, gint64 now,
		GError **error)
{
	gboolean has_queue = FALSE;

	for (guint i = 0; sinks[i] != NULL; i++)
		if (!revive_sink(spool, sinks[i], now, error))
			return FALSE;
	return spool_begin(spool, error) &&
	       spool_end(spool, set_sinks(spool, sinks, now, error),
			 "set_sinks", error) &&
	       has_removed_queue(spool, &has_queue, error) &&
	       (!has_queue || finish_letters(spool, now, error));
}
