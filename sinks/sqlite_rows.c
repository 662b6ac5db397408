/* sqlite_rows.c - the columns of each table, and the values that go there. */
#include "sinks/sqlite_rows.h"

#include "core/record.h"

static const char *const letter_columns[] = {
	"id",	      "file_name",  "media_type",  "size_bytes",
	"page_count", "confidence", "ingested_at", "producer_version",
	"json",	      NULL,
};
static const char *const issue_columns[] = { "letter_id", NULL };
static const char *const warning_columns[] = { "letter_id", "number",  "code",
					       "path",	    "message", NULL };
static const struct field no_fields[] = { { NULL } };

const struct sqlite_table sqlite_letters = { "letters", letter_columns,
					     record_fields };
const struct sqlite_table sqlite_issues = { "issues", issue_columns,
					    issue_fields };
const struct sqlite_table sqlite_warnings = { "warnings", warning_columns,
					      no_fields };

/* "a, b, c", or whatever stands between and behind the names. */
static void
append_columns(GString *sql, const struct sqlite_table *table,
	       const char *between, const char *behind)
{
	const char *separator = "";

	for (guint i = 0; table->columns[i] != NULL; i++) {
		g_string_append_printf(sql, "%s%s%s", separator,
				       table->columns[i], behind);
		separator = between;
	}
	for (const struct field *field = table->fields; field->path != NULL;
	     field++)
		g_string_append_printf(sql, "%s%s%s", separator, field->column,
				       behind);
}

char *
sqlite_insert_sql(const struct sqlite_table *table)
{
	GString *sql = g_string_new(NULL);
	guint columns = g_strv_length((char **)table->columns);

	g_string_printf(sql, "INSERT INTO %s (", table->name);
	append_columns(sql, table, ", ", "");
	for (const struct field *field = table->fields; field->path != NULL;
	     field++)
		columns++;
	g_string_append(sql, ") VALUES (?");
	while (--columns > 0)
		g_string_append(sql, ", ?");
	g_string_append_c(sql, ')');
	return g_string_free(sql, FALSE);
}

char *
sqlite_count_sql(const struct sqlite_table *table)
{
	GString *sql = g_string_new(NULL);

	g_string_printf(sql, "SELECT count(*) FROM %s WHERE ", table->name);
	append_columns(sql, table, " AND ", " IS ?");
	return g_string_free(sql, FALSE);
}

/* One execution of a statement; its parameters are bound in turn. */
struct row {
	sqlite3_stmt *statement;
	int bound;
};

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

void
sqlite_bind_id(sqlite3_stmt *statement, const struct record *record)
{
	struct row row = { .statement = statement };

	bind_text(&row, record->id);
}

void
sqlite_bind_letter(sqlite3_stmt *statement, const struct record *record)
{
	struct row row = { .statement = statement };
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
}

void
sqlite_bind_issue(sqlite3_stmt *statement, const struct record *record,
		  guint index)
{
	struct row row = { .statement = statement };

	bind_text(&row, record->id);
	bind_fields(&row, issue_fields, record->issues->pdata[index]);
}

void
sqlite_bind_warning(sqlite3_stmt *statement, const struct record *record,
		    guint index)
{
	const struct warning *warning = record->warnings->pdata[index];
	struct row row = { .statement = statement };

	bind_text(&row, record->id);
	bind_integer(&row, index + 1);
	bind_text(&row, warning->code);
	bind_text(&row, warning->path);
	bind_text(&row, warning->message);
}
