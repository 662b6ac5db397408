/* search_reader.c - opens the search index for queries. */
#include "view/search_reader.h"

#include <unistd.h>

#include "core/error.h"
#include "db/sqlite_db.h"
#include "spool/spool_change.h"
#include "view/search_schema.h"

#define BUSY_SECONDS 10.0

static gboolean
set_unusable(GError **error, const char *why)
{
	return error_set(error, IMR_ERROR_FATAL,
			 "the search index %s; the service makes it again by "
			 "itself, and imrctl reindex does without one",
			 why);
}

static gboolean
open_database(struct search_reader *reader, const char *directory,
	      GError **error)
{
	g_autofree char *path = g_build_filename(directory, SEARCH_FILE, NULL);
	g_autoptr(GError) broken = NULL;
	guint version = 0;

	if (access(path, F_OK) < 0)
		return set_unusable(error, "is missing");
	reader->db = sqlite_db_open_to_read(path, BUSY_SECONDS, &broken);
	if (reader->db != NULL &&
	    sqlite_db_check_version(reader->db, SEARCH_APPLICATION_ID,
				    search_schema_scripts, &version, &broken) &&
	    version > 0)
		return TRUE;
	if (broken == NULL ||
	    g_error_matches(broken, IMR_ERROR, IMR_ERROR_FATAL))
		return set_unusable(error, broken ? broken->message
						  : "is not made yet");
	g_propagate_error(error, g_steal_pointer(&broken));
	return FALSE;
}

/* *out_ours: it belongs to this spool. */
static gboolean
read_state(struct search_reader *reader, struct spool *spool,
	   gboolean *out_ours, GError **error)
{
	g_autofree char *name = spool_index_name(spool, error);
	g_autoptr(sqlite3_stmt) query = NULL;
	gint64 changes, last, letters;
	int code;

	if (name == NULL || !spool_count_changes(spool, &changes, &last, error))
		return FALSE;
	if (sqlite3_prepare_v2(reader->db,
			       "SELECT spool, filled, last FROM state", -1,
			       &query, NULL) != SQLITE_OK)
		return sqlite_db_error(reader->db, error);
	code = sqlite3_step(query);
	if (code != SQLITE_ROW && code != SQLITE_DONE)
		return sqlite_db_error(reader->db, error);
	*out_ours = code == SQLITE_ROW &&
		    g_strcmp0((const char *)sqlite3_column_text(query, 0),
			      name) == 0;
	if (!*out_ours)
		return TRUE;
	if (!spool_count_behind(spool, sqlite3_column_int64(query, 1),
				sqlite3_column_int64(query, 2), &letters,
				error))
		return FALSE;
	reader->behind = (guint64)(changes + letters);
	return TRUE;
}

struct search_reader *
search_reader_open(const char *directory, struct spool *spool, GError **error)
{
	g_autoptr(search_reader) reader = g_new0(struct search_reader, 1);
	gboolean ours = FALSE;

	if (!open_database(reader, directory, error) ||
	    !read_state(reader, spool, &ours, error))
		return NULL;
	if (!ours) {
		set_unusable(error, "is another spool's, or out of date");
		return NULL;
	}
	return g_steal_pointer(&reader);
}

void
search_reader_free(struct search_reader *reader)
{
	sqlite3_close(reader->db);
	g_free(reader);
}
