/* search_index.c - builds the search index and keeps it up to date. */
#include "view/search_index.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "core/descriptor.h"
#include "core/error.h"
#include "db/sqlite_db.h"
#include "spool/directory.h"
#include "spool/spool.h"
#include "spool/spool_change.h"
#include "spool/store.h"
#include "view/search_put.h"
#include "view/search_schema.h"

#define BUSY_SECONDS 10.0
/* Letters of a piece. */
#define PIECE 50u

/* The spool forgets a change once it is indexed, so it has to be durable
 * here. */
static const char settings[] = "PRAGMA synchronous = FULL;"
			       "PRAGMA cache_size = -16384;"
			       "PRAGMA journal_size_limit = 16777216;";

struct search_index {
	char *directory;
	struct spool *spool;
	struct store *store;
	sqlite3 *db;
	struct search_put *put;
	gint64 filled, last; /* sequences of letters, as in the table state */
};

static const char *const files[] = { SEARCH_FILE, SEARCH_FILE "-wal",
				     SEARCH_FILE "-shm",
				     SEARCH_FILE "-journal" };

/* --- opening --- */

static void
close_database(struct search_index *index)
{
	g_clear_pointer(&index->put, search_put_free);
	g_clear_pointer(&index->db, sqlite3_close);
}

static gboolean
remove_files(const struct search_index *index, GError **error)
{
	for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autofree char *path =
			g_build_filename(index->directory, files[i], NULL);

		if (unlink(path) < 0 && errno != ENOENT)
			return error_set_errno(error, "remove '%s'", path);
	}
	return TRUE;
}

