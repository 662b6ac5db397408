/* sqlite.c - sink: tables of letters, issues and warnings in a SQLite file.
 *
 * A record is written whole in one transaction: the letter's old rows are
 * deleted and new ones inserted. So put() can be repeated, even if the record
 * has changed. */
#include <string.h>

#include "core/record.h"
#include "core/setting.h"
#include "db/sqlite_db.h"
#include "sinks/sink.h"
#include "sinks/sqlite_move.h"
#include "sinks/sqlite_rows.h"
#include "sinks/sqlite_schema.h"

#define OPTIMIZE_CHANGES 1000

enum statement {
	DELETE_SEARCH,
	DELETE_ISSUE_SEARCH,
	DELETE_LETTER, /* and all that points to it */
	INSERT_SEARCH,
	SELECT_SEARCH,
	COUNT_LETTERS, /* of that id */
	STATEMENTS,
};

struct sqlite {
	char *file;
	double busy_timeout;
	sqlite3 *db;
	gboolean is_moving; /* letters of version 1 (sqlite_move.h) */
	guint changes;	    /* since the last optimize() */
	sqlite3_stmt *statements[STATEMENTS];
	sqlite3_stmt *inserts[SQLITE_TABLES], *selects[SQLITE_TABLES];
};

static const struct setting sqlite_settings[] = {
	SETTING_PATH("file", struct sqlite, file,
		     "database file; created where there is none"),
	SETTING_SECONDS("busy_timeout", struct sqlite, busy_timeout, "10", 0,
			3600, "how long to wait for another program's lock"),
	SETTING_END,
};

static const char *const statement_sql[STATEMENTS] = {
	[DELETE_SEARCH] =
		"DELETE FROM letter_search"
		" WHERE rowid = (SELECT rowid FROM letters WHERE id = ?1)",
	[DELETE_ISSUE_SEARCH] =
		"DELETE FROM issue_search WHERE rowid IN"
		" (SELECT issues.rowid FROM issues"
		"  JOIN letters ON letters.rowid = letter_rowid WHERE id = ?1)",
	[DELETE_LETTER] = "DELETE FROM letters WHERE id = ?1",
	[INSERT_SEARCH] =
		"INSERT INTO letter_search"
		" (rowid, treatments, rationales, summary_text)"
		" SELECT rowid,"
		"  (SELECT group_concat(treatment, char(10)) FROM"
		"    (SELECT treatment FROM issues"
		"     WHERE letter_rowid = letters.rowid ORDER BY number)),"
		"  (SELECT group_concat(rationale, char(10)) FROM"
		"    (SELECT rationale FROM issues"
		"     WHERE letter_rowid = letters.rowid ORDER BY number)),"
		"  summary_text FROM letters WHERE id = ?1",
	[SELECT_SEARCH] =
		"SELECT treatments, rationales, summary_text"
		" FROM letter_search"
		" WHERE rowid = (SELECT rowid FROM letters WHERE id = ?1)",
	[COUNT_LETTERS] = "SELECT count(*) FROM letters WHERE id = ?1",
};

static gboolean
prepare(struct sqlite *sqlite, const char *sql, sqlite3_stmt **out_statement,
	GError **error)
{
	if (sqlite3_prepare_v3(sqlite->db, sql, -1, SQLITE_PREPARE_PERSISTENT,
			       out_statement, NULL) != SQLITE_OK)
		return sqlite_db_error(sqlite->db, error);
	return TRUE;
}

static gboolean
prepare_all(struct sqlite *sqlite, GError **error)
{
	for (guint i = 0; i < STATEMENTS; i++)
		if (!prepare(sqlite, statement_sql[i], &sqlite->statements[i],
			     error))
			return FALSE;
	for (guint i = 0; i < SQLITE_TABLES; i++) {
		g_autofree char *insert = sqlite_insert_sql(i);
		g_autofree char *select = sqlite_select_sql(i);

		if (!prepare(sqlite, insert, &sqlite->inserts[i], error) ||
		    !prepare(sqlite, select, &sqlite->selects[i], error))
			return FALSE;
	}
	return TRUE;
}

