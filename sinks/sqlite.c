/* sqlite.c - sink: tables of letters, issues and warnings in a SQLite file.
 *
 * A record is written whole in one transaction: the letter's old rows are
 * deleted and new ones inserted. So put() can be repeated, even if the record
 * has changed. */
#include "core/record.h"
#include "core/setting.h"
#include "db/sqlite_db.h"
#include "sinks/sink.h"
#include "sinks/sqlite_rows.h"
#include "sinks/sqlite_schema.h"

enum statement {
	DELETE_SEARCH,
	DELETE_LETTER,
	INSERT_LETTER,
	INSERT_ISSUE,
	INSERT_WARNING,
	INSERT_SEARCH,
	COUNT_LETTERS, /* of that id */
	COUNT_ISSUES,
	COUNT_WARNINGS,
	FIND_LETTER, /* that is the record's in every column */
	FIND_ISSUE,
	FIND_WARNING,
	FIND_SEARCH,
	STATEMENTS,
};

struct sqlite {
	char *file;
	double busy_timeout;
	sqlite3 *db;
	sqlite3_stmt *statements[STATEMENTS];
};

static const struct setting sqlite_settings[] = {
	SETTING_PATH("file", struct sqlite, file,
		     "database file; created where there is none"),
	SETTING_SECONDS("busy_timeout", struct sqlite, busy_timeout, "10", 0,
			3600, "how long to wait for another program's lock"),
	SETTING_END,
};

static const char delete_search[] =
	"DELETE FROM letter_search"
	" WHERE rowid = (SELECT rowid FROM letters WHERE id = ?)";

static const char delete_letter[] = "DELETE FROM letters WHERE id = ?";

#define SEARCH_ROW                                                             \
	" SELECT rowid,"                                                       \
	"  (SELECT group_concat(treatment, char(10)) FROM"                     \
	"    (SELECT treatment FROM issues WHERE letter_id = letters.id"       \
	"     ORDER BY number)) AS treatments,"                                \
	"  (SELECT group_concat(rationale, char(10)) FROM"                     \
	"    (SELECT rationale FROM issues WHERE letter_id = letters.id"       \
	"     ORDER BY number)) AS rationales,"                                \
	"  summary_text"                                                       \
	" FROM letters WHERE id = ?"

static const char insert_search[] =
	"INSERT INTO letter_search"
	" (rowid, treatments, rationales, summary_text)" SEARCH_ROW;

static const char find_search[] =
	"SELECT count(*) FROM (" SEARCH_ROW ") AS made"
	" JOIN letter_search AS kept ON kept.rowid = made.rowid"
	" WHERE kept.treatments IS made.treatments"
	" AND kept.rationales IS made.rationales"
	" AND kept.summary_text IS made.summary_text";

static const char count_letters[] = "SELECT count(*) FROM letters WHERE id = ?";
static const char count_issues[] =
	"SELECT count(*) FROM issues WHERE letter_id = ?";
static const char count_warnings[] =
	"SELECT count(*) FROM warnings WHERE letter_id = ?";

static gboolean
prepare(struct sqlite *sqlite, enum statement which, const char *sql,
	GError **error)
{
	if (sqlite3_prepare_v3(sqlite->db, sql, -1, SQLITE_PREPARE_PERSISTENT,
			       &sqlite->statements[which], NULL) != SQLITE_OK)
		return sqlite_db_error(sqlite->db, error);
	return TRUE;
}

static gboolean
prepare_table(struct sqlite *sqlite, const struct sqlite_table *table,
	      enum statement insert, enum statement find, GError **error)
{
	g_autofree char *insert_sql = sqlite_insert_sql(table);
	g_autofree char *count_sql = sqlite_count_sql(table);

	return prepare(sqlite, insert, insert_sql, error) &&
	       prepare(sqlite, find, count_sql, error);
}

