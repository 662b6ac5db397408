/* spool_arrival.c - arrivals of letters, and entries of inboxes that cannot be
 * taken. */
#include "core/error.h"
#include "spool/spool_private.h"

struct known_arrival {
	gboolean known, original_gone;
	char *path;
};

static gboolean
find_arrival(struct spool *spool, const struct arrival *arrival,
	     struct known_arrival *out_known, GError **error)
{
	sqlite3_stmt *query =
		spool_query(spool, error,
			    "SELECT path, original_gone FROM arrivals"
			    " WHERE id = ? AND name = ?",
			    "tt", arrival->id, arrival->name);
	enum spool_step step;

	if (query == NULL)
		return FALSE;
	step = spool_step(query, error);
	if (step == SPOOL_ROW) {
		out_known->known = TRUE;
		out_known->path = spool_column_text(query, 0);
		out_known->original_gone = sqlite3_column_int(query, 1) != 0;
		spool_leave(query);
	}
	return step != SPOOL_ERROR;
}

static gboolean
claim_new(struct spool *spool, const struct arrival *arrival, gint64 now,
	  GError **error)
{
	return spool_run(spool, error,
			 "INSERT INTO letters"
			 " (id, name, watch, folder, size, received, waiting)"
			 " VALUES (:id, :name, :watch, :folder, :size, :now,"
			 " :now)",
			 ":id t :name t :watch t :folder t :size i :now i",
			 arrival->id, arrival->name, arrival->watch,
			 arrival->folder, (gint64)arrival->size_bytes, now) &&
	       spool_run(spool, error,
			 "UPDATE totals SET letters = letters + 1", "") &&
	       spool_add_event(spool, arrival->id, now, "received",
			       arrival->name, error);
}

static gboolean
claim_duplicate(struct spool *spool, const struct arrival *arrival, gint64 now,
		enum letter_state state, GError **error)
{
	if (!spool_run(spool, error,
		       "UPDATE letters SET duplicates = duplicates + 1"
		       " WHERE id = ?",
		       "t", arrival->id) ||
	    !spool_add_event(spool, arrival->id, now, "duplicate",
			     arrival->name, error))
		return FALSE;
	return state < LETTER_REJECTED ||
	       spool_receive_again(spool, arrival->id, now, error);
}

/* The letter was recovered from the store: this is how it came. If it is in
 * quarantine because its bytes were damaged, they are intact again. */
static gboolean
claim_recovered(struct spool *spool, const struct arrival *arrival, gint64 now,
		enum letter_state state, GError **error)
{
	return spool_run(spool, error,
			 "UPDATE letters SET name = :name, watch = :watch,"
			 " folder = :folder WHERE id = :id",
			 ":id t :name t :watch t :folder t", arrival->id,
			 arrival->name, arrival->watch, arrival->folder) &&
	       spool_add_event(spool, arrival->id, now, "received",
			       arrival->name, error) &&
	       (state < LETTER_REJECTED ||
		spool_receive_again(spool, arrival->id, now, error));
}

/* The letter, whether or not the spool has it, with its arrival. */
static gboolean
claim_letter(struct spool *spool, const struct arrival *arrival, gint64 now,
	     enum claim *out_claim, GError **error)
{
	enum letter_state state;
	gint64 both; /* twice its state, plus 1 if it was recovered */

	if (!spool_integer(spool, &both, error,
			   "SELECT state * 2 + (watch = '') FROM letters"
			   " WHERE id = ?",
			   "t", arrival->id))
		return FALSE;
	if (both < 0) {
		*out_claim = CLAIM_NEW;
		return claim_new(spool, arrival, now, error);
	}
	state = (enum letter_state)(both / 2);
	*out_claim = both % 2 != 0 ? CLAIM_UNFINISHED : CLAIM_DUPLICATE;
	return both % 2 != 0
		       ? claim_recovered(spool, arrival, now, state, error)
		       : claim_duplicate(spool, arrival, now, state, error);
}