/* What the planner of others' questions goes by. A look at few rows each, and
 * not worth a wait: the next one is as good. */
static void
optimize(struct sqlite *sqlite)
{
	sqlite3_busy_timeout(sqlite->db, 0);
	sqlite3_exec(sqlite->db, "PRAGMA analysis_limit = 400; PRAGMA optimize",
		     NULL, NULL, NULL);
	sqlite3_busy_timeout(sqlite->db, (int)(sqlite->busy_timeout * 1000));
	sqlite->changes = 0;
}

static void
sqlite_close(gpointer state)
{
	struct sqlite *sqlite = state;

	if (sqlite->changes > 0)
		optimize(sqlite);
	for (guint i = 0; i < STATEMENTS; i++)
		g_clear_pointer(&sqlite->statements[i], sqlite3_finalize);
	for (guint i = 0; i < SQLITE_TABLES; i++) {
		g_clear_pointer(&sqlite->inserts[i], sqlite3_finalize);
		g_clear_pointer(&sqlite->selects[i], sqlite3_finalize);
	}
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
	    !prepare_all(sqlite, error) ||
	    !sqlite_move_is_due(sqlite->db, &sqlite->is_moving, error)) {
		g_prefix_error(error, "'%s': ", sqlite->file);
		sqlite_close(sqlite);
		return FALSE;
	}
	return TRUE;
}

static gboolean
run_for_letter(const struct sqlite *sqlite, enum statement which,
	       const char *id, GError **error)
{
	sqlite3_stmt *statement = sqlite->statements[which];
	gboolean done;

	sqlite3_bind_text(statement, 1, id, -1, SQLITE_TRANSIENT);
	done = sqlite3_step(statement) == SQLITE_DONE ||
	       sqlite_db_error(sqlite->db, error);
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	return done;
}

static gboolean
replace_letter(const struct sqlite *sqlite, const struct record *record,
	       GError **error)
{
	const char *id = record->id;

	return (!sqlite->is_moving ||
		sqlite_move_letter(sqlite->db, id, error)) &&
	       run_for_letter(sqlite, DELETE_SEARCH, id, error) &&
	       run_for_letter(sqlite, DELETE_ISSUE_SEARCH, id, error) &&
	       run_for_letter(sqlite, DELETE_LETTER, id, error) &&
	       sqlite_rows_insert(sqlite->inserts, record, error) &&
	       run_for_letter(sqlite, INSERT_SEARCH, id, error);
}

/* The type and the text of each column, whose lengths keep them apart. */
static void
add_row(GChecksum *sum, sqlite3_stmt *statement)
{
	for (int i = 0; i < sqlite3_column_count(statement); i++) {
		const guchar *text = sqlite3_column_text(statement, i);
		int head[] = { sqlite3_column_type(statement, i),
			       sqlite3_column_bytes(statement, i) };

		g_checksum_update(sum, (const guchar *)head, sizeof(head));
		if (text != NULL)
			g_checksum_update(sum, text, head[1]);
	}
}

static gboolean
add_rows(const struct sqlite *sqlite, GChecksum *sum, sqlite3_stmt *statement,
	 const char *id, GError **error)
{
	int code;

	sqlite3_bind_text(statement, 1, id, -1, SQLITE_TRANSIENT);
	while ((code = sqlite3_step(statement)) == SQLITE_ROW)
		add_row(sum, statement);
	if (code != SQLITE_DONE)
		sqlite_db_error(sqlite->db, error);
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	g_checksum_update(sum, (const guchar *)"|", 1);
	return code == SQLITE_DONE;
}

/* A hash of all that the tables have of it; NULL where that failed. */
static char *
sum_letter(const struct sqlite *sqlite, const char *id, GError **error)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);

	for (guint i = 0; i < SQLITE_TABLES; i++)
		if (!add_rows(sqlite, sum, sqlite->selects[i], id, error))
			return NULL;
	if (!add_rows(sqlite, sum, sqlite->statements[SELECT_SEARCH], id,
		      error))
		return NULL;
	return g_strdup(g_checksum_get_string(sum));
}