static gboolean
prepare_all(struct sqlite *sqlite, GError **error)
{
	return prepare(sqlite, DELETE_SEARCH, delete_search, error) &&
	       prepare(sqlite, DELETE_LETTER, delete_letter, error) &&
	       prepare_table(sqlite, &sqlite_letters, INSERT_LETTER,
			     FIND_LETTER, error) &&
	       prepare_table(sqlite, &sqlite_issues, INSERT_ISSUE, FIND_ISSUE,
			     error) &&
	       prepare_table(sqlite, &sqlite_warnings, INSERT_WARNING,
			     FIND_WARNING, error) &&
	       prepare(sqlite, INSERT_SEARCH, insert_search, error) &&
	       prepare(sqlite, FIND_SEARCH, find_search, error) &&
	       prepare(sqlite, COUNT_LETTERS, count_letters, error) &&
	       prepare(sqlite, COUNT_ISSUES, count_issues, error) &&
	       prepare(sqlite, COUNT_WARNINGS, count_warnings, error);
}

static void
sqlite_close(gpointer state)
{
	struct sqlite *sqlite = state;

	for (guint i = 0; i < STATEMENTS; i++)
		g_clear_pointer(&sqlite->statements[i], sqlite3_finalize);
	g_clear_pointer(&sqlite->db, sqlite3_close);
}

/* What one great transaction, or a reader that stayed long, made of the WAL is
 * cut back afterwards. */
static const char durability[] = "PRAGMA synchronous = FULL;"
				 "PRAGMA journal_size_limit = 16777216;";

static gboolean
sqlite_open(gpointer state, GError **error)
{
	struct sqlite *sqlite = state;

	sqlite->db = sqlite_db_open(sqlite->file, sqlite->busy_timeout, error);
	if (sqlite->db == NULL || !sqlite_schema_update(sqlite->db, error) ||
	    !sqlite_db_use_wal(sqlite->db, sqlite->busy_timeout, error) ||
	    !sqlite_db_run(sqlite->db, durability, error) ||
	    !prepare_all(sqlite, error)) {
		g_prefix_error(error, "'%s': ", sqlite->file);
		sqlite_close(sqlite);
		return FALSE;
	}
	return TRUE;
}

/* Runs a statement whose parameters are bound, and unbinds them. A row's first
 * column goes to *out_count where that is not NULL. */
static gboolean
run(sqlite3_stmt *statement, gint64 *out_count, GError **error)
{
	gboolean done = sqlite3_step(statement) ==
			(out_count != NULL ? SQLITE_ROW : SQLITE_DONE);

	if (!done)
		sqlite_db_error(sqlite3_db_handle(statement), error);
	else if (out_count != NULL)
		*out_count = sqlite3_column_int64(statement, 0);
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	return done;
}

static gboolean
run_for_letter(const struct sqlite *sqlite, enum statement which,
	       const struct record *record, GError **error)
{
	sqlite_bind_id(sqlite->statements[which], record);
	return run(sqlite->statements[which], NULL, error);
}