/* Shared with a group as spool.db is. */
static gboolean
share(const struct search_index *index, GError **error)
{
	g_auto(owned_fd) fd =
		open(index->directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int stays = 1;

	if (fd < 0)
		return error_set_errno(error, "open '%s'", index->directory);
	if (directory_is_shared(fd))
		sqlite3_file_control(index->db, "main",
				     SQLITE_FCNTL_PERSIST_WAL, &stays);
	for (guint i = 0; i < G_N_ELEMENTS(files); i++)
		if (!directory_share_file(fd, files[i], error))
			return FALSE;
	return TRUE;
}

static gboolean
open_database(struct search_index *index, GError **error)
{
	g_autofree char *path =
		g_build_filename(index->directory, SEARCH_FILE, NULL);

	index->db = sqlite_db_open(path, BUSY_SECONDS, error);
	return index->db != NULL && share(index, error) &&
	       sqlite_db_migrate(index->db, SEARCH_APPLICATION_ID,
				 search_schema_scripts, error) &&
	       sqlite_db_use_wal(index->db, BUSY_SECONDS, error) &&
	       sqlite_db_run(index->db, settings, error);
}

/* *out_ours: the row of state is this spool's. An index with more changes than
 * the spool ever had means that the spool was restored from a backup. */
static gboolean
read_state(struct search_index *index, const char *name, gboolean *out_ours,
	   GError **error)
{
	g_autoptr(sqlite3_stmt) query = NULL;
	gint64 waiting, last;
	int code;

	if (!spool_count_changes(index->spool, &waiting, &last, error))
		return FALSE;
	if (sqlite3_prepare_v2(index->db,
			       "SELECT spool, filled, last, changes FROM state",
			       -1, &query, NULL) != SQLITE_OK)
		return sqlite_db_error(index->db, error);
	code = sqlite3_step(query);
	if (code != SQLITE_ROW && code != SQLITE_DONE)
		return sqlite_db_error(index->db, error);
	*out_ours = code == SQLITE_ROW &&
		    g_strcmp0((const char *)sqlite3_column_text(query, 0),
			      name) == 0 &&
		    sqlite3_column_int64(query, 3) <= last;
	if (*out_ours) {
		index->filled = sqlite3_column_int64(query, 1);
		index->last = sqlite3_column_int64(query, 2);
	}
	return TRUE;
}

/* An empty index, into which all letters are still to go. */
static gboolean
begin_state(struct search_index *index, const char *name, GError **error)
{
	g_autoptr(sqlite3_stmt) query = NULL;

	index->filled = 0;
	if (!spool_last_sequence(index->spool, &index->last, error))
		return FALSE;
	if (sqlite3_prepare_v2(index->db,
			       "INSERT INTO state (spool, filled, last,"
			       " changes) VALUES (:spool, 0, :last, 0)",
			       -1, &query, NULL) != SQLITE_OK)
		return sqlite_db_error(index->db, error);
	sqlite3_bind_text(query, 1, name, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int64(query, 2, index->last);
	return sqlite3_step(query) == SQLITE_DONE ||
	       sqlite_db_error(index->db, error);
}

static gboolean
make_again(struct search_index *index, const char *name, GError **error)
{
	close_database(index);
	if (!remove_files(index, error) || !open_database(index, error) ||
	    !begin_state(index, name, error))
		return FALSE;
	index->put = search_put_new(index->db);
	return TRUE;
}

/* After FATAL, waiting would not help; but this file can be built again. */
static gboolean
is_of_no_use(const GError *error)
{
	return g_error_matches(error, IMR_ERROR, IMR_ERROR_FATAL);
}

static gboolean
prepare(struct search_index *index, const char *name, GError **error)
{
	g_autoptr(GError) broken = NULL;
	gboolean ours = FALSE;

	close_database(index);
	if ((!open_database(index, &broken) ||
	     !read_state(index, name, &ours, &broken)) &&
	    !is_of_no_use(broken)) {
		g_propagate_error(error, g_steal_pointer(&broken));
		return FALSE;
	}
	if (!ours)
		return make_again(index, name, error);
	index->put = search_put_new(index->db);
	return TRUE;
}

struct search_index *
search_index_open(const char *directory, struct spool *spool,
		  struct store *store, GError **error)
{
	struct search_index *index = g_new0(struct search_index, 1);
	g_autofree char *name = spool_index_name(spool, error);

	index->directory = g_strdup(directory);
	index->spool = spool;
	index->store = store;
	if (name != NULL && prepare(index, name, error))
		return index;
	g_prefix_error(error, "'%s/" SEARCH_FILE "': ", directory);
	search_index_free(index);
	return NULL;
}

void
search_index_free(struct search_index *index)
{
	close_database(index);
	g_free(index->directory);
	g_free(index);
}

/* --- working --- */

/* A letter and its records (NULL: there are none to search). */
struct job {
	struct spool_letter *letter;
	GPtrArray *records;
};

/* Read from the spool and the store before the index is touched. */
struct piece {
	GPtrArray *jobs; /* of struct job */
	gint64 change;	 /* the last one that is indexed; 0: none */
	gint64 filled;
};

static void
free_job(struct job *job)
{
	spool_letter_free(job->letter);
	if (job->records != NULL)
		g_ptr_array_unref(job->records);
	g_free(job);
}

static gboolean
has_records(const struct spool_letter *letter)
{
	return letter->records > 0 && letter->state != LETTER_REJECTED &&
	       letter->state != LETTER_FAILED;
}

static gboolean
add_job(struct search_index *index, struct piece *piece,
	struct spool_letter *take_letter, GError **error)
{
	g_autoptr(GError) broken = NULL;
	struct job *job = g_new0(struct job, 1);

	job->letter = take_letter;
	g_ptr_array_add(piece->jobs, job);
	if (has_records(job->letter))
		job->records = store_load_records(index->store, job->letter->id,
						  &broken);
	if (!g_error_matches(broken, IMR_ERROR, IMR_ERROR_RETRY))
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&broken));
	return FALSE;
}

