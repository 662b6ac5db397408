/* test_sqlite_move.c - letters of a version 1 database come to version 2. */
#include "sinks/sqlite_schema.h"
#include "tests/sinks/database.h"
#include "tests/sinks/support.h"

#define LETTERS 250 /* more than a piece, and less than three */

/* As version 1 of the record had it. */
static struct record *
old_record(guint number)
{
	struct record *record = example_record('a', "old", 2);

	g_free(record->id);
	record->id = g_strdup_printf("%064x", number);
	record->version = 1;
	for (guint i = 0; i < record->issues->len; i++) {
		struct issue *issue = record->issues->pdata[i];

		g_clear_pointer(&issue->request, request_free);
		g_clear_pointer(&issue->citations, citations_free);
	}
	return record;
}

/* ", column" and ", 'value'" of each field that is not NULL. */
static void
append_fields(GString *columns, GString *values, const struct field *fields,
	      gconstpointer owner)
{
	for (; fields->path != NULL; fields++) {
		g_autofree char *value = field_to_string(fields, owner);

		if (field_is_null(fields, owner))
			continue;
		g_string_append_printf(columns, ", %s", fields->column);
		g_string_append_printf(values, ", '%s'", value);
	}
}

static void
append_insert(GString *sql, const char *table, const char *first_columns,
	      const char *first_values, const struct field *fields,
	      gconstpointer owner)
{
	g_autoptr(GString) columns = g_string_new(first_columns);
	g_autoptr(GString) values = g_string_new(first_values);

	append_fields(columns, values, fields, owner);
	g_string_append_printf(sql, "INSERT INTO %s (%s) VALUES (%s);", table,
			       columns->str, values->str);
}

/* As the sink of 0.1.0 wrote it. */
static void
append_old_letter(GString *sql, const struct record *record)
{
	g_autofree char *json = record_to_json(record);
	g_autofree char *values = g_strdup_printf(
		"'%s', 'letter.pdf', 'application/pdf', 35475, 0, 0.875, "
		"'" IMR_VERSION "', '2031-05-06T07:08:09Z', '%s'",
		record->id, json);
	g_autofree char *id = g_strdup_printf("'%s'", record->id);

	append_insert(sql, "letters",
		      "id, file_name, media_type, size_bytes, page_count, "
		      "confidence, producer_version, ingested_at, json",
		      values, record_fields, record);
	for (guint i = 0; i < record->issues->len; i++)
		append_insert(sql, "issues", "letter_id", id, issue_fields,
			      record->issues->pdata[i]);
	for (guint i = 0; i < record->warnings->len; i++)
		g_string_append_printf(
			sql,
			"INSERT INTO warnings VALUES ('%s', %u, 'date-order',"
			" '/case/decision_date', 'warning %u');",
			record->id, i + 1, i + 1);
}

static void
make_old_database(const struct database *database)
{
	g_autoptr(GString) sql = g_string_new("BEGIN;");

	g_string_append(sql, sqlite_schema_scripts[0]);
	for (guint i = 0; i < LETTERS; i++) {
		g_autoptr(record) record = old_record(i);

		append_old_letter(sql, record);
	}
	g_string_append(
		sql, "INSERT INTO letter_search"
		     " (rowid, treatments, rationales, summary_text)"
		     " SELECT rowid, treatments, rationales, summary_text"
		     " FROM (SELECT rowid, summary_text,"
		     "  (SELECT group_concat(treatment, char(10)) FROM issues"
		     "   WHERE letter_id = id) AS treatments,"
		     "  (SELECT group_concat(rationale, char(10)) FROM issues"
		     "   WHERE letter_id = id) AS rationales FROM letters);"
		     "PRAGMA application_id = 1229804108;"
		     "PRAGMA user_version = 1; COMMIT");
	database_run(database, sql->str);
}