static gboolean
insert_rows(const struct sqlite *sqlite, const struct record *record,
	    GError **error)
{
	sqlite_bind_letter(sqlite->statements[INSERT_LETTER], record);
	if (!run(sqlite->statements[INSERT_LETTER], NULL, error))
		return FALSE;
	for (guint i = 0; i < record->issues->len; i++) {
		sqlite_bind_issue(sqlite->statements[INSERT_ISSUE], record, i);
		if (!run(sqlite->statements[INSERT_ISSUE], NULL, error))
			return FALSE;
	}
	for (guint i = 0; i < record->warnings->len; i++) {
		sqlite_bind_warning(sqlite->statements[INSERT_WARNING], record,
				    i);
		if (!run(sqlite->statements[INSERT_WARNING], NULL, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
replace_letter(const struct sqlite *sqlite, const struct record *record,
	       GError **error)
{
	return run_for_letter(sqlite, DELETE_SEARCH, record, error) &&
	       run_for_letter(sqlite, DELETE_LETTER, record, error) &&
	       insert_rows(sqlite, record, error) &&
	       run_for_letter(sqlite, INSERT_SEARCH, record, error);
}

/* *is_same becomes FALSE unless the count is the wanted one. */
static gboolean
expect_count(sqlite3_stmt *statement, gint64 wanted, gboolean *is_same,
	     GError **error)
{
	gint64 count;

	if (!run(statement, &count, error))
		return FALSE;
	*is_same = *is_same && count == wanted;
	return TRUE;
}

static gboolean
expect_count_for_letter(const struct sqlite *sqlite, enum statement which,
			const struct record *record, gint64 wanted,
			gboolean *is_same, GError **error)
{
	sqlite_bind_id(sqlite->statements[which], record);
	return expect_count(sqlite->statements[which], wanted, is_same, error);
}

static gboolean
expect_rows(const struct sqlite *sqlite, const struct record *record,
	    gboolean *is_same, GError **error)
{
	sqlite3_stmt *const *statements = sqlite->statements;

	sqlite_bind_letter(statements[FIND_LETTER], record);
	if (!expect_count(statements[FIND_LETTER], 1, is_same, error))
		return FALSE;
	for (guint i = 0; i < record->issues->len; i++) {
		sqlite_bind_issue(statements[FIND_ISSUE], record, i);
		if (!expect_count(statements[FIND_ISSUE], 1, is_same, error))
			return FALSE;
	}
	for (guint i = 0; i < record->warnings->len; i++) {
		sqlite_bind_warning(statements[FIND_WARNING], record, i);
		if (!expect_count(statements[FIND_WARNING], 1, is_same, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
compare(const struct sqlite *sqlite, const struct record *record,
	enum sink_holds *out_holds, GError **error)
{
	gboolean is_there = TRUE, is_same = TRUE;

	if (!expect_count_for_letter(sqlite, COUNT_LETTERS, record, 1,
				     &is_there, error) ||
	    !expect_rows(sqlite, record, &is_same, error) ||
	    !expect_count_for_letter(sqlite, COUNT_ISSUES, record,
				     record->issues->len, &is_same, error) ||
	    !expect_count_for_letter(sqlite, COUNT_WARNINGS, record,
				     record->warnings->len, &is_same, error) ||
	    !expect_count_for_letter(sqlite, FIND_SEARCH, record, 1, &is_same,
				     error))
		return FALSE;
	*out_holds = !is_there ? SINK_HOLDS_NOTHING
		     : is_same ? SINK_HOLDS_SAME
			       : SINK_HOLDS_OTHER;
	return TRUE;
}

static gboolean
sqlite_put(gpointer state, const struct record *record, GError **error)
{
	const struct sqlite *sqlite = state;

	if (sqlite_db_check_place(sqlite->db, error) &&
	    sqlite_db_begin(sqlite->db, error) &&
	    sqlite_db_end(sqlite->db, replace_letter(sqlite, record, error),
			  error))
		return TRUE;
	g_prefix_error(error, "'%s': ", sqlite->file);
	return FALSE;
}

/* In one transaction, so that no put() of another process comes between. */
static gboolean
sqlite_holds(gpointer state, const struct record *record,
	     enum sink_holds *out_holds, GError **error)
{
	const struct sqlite *sqlite = state;

	if (sqlite_db_check_place(sqlite->db, error) &&
	    sqlite_db_run(sqlite->db, "BEGIN", error) &&
	    sqlite_db_end(sqlite->db, compare(sqlite, record, out_holds, error),
			  error))
		return TRUE;
	g_prefix_error(error, "'%s': ", sqlite->file);
	return FALSE;
}

static char *
sqlite_version(void)
{
	return g_strdup_printf("SQLite %s", sqlite3_libversion());
}

const struct sink_ops sink_sqlite = {
	.name = "sqlite",
	.version = sqlite_version,
	.summary = "tables of letters, issues and warnings in a SQLite file",
	.main_key = "file",
	.settings = sqlite_settings,
	.state_size = sizeof(struct sqlite),
	.open = sqlite_open,
	.put = sqlite_put,
	.holds = sqlite_holds,
	.close = sqlite_close,
};