static gboolean
note_arrival(struct spool *spool, const struct arrival *arrival, gint64 now,
	     GError **error)
{
	return spool_run(spool, error,
			 "INSERT INTO arrivals"
			 " (id, name, watch, folder, path, first, last)"
			 " VALUES (:id, :name, :watch, :folder, :path, :now,"
			 " :now)"
			 " ON CONFLICT (id, name) DO UPDATE SET"
			 "  watch = :watch, folder = :folder, path = :path,"
			 "  last = :now,"
			 "  times = times + 1, original_gone = 0",
			 ":id t :name t :watch t :folder t :path b :now i",
			 arrival->id, arrival->name, arrival->watch,
			 arrival->folder, arrival->path, now) &&
	       spool_note_arrival(spool, arrival->watch, now, error);
}

static gboolean
claim(struct spool *spool, const struct arrival *arrival, gint64 now,
      enum claim *out_claim, GError **error)
{
	struct known_arrival known = { 0 };
	gboolean unfinished;

	if (!find_arrival(spool, arrival, &known, error))
		return FALSE;
	unfinished = known.known && !known.original_gone &&
		     g_str_equal(known.path, arrival->path);
	g_free(known.path);
	*out_claim = CLAIM_UNFINISHED;
	if (unfinished)
		return TRUE;
	return claim_letter(spool, arrival, now, out_claim, error) &&
	       note_arrival(spool, arrival, now, error);
}

gboolean
spool_claim(struct spool *spool, const struct arrival *arrival, gint64 now,
	    enum claim *out_claim, GError **error)
{
	enum claim what = CLAIM_NEW;

	if (!spool_begin(spool, error) ||
	    !spool_end(spool, claim(spool, arrival, now, &what, error), "claim",
		       error))
		return FALSE;
	*out_claim = what;
	return TRUE;
}

gboolean
spool_original_gone(struct spool *spool, const char *id, const char *name,
		    GError **error)
{
	return spool_begin(spool, error) &&
	       spool_end(spool,
			 spool_run(spool, error,
				   "UPDATE arrivals SET original_gone = 1"
				   " WHERE id = ? AND name = ?",
				   "tt", id, name),
			 "original_gone", error);
}

gboolean
spool_remember_left(struct spool *spool, const char *path, const char *stamp,
		    GError **error)
{
	return spool_begin(spool, error) &&
	       spool_end(spool,
			 spool_run(spool, error,
				   "INSERT INTO left_files (path, stamp)"
				   " VALUES (?1, ?2)"
				   " ON CONFLICT (path) DO UPDATE"
				   " SET stamp = ?2",
				   "bt", path, stamp),
			 "remember_left", error);
}

gboolean
spool_is_left(struct spool *spool, const char *path, const char *stamp,
	      gboolean *out_left, GError **error)
{
	gint64 found;

	if (!spool_integer(spool, &found, error,
			   "SELECT 1 FROM left_files"
			   " WHERE path = ? AND stamp = ?",
			   "bt", path, stamp))
		return FALSE;
	*out_left = found == 1;
	return TRUE;
}

static gboolean
set_stray(struct spool *spool, const char *watch, const char *path,
	  const char *reason, gint64 now, GError **error)
{
	if (reason == NULL)
		return spool_run(spool, error,
				 "DELETE FROM strays"
				 " WHERE watch = ? AND path = ?",
				 "tb", watch, path);
	return spool_run(spool, error,
			 "INSERT INTO strays (watch, path, reason, at)"
			 " VALUES (:watch, :path, :reason, :at)"
			 " ON CONFLICT (watch, path) DO UPDATE"
			 " SET reason = :reason, at = :at",
			 ":watch t :path b :reason t :at i", watch, path,
			 reason, now);
}

gboolean
spool_note_stray(struct spool *spool, const char *watch, const char *path,
		 const char *reason, gint64 now, GError **error)
{
	return spool_begin(spool, error) &&
	       spool_end(spool,
			 set_stray(spool, watch, path, reason, now, error),
			 "note_stray", error);
}

gboolean
spool_forget_strays(struct spool *spool, gint64 before, GError **error)
{
	return spool_begin(spool, error) &&
	       spool_end(spool,
			 spool_run(spool, error,
				   "DELETE FROM strays WHERE at < ?", "i",
				   before),
			 "forget_strays", error);
}