static void
expect_same(struct sink *sink, guint number)
{
	g_autoptr(record) record = old_record(number);
	g_autoptr(GError) error = NULL;
	enum sink_holds found;

	sink_holds(sink, record, &found, &error);
	g_assert_no_error(error);
	g_assert_cmpint(found, ==, SINK_HOLDS_SAME);
}

static gboolean
tend(struct sink *sink)
{
	g_autoptr(GError) error = NULL;
	gboolean more;

	sink_tend(sink, &more, &error);
	g_assert_no_error(error);
	return more;
}

/* What has moved is what putting it would leave, and so is what has not. */
static void
test_pieces(struct database *database, gconstpointer unused)
{
	g_autoptr(sink) sink = NULL;
	guint pieces = 1;

	(void)unused;
	make_old_database(database);
	sink = open_sink(database->argument, NULL);
	database_expect(database, "SELECT count(*) FROM unmoved_letters",
			"250");
	expect_same(sink, 0);
	while (tend(sink)) {
		pieces++;
		expect_same(sink, 0);
		database_expect(database,
				"SELECT (SELECT count(*) FROM letters) +"
				" (SELECT count(*) FROM unmoved_letters)",
				"250");
	}
	g_assert_cmpuint(pieces, ==, 3);
	g_assert_false(tend(sink));
	for (guint i = 0; i < LETTERS; i++)
		expect_same(sink, i);
	database_expect(database,
			"SELECT (SELECT count(*) FROM unmoved_letters) +"
			" (SELECT count(*) FROM unmoved_issues) +"
			" (SELECT count(*) FROM unmoved_warnings)",
			"0");
	database_expect(database, "SELECT count(*) FROM issues", "500");
	database_expect(database, "SELECT count(*) FROM certifications", "500");
	database_expect(database,
			"SELECT count(*) FROM issue_search('rationale: old')",
			"500");
	database_expect_sound(database);
}

/* A put in between moves its letter, and new letters take no old one's row. */
static void
test_put_between(struct database *database, gconstpointer unused)
{
	g_autoptr(record) again = example_record('0', "again", 1);
	g_autoptr(record) new = example_record('b', "new", 1);
	g_autoptr(sink) sink = NULL;

	(void)unused;
	make_old_database(database);
	sink = open_sink(database->argument, NULL);
	accepted_put(sink, again);
	accepted_put(sink, new);
	database_expect(database, "SELECT min(rowid) > 250 FROM letters", "1");
	while (tend(sink))
		;
	database_expect(database, "SELECT count(*) FROM letters", "251");
	database_expect(database,
			"SELECT group_concat(treatment) FROM treatments"
			" WHERE decision_date IS NOT NULL"
			" AND treatment NOT GLOB 'old*'",
			"again treatment,new treatment");
	database_expect_sound(database);
}

/* What an operator had made beside our tables, and what somebody broke. */
static void
test_changed_by_hand(struct database *database, gconstpointer unused)
{
	g_autoptr(sink) sink = NULL;

	(void)unused;
	make_old_database(database);
	database_run(database,
		     "CREATE VIEW mine AS SELECT case_number FROM letters;"
		     "CREATE INDEX by_claim ON letters (claim_number);"
		     "UPDATE letters SET json = 'broken' WHERE rowid = 7;"
		     "UPDATE letters SET sex = 'male' WHERE rowid = 8");
	sink = open_sink(database->argument, NULL);
	while (tend(sink))
		;
	database_expect(database, "SELECT count(*) FROM mine", "250");
	database_expect(database,
			"SELECT sex FROM letters WHERE rowid IN (7, 8)",
			"female|male");
	database_expect(database,
			"SELECT json FROM records WHERE letter_rowid = 7",
			"broken");
	expect_same(sink, 5);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	database_test_add("/sinks/sqlite-move/pieces", test_pieces);
	database_test_add("/sinks/sqlite-move/put-between", test_put_between);
	database_test_add("/sinks/sqlite-move/changed-by-hand",
			  test_changed_by_hand);
	return g_test_run();
}