static gboolean
has_letter(const struct sqlite *sqlite, const char *id, gboolean *out_has,
	   GError **error)
{
	sqlite3_stmt *statement = sqlite->statements[COUNT_LETTERS];
	gboolean done;

	sqlite3_bind_text(statement, 1, id, -1, SQLITE_TRANSIENT);
	done = sqlite3_step(statement) == SQLITE_ROW ||
	       sqlite_db_error(sqlite->db, error);
	if (done)
		*out_has = sqlite3_column_int(statement, 0) > 0;
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	return done;
}

/* Holds what is there against what a put would leave, by putting it. */
static gboolean
compare(const struct sqlite *sqlite, const struct record *record,
	enum sink_holds *out_holds, GError **error)
{
	g_autofree char *before = NULL, *after = NULL;
	gboolean is_there;

	if ((sqlite->is_moving &&
	     !sqlite_move_letter(sqlite->db, record->id, error)) ||
	    !has_letter(sqlite, record->id, &is_there, error))
		return FALSE;
	if (!is_there) {
		*out_holds = SINK_HOLDS_NOTHING;
		return TRUE;
	}
	before = sum_letter(sqlite, record->id, error);
	if (before == NULL || !replace_letter(sqlite, record, error))
		return FALSE;
	after = sum_letter(sqlite, record->id, error);
	if (after == NULL)
		return FALSE;
	*out_holds =
		strcmp(before, after) == 0 ? SINK_HOLDS_SAME : SINK_HOLDS_OTHER;
	return TRUE;
}

static gboolean
sqlite_put(gpointer state, const struct record *record, GError **error)
{
	struct sqlite *sqlite = state;

	if (sqlite_db_check_place(sqlite->db, error) &&
	    sqlite_db_begin(sqlite->db, error) &&
	    sqlite_db_end(sqlite->db, replace_letter(sqlite, record, error),
			  error)) {
		sqlite->changes++;
		return TRUE;
	}
	g_prefix_error(error, "'%s': ", sqlite->file);
	return FALSE;
}

/* In a transaction that is never committed. */
static gboolean
sqlite_holds(gpointer state, const struct record *record,
	     enum sink_holds *out_holds, GError **error)
{
	const struct sqlite *sqlite = state;
	gboolean good = FALSE;

	if (sqlite_db_check_place(sqlite->db, error) &&
	    sqlite_db_begin(sqlite->db, error)) {
		good = compare(sqlite, record, out_holds, error);
		sqlite_db_end(sqlite->db, FALSE, NULL);
	}
	if (!good)
		g_prefix_error(error, "'%s': ", sqlite->file);
	return good;
}

static gboolean
move_piece(struct sqlite *sqlite, GError **error)
{
	if (!sqlite_db_check_place(sqlite->db, error) ||
	    !sqlite_db_begin(sqlite->db, error) ||
	    !sqlite_db_end(sqlite->db, sqlite_move_piece(sqlite->db, error),
			   error) ||
	    !sqlite_move_is_due(sqlite->db, &sqlite->is_moving, error)) {
		g_prefix_error(error, "'%s': ", sqlite->file);
		return FALSE;
	}
	sqlite->changes = OPTIMIZE_CHANGES;
	return TRUE;
}

static gboolean
sqlite_tend(gpointer state, gboolean *out_more, GError **error)
{
	struct sqlite *sqlite = state;

	if (sqlite->is_moving && !move_piece(sqlite, error))
		return FALSE;
	if (!sqlite->is_moving && sqlite->changes >= OPTIMIZE_CHANGES)
		optimize(sqlite);
	*out_more = sqlite->is_moving;
	return TRUE;
}

static char *
sqlite_version(void)
{
	return g_strdup_printf("SQLite %s", sqlite3_libversion());
}

const struct sink_ops sink_sqlite = {
	.name = "sqlite",
	.version = sqlite_version,
	.summary = "tables of letters, treatments and more in a SQLite file",
	.main_key = "file",
	.settings = sqlite_settings,
	.state_size = sizeof(struct sqlite),
	.open = sqlite_open,
	.put = sqlite_put,
	.holds = sqlite_holds,
	.tend = sqlite_tend,
	.close = sqlite_close,
};
