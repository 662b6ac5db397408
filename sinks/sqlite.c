/* sqlite.c - sink: tables of letters, issues and warnings in a SQLite file.
 *
 * A record is written whole in one transaction: the letter's old rows go, the
 * new ones come. That is what makes put() repeatable, whatever the record
 * held the last time. */
#include "core/record.h"
#include "core/setting.h"
#include "sinks/sink.h"
#include "sinks/sqlite_db.h"
#include "sinks/sqlite_schema.h"

enum statement {
	DELETE_SEARCH,
	DELETE_LETTER,
	INSERT_LETTER,
	INSERT_ISSUE,
	INSERT_WARNING,
	INSERT_SEARCH,
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

/* The columns besides the fields', in the order in which they are bound;
 * NULL-terminated. */
static const char *const letter_columns[] = {
	"id",	      "file_name",  "media_type",  "size_bytes",
	"page_count", "confidence", "ingested_at", "producer_version",
	"json",	      NULL,
};
static const char *const issue_columns[] = { "letter_id", NULL };
static const char *const warning_columns[] = { "letter_id", "number",  "code",
					       "path",	    "message", NULL };
static const struct field no_fields[] = { { NULL } };

static const char delete_search[] =
	"DELETE FROM letter_search"
	" WHERE rowid = (SELECT rowid FROM letters WHERE id = ?)";

static const char delete_letter[] = "DELETE FROM letters WHERE id = ?";

static const char insert_search[] =
	"INSERT INTO letter_search"
	" (rowid, treatments, rationales, summary_text)"
	" SELECT rowid,"
	"  (SELECT group_concat(treatment, char(10)) FROM"
	"    (SELECT treatment FROM issues WHERE letter_id = letters.id"
	"     ORDER BY number)),"
	"  (SELECT group_concat(rationale, char(10)) FROM"
	"    (SELECT rationale FROM issues WHERE letter_id = letters.id"
	"     ORDER BY number)),"
	"  summary_text"
	" FROM letters WHERE id = ?";

static char *
insert_into(const char *table, const char *const *columns,
	    const struct field *fields)
{
	GString *sql = g_string_new(NULL);
	GString *places = g_string_new("?");

	g_string_printf(sql, "INSERT INTO %s (%s", table, columns[0]);
	for (guint i = 1; columns[i] != NULL; i++) {
		g_string_append_printf(sql, ", %s", columns[i]);
		g_string_append(places, ", ?");
	}
	for (; fields->path != NULL; fields++) {
		g_string_append_printf(sql, ", %s", fields->column);
		g_string_append(places, ", ?");
	}
	g_string_append_printf(sql, ") VALUES (%s)", places->str);
	g_string_free(places, TRUE);
	return g_string_free(sql, FALSE);
}

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
prepare_all(struct sqlite *sqlite, GError **error)
{
	g_autofree char *letter =
		insert_into("letters", letter_columns, record_fields);
	g_autofree char *issue =
		insert_into("issues", issue_columns, issue_fields);
	g_autofree char *warning =
		insert_into("warnings", warning_columns, no_fields);

	return prepare(sqlite, DELETE_SEARCH, delete_search, error) &&
	       prepare(sqlite, DELETE_LETTER, delete_letter, error) &&
	       prepare(sqlite, INSERT_LETTER, letter, error) &&
	       prepare(sqlite, INSERT_ISSUE, issue, error) &&
	       prepare(sqlite, INSERT_WARNING, warning, error) &&
	       prepare(sqlite, INSERT_SEARCH, insert_search, error);
}

static void
sqlite_close(gpointer state)
{
	struct sqlite *sqlite = state;

	for (guint i = 0; i < STATEMENTS; i++)
		g_clear_pointer(&sqlite->statements[i], sqlite3_finalize);
	g_clear_pointer(&sqlite->db, sqlite3_close);
}

static gboolean
sqlite_open(gpointer state, GError **error)
{
	struct sqlite *sqlite = state;

	sqlite->db = sqlite_db_open(sqlite->file, sqlite->busy_timeout, error);
	/* A file system without shared memory keeps the rollback journal,
	 * which holds others up longer and is as durable. */
	if (sqlite->db == NULL || !sqlite_schema_update(sqlite->db, error) ||
	    !sqlite_db_run(sqlite->db,
			   "PRAGMA journal_mode = WAL;"
			   "PRAGMA synchronous = FULL",
			   error) ||
	    !prepare_all(sqlite, error)) {
		g_prefix_error(error, "'%s': ", sqlite->file);
		sqlite_close(sqlite);
		return FALSE;
	}
	return TRUE;
}

/* One execution of a statement; its parameters are bound in turn. */
struct row {
	sqlite3_stmt *statement;
	int bound;
};

static struct row
row_of(const struct sqlite *sqlite, enum statement which)
{
	return (struct row){ .statement = sqlite->statements[which] };
}

/* Only a value over a gigabyte, or one parameter too many, can fail. */
static void
bind_text(struct row *row, const char *text)
{
	int code = sqlite3_bind_text(row->statement, ++row->bound, text, -1,
				     SQLITE_TRANSIENT);

	g_assert(code == SQLITE_OK);
}

static void
bind_integer(struct row *row, gint64 number)
{
	int code = sqlite3_bind_int64(row->statement, ++row->bound, number);

	g_assert(code == SQLITE_OK);
}

static void
bind_real(struct row *row, double number)
{
	int code = sqlite3_bind_double(row->statement, ++row->bound, number);

	g_assert(code == SQLITE_OK);
}

static void
bind_fields(struct row *row, const struct field *fields, gconstpointer owner)
{
	for (const struct field *field = fields; field->path != NULL; field++) {
		g_autofree char *text = field_to_string(field, owner);

		if (field_is_null(field, owner))
			bind_text(row, NULL);
		else if (field->type == FIELD_INTEGER)
			bind_integer(row, *FIELD_VALUE(int, owner, field));
		else
			bind_text(row, text);
	}
}

static gboolean
row_run(struct row *row, GError **error)
{
	gboolean done = sqlite3_step(row->statement) == SQLITE_DONE;

	if (!done)
		sqlite_db_error(sqlite3_db_handle(row->statement), error);
	sqlite3_reset(row->statement);
	sqlite3_clear_bindings(row->statement);
	return done;
}

static gboolean
run_for_letter(const struct sqlite *sqlite, enum statement which,
	       const struct record *record, GError **error)
{
	struct row row = row_of(sqlite, which);

	bind_text(&row, record->id);
	return row_run(&row, error);
}

static gboolean
insert_letter(const struct sqlite *sqlite, const struct record *record,
	      GError **error)
{
	struct row row = row_of(sqlite, INSERT_LETTER);
	g_autofree char *json = record_to_json(record);

	bind_text(&row, record->id);
	bind_text(&row, record->file_name);
	bind_text(&row, record->media_type);
	bind_integer(&row, (gint64)record->size_bytes);
	bind_integer(&row, record->pages->len);
	bind_real(&row, record->confidence);
	bind_text(&row, record->ingested_at);
	bind_text(&row, record->producer_version);
	bind_text(&row, json);
	bind_fields(&row, record_fields, record);
	return row_run(&row, error);
}

static gboolean
insert_issues(const struct sqlite *sqlite, const struct record *record,
	      GError **error)
{
	for (guint i = 0; i < record->issues->len; i++) {
		struct row row = row_of(sqlite, INSERT_ISSUE);

		bind_text(&row, record->id);
		bind_fields(&row, issue_fields, record->issues->pdata[i]);
		if (!row_run(&row, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
insert_warnings(const struct sqlite *sqlite, const struct record *record,
		GError **error)
{
	for (guint i = 0; i < record->warnings->len; i++) {
		const struct warning *warning = record->warnings->pdata[i];
		struct row row = row_of(sqlite, INSERT_WARNING);

		bind_text(&row, record->id);
		bind_integer(&row, i + 1);
		bind_text(&row, warning->code);
		bind_text(&row, warning->path);
		bind_text(&row, warning->message);
		if (!row_run(&row, error))
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
	       insert_letter(sqlite, record, error) &&
	       insert_issues(sqlite, record, error) &&
	       insert_warnings(sqlite, record, error) &&
	       run_for_letter(sqlite, INSERT_SEARCH, record, error);
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

const struct sink_ops sink_sqlite = {
	.name = "sqlite",
	.summary = "tables of letters, issues and warnings in a SQLite file",
	.main_key = "file",
	.settings = sqlite_settings,
	.state_size = sizeof(struct sqlite),
	.open = sqlite_open,
	.put = sqlite_put,
	.close = sqlite_close,
};
