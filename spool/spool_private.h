/* spool_private.h - what the files behind spool.h share. */
#ifndef SPOOL_SPOOL_PRIVATE_H
#define SPOOL_SPOOL_PRIVATE_H

#include <sqlite3.h>

#include "spool/spool.h"
#include "spool/spool_situation.h"

/* Longer than any of our waits: a later next attempt was written before the
 * clock jumped. */
#define SPOOL_LONGEST_WAIT_MS (G_GINT64_CONSTANT(25) * 3600 * 1000)

struct spool {
	sqlite3 *db;
	GHashTable *statements; /* sqlite3_stmt by its SQL, both owned */
	gint64 data_version;
};

/* A statement with its parameters bound in order, by types: 't' const char *
 * text or NULL, 'b' const char * bytes, 'i' gint64, 'n' int, 'd' double. If
 * there are more than three, each type follows its parameter's name, and all
 * parameters must be named: ":id t :reason t"; one whose name ends with ?, as
 * in ":id? t", need not occur in the statement. The spool owns the statement
 * and keeps it prepared. */
sqlite3_stmt *spool_query(struct spool *spool, GError **error, const char *sql,
			  const char *types, ...);
sqlite3_stmt *spool_query_v(struct spool *spool, GError **error,
			    const char *sql, const char *types, va_list values);

enum spool_step {
	SPOOL_ROW,
	SPOOL_DONE,
	SPOOL_ERROR,
};
/* Any result except a row ends the statement; spool_leave() ends it earlier. */
enum spool_step spool_step(sqlite3_stmt *statement, GError **error);
void spool_leave(sqlite3_stmt *statement);

/* For statements without rows. */
gboolean spool_run(struct spool *spool, GError **error, const char *sql,
		   const char *types, ...);
/* The first column of the first row; -1 if there is no row, or it is NULL. */
gboolean spool_integer(struct spool *spool, gint64 *out_number, GError **error,
		       const char *sql, const char *types, ...);
/* How many rows the last spool_run() changed. */
guint spool_changes(const struct spool *spool);

char *spool_column_text(sqlite3_stmt *statement, int column);
guint spool_column_uint(sqlite3_stmt *statement, int column);

/* Each write is one transaction, with a commit point before and after its
 * commit. */
gboolean spool_begin(struct spool *spool, GError **error);
gboolean spool_end_at(struct spool *spool, gboolean good, const char *begun,
		      const char *done, GError **error);
#define spool_end(spool, good, function, error)                                \
	spool_end_at((spool), (good), "spool-" function "-begun",              \
		     "spool-" function "-done", (error))

/* Call between the pieces of a long task, with the monotonic time at which the
 * last piece began: waits as long as that piece took. Other writers only poll
 * for the lock, and would otherwise hardly ever get it between two pieces. */
void spool_let_others(gint64 begun);

/* spool_defer() and spool_quarantine(), inside of a transaction. */
gboolean spool_put_back(struct spool *spool, const char *id, const char *reason,
			gboolean killed, gint64 next_attempt, GError **error);
gboolean spool_put_away(struct spool *spool, const char *id,
			const struct quarantine *quarantine, gint64 now,
			GError **error);
gboolean spool_add_event(struct spool *spool, const char *id, gint64 at,
			 const char *what, const char *detail, GError **error);
/* REJECT if there is no such letter. out_from_scratch may be NULL. */
gboolean spool_get_state(struct spool *spool, const char *id,
			 enum letter_state *out_state,
			 gboolean *out_from_scratch, GError **error);
/* A quarantined letter is tried again. */
gboolean spool_receive_again(struct spool *spool, const char *id, gint64 now,
			     GError **error);
/* An extracted letter without open deliveries becomes delivered. *out_finished
 * may be NULL. */
gboolean spool_finish(struct spool *spool, const char *id, gint64 now,
		      gboolean *out_finished, GError **error);

/* spool_letter_needs_look() for a row of looks. */
#define SPOOL_NEEDS_LOOK "needed = 1 AND seen = 0"
/* Inside a transaction: stores what its new records need, or that it has
 * none. */
struct look;
gboolean spool_put_look(struct spool *spool, const char *id,
			const struct look *look, GError **error);
gboolean spool_remove_look(struct spool *spool, const char *id, GError **error);
/* Inside a transaction: the letter's records, or whether they count, changed
 * (spool_change.h). */
gboolean spool_note_change(struct spool *spool, const char *id, GError **error);
gboolean spool_list_outages(struct spool *spool, struct spool_summary *summary,
			    GError **error);
gboolean spool_list_troubles(struct spool *spool, struct spool_summary *summary,
			     GError **error);
gboolean spool_list_sources(struct spool *spool, struct spool_summary *summary,
			    GError **error);
/* Inside a transaction: a letter came from there. */
gboolean spool_note_arrival(struct spool *spool, const char *watch, gint64 now,
			    GError **error);
/* Inside a transaction: a letter in quarantine was seen, or has left it. */
gboolean spool_put_seen(struct spool *spool, const char *id,
			enum letter_state state, gint64 now, GError **error);
gboolean spool_remove_seen(struct spool *spool, const char *id, GError **error);
/* Call after the letters were counted. */
gboolean spool_count_quarantine(struct spool *spool,
				struct spool_summary *summary, GError **error);
gboolean spool_count_looks(struct spool *spool, struct spool_summary *summary,
			   GError **error);

/* The columns that spool_read_letter() needs. */
#define SPOOL_LETTER_COLUMNS                                                   \
	"sequence, id, name, watch, size, state, attempts, next_attempt, "     \
	"reason, from_scratch, received, extracted, finished, seconds, "       \
	"pages, ocr_pages, records, duplicates, "                              \
	"(SELECT case_number FROM records WHERE letter_id = letters.id"        \
	" AND idx = 0), "                                                      \
	"(SELECT outcome FROM records WHERE letter_id = letters.id"            \
	" AND idx = 0), "                                                      \
	"(SELECT decision_date FROM records WHERE letter_id = letters.id"      \
	" AND idx = 0), reason_code, "                                         \
	"ifnull((SELECT needed FROM looks WHERE letter_id = letters.id), -1)"  \
	", (SELECT codes FROM looks WHERE letter_id = letters.id), "           \
	"coalesce((SELECT seen FROM looks WHERE letter_id = letters.id), "     \
	"(SELECT seen FROM quarantine_seen WHERE letter_id = letters.id), 0)"  \
	", folder"
struct spool_letter *spool_read_letter(sqlite3_stmt *statement);
/* All letters that a statement returns, or NULL. */
GPtrArray *spool_read_letters(sqlite3_stmt *statement, GError **error);

/* A delivery, from deliveries d JOIN records r. */
#define SPOOL_DELIVERY_COLUMNS                                                 \
	"d.record_id, d.letter_id, d.sink, r.idx, d.state, r.revision, "       \
	"d.attempts, d.queued, d.next_attempt, d.delivered, d.reason"
GPtrArray *spool_read_deliveries(sqlite3_stmt *statement, GError **error);

#endif