static gboolean
read_changes(struct search_index *index, struct piece *piece, GError **error)
{
	g_autoptr(GPtrArray) changes =
		spool_list_changes(index->spool, PIECE, error);

	for (guint i = 0; changes != NULL && i < changes->len; i++) {
		const struct spool_change *change = changes->pdata[i];
		struct spool_letter *letter = NULL;

		if (!spool_get_letter(index->spool, change->letter_id, &letter,
				      error) ||
		    (letter != NULL && !add_job(index, piece, letter, error)))
			return FALSE;
		piece->change = change->number;
	}
	return changes != NULL;
}

static gboolean
read_letters(struct search_index *index, struct piece *piece, GError **error)
{
	g_autoptr(GPtrArray) letters = spool_letters_behind(
		index->spool, &piece->filled, index->last, PIECE, error);

	for (guint i = 0; letters != NULL && i < letters->len; i++)
		if (!add_job(index, piece, spool_letter_copy(letters->pdata[i]),
			     error))
			return FALSE;
	if (letters != NULL && letters->len < PIECE)
		piece->filled = index->last;
	return letters != NULL;
}

static gboolean
put_piece(struct search_index *index, const struct piece *piece, GError **error)
{
	g_autofree char *sql = g_strdup_printf(
		"UPDATE state SET filled = %" G_GINT64_FORMAT
		", changes = max(changes, %" G_GINT64_FORMAT ")",
		piece->filled, piece->change);

	for (guint i = 0; i < piece->jobs->len; i++) {
		const struct job *job = piece->jobs->pdata[i];

		if (!search_put_letter(index->put, job->letter, job->records,
				       error))
			return FALSE;
	}
	return sqlite_db_run(index->db, sql, error);
}

static gboolean
commit_piece(struct search_index *index, const struct piece *piece,
	     GError **error)
{
	if (!sqlite_db_begin(index->db, error) ||
	    !sqlite_db_end(index->db, put_piece(index, piece, error), error))
		return FALSE;
	index->filled = piece->filled;
	return TRUE;
}

/* The changes are removed once their letters are committed here. */
static gboolean
do_piece(struct search_index *index, const struct piece *piece,
	 const char *name, GError **error)
{
	g_autoptr(GError) broken = NULL;

	if (commit_piece(index, piece, &broken))
		return piece->change == 0 ||
		       spool_finish_changes(index->spool, piece->change, error);
	if (is_of_no_use(broken))
		return make_again(index, name, error);
	g_propagate_error(error, g_steal_pointer(&broken));
	return FALSE;
}

static gboolean
work(struct search_index *index, const char *name, gboolean *out_more,
     GError **error)
{
	g_autoptr(GPtrArray) jobs =
		g_ptr_array_new_with_free_func((GDestroyNotify)free_job);
	struct piece piece = { .jobs = jobs, .filled = index->filled };

	if (!read_changes(index, &piece, error) ||
	    (piece.change == 0 && piece.filled < index->last &&
	     !read_letters(index, &piece, error)))
		return FALSE;
	*out_more = piece.change > 0 || piece.filled > index->filled;
	return !*out_more || do_piece(index, &piece, name, error);
}

/* Whether the index still belongs to this spool, and is intact so far. */
static gboolean
check(struct search_index *index, const char *name, GError **error)
{
	g_autoptr(GError) broken = NULL;
	gboolean ours = FALSE;

	if (index->put == NULL)
		return prepare(index, name, error);
	if ((!sqlite_db_check_place(index->db, &broken) ||
	     !read_state(index, name, &ours, &broken)) &&
	    !is_of_no_use(broken)) {
		g_propagate_error(error, g_steal_pointer(&broken));
		return FALSE;
	}
	return ours || make_again(index, name, error);
}

gboolean
search_index_work(struct search_index *index, gboolean *out_more,
		  GError **error)
{
	g_autofree char *name = spool_index_name(index->spool, error);
	gboolean more = TRUE;

	if (name == NULL || !check(index, name, error) ||
	    !work(index, name, &more, error))
		return FALSE;
	*out_more = more;
	return TRUE;
}
