/* test_sqlite.c - the sink `sqlite`: what its tables hold, and the schema. */
#include "core/error.h"
#include "sinks/sqlite_schema.h"
#include "tests/sinks/database.h"
#include "tests/sinks/support.h"

static void
expect_fields(const struct database *database, const char *table,
	      const char *where, const struct field *fields,
	      gconstpointer owner)
{
	for (const struct field *field = fields; field->path != NULL; field++) {
		g_autofree char *sql =
			g_strdup_printf("SELECT %s FROM %s WHERE %s",
					field->column, table, where);
		g_autofree char *text = field_to_string(field, owner);

		database_expect(database, sql,
				field_is_null(field, owner) ? "NULL" : text);
	}
}

static void
test_rows(struct database *database, gconstpointer unused)
{
	g_autoptr(record) record = example_record('a', "one", 2);
	g_autofree char *json = record_to_json(record);

	(void)unused;
	database_put(database, record);
	database_expect(database, "SELECT id FROM letters", record->id);
	database_expect(database, "SELECT json FROM records", json);
	database_expect(database,
			"SELECT file_name || ' ' || media_type || ' ' ||"
			" size_bytes || ' ' || page_count || ' ' ||"
			" confidence || ' ' || ingested_at || ' ' ||"
			" producer_version FROM letters",
			"letter.pdf application/pdf 35475 0 0.875 "
			"2031-05-06T07:08:09Z " IMR_VERSION);
	expect_fields(database, "letters", "1", record_fields, record);
	expect_fields(database, "issues", "number = 1", issue_fields,
		      record->issues->pdata[0]);
	expect_fields(database, "issues", "number = 2", issue_fields,
		      record->issues->pdata[1]);
	database_expect(database,
			"SELECT number || code || path || message FROM "
			"warnings JOIN letters ON letters.rowid = letter_rowid",
			"1date-order/case/decision_datewarning 1|"
			"2date-order/case/decision_datewarning 2");
	database_expect(database, "SELECT typeof(age) FROM letters", "integer");
	/* PRAGMA optimize, at the end. */
	database_expect(database, "SELECT count(*) > 0 FROM sqlite_stat1", "1");
	database_expect_sound(database);
}

/* What a treatment asks for, in the tables and the views. */
static void
test_meaning(struct database *database, gconstpointer unused)
{
	static const char *const answers[][2] = {
		{ "SELECT category || subcategory || frequency_times ||"
		  " frequency_per || sessions || service_from || service_to"
		  " FROM issues",
		  "PharmaceuticalsOpioids2week122030-12-052031-01-06" },
		{ "SELECT name FROM body_parts ORDER BY number", "knee|ankle" },
		{ "SELECT name || quantity FROM drugs", "Examplin60.0" },
		{ "SELECT name FROM drug_ingredients ORDER BY number",
		  "examplone|acetaminophen" },
		{ "SELECT side || system || guideline || year FROM citations",
		  "reviewerMTUSKnee Complaints2004" },
		{ "SELECT name FROM certifications", "Pediatrics|Surgery" },
		{ "SELECT name FROM licensed_states", "California|Oregon" },
		{ "SELECT is_upheld || decision_month || decision_year ||"
		  " days_assigned_to_decision || age_band FROM treatments",
		  "12031-0420313240-49" },
		{ "SELECT treatments || overturned || rate"
		  " FROM overturn_rates WHERE subcategory = 'Opioids'",
		  "100.0" },
		{ "SELECT count(*) FROM issue_search('reviewer_guideline:"
		  " our')",
		  "1" },
	};
	g_autoptr(record) record = example_record('a', "one", 1);

	(void)unused;
	database_put(database, record);
	for (guint i = 0; i < G_N_ELEMENTS(answers); i++)
		database_expect(database, answers[i][0], answers[i][1]);
}

static void
test_nulls(struct database *database, gconstpointer unused)
{
	g_autoptr(record) record = record_new();
	struct issue *issue = record_add_issue(record);

	(void)unused;
	record->id = g_strnfill(64, 'b');
	database_put(database, record);
	expect_fields(database, "letters", "1", record_fields, record);
	expect_fields(database, "issues", "1", issue_fields, issue);
	database_expect(database, "SELECT count(*) FROM letter_search", "1");
	database_expect_sound(database);
}

static void
test_put_again(struct database *database, gconstpointer unused)
{
	g_autoptr(record) neighbour = example_record('a', "neighbour", 2);
	g_autoptr(record) record = example_record('b', "before", 5);
	g_autoptr(record) fewer = example_record('b', "after", 1);

	(void)unused;
	database_put(database, record);
	database_put(database, neighbour);
	database_put(database, record);
	database_expect(database, "SELECT count(*) FROM letters", "2");
	database_expect(database, "SELECT count(*) FROM issues", "7");
	database_expect(database, "SELECT count(*) FROM warnings", "7");
	database_put(database, fewer);
	database_expect(database,
			"SELECT treatment FROM treatments WHERE id GLOB 'b*'",
			"after treatment");
	database_expect(database, "SELECT count(*) FROM warnings", "3");
	database_expect(database,
			"SELECT count(*) FROM letter_search('before')", "0");
	database_expect(database, "SELECT count(*) FROM letter_search('after')",
			"1");
	database_expect(database,
			"SELECT count(*) FROM letter_search('neighbour')", "1");
	database_expect_sound(database);
}

static void
test_search(struct database *database, gconstpointer unused)
{
	static const char *const questions[] = {
		"treatments: knee",
		"rationales: \"knee rationale\"",
		"summary_text: falling OR fell",
		"summary_text: cloud",
		"knees AND clouds",
	};
	g_autoptr(record) record = example_record('a', "knee", 2);
	g_autoptr(record) other = example_record('b', "elbow", 1);

	(void)unused;
	g_free(other->summary_text);
	other->summary_text = g_strdup("Nothing of the kind.");
	database_put(database, record);
	database_put(database, other);
	for (guint i = 0; i < G_N_ELEMENTS(questions); i++) {
		g_autofree char *sql = g_strdup_printf(
			"SELECT letters.id FROM letter_search('%s') AS found"
			" JOIN letters ON letters.rowid = found.rowid",
			questions[i]);

		database_expect(database, sql, record->id);
	}
	database_expect(database, "SELECT treatments FROM letter_search",
			"knee treatment\nknee treatment|elbow treatment");
}

/* As a retention job in the sqlite3 shell does it: foreign keys off. */
static void
test_delete_by_hand(struct database *database, gconstpointer unused)
{
	g_autoptr(record) record = example_record('a', "one", 3);
	g_autoptr(record) other = example_record('b', "other", 2);

	(void)unused;
	database_put(database, other);
	database_put(database, record);
	database_run(database, "DELETE FROM letters WHERE id GLOB 'a*'");
	database_expect(database, "SELECT count(*) FROM issues", "2");
	database_expect(database, "SELECT count(*) FROM warnings", "2");
	database_expect(database, "SELECT count(*) FROM letter_search('one')",
			"0");
	database_expect_sound(database);
	database_put(database, record);
	database_expect(database, "SELECT count(*) FROM issues", "5");
	database_expect_sound(database);
}

static void
test_refused_row(struct database *database, gconstpointer unused)
{
	g_autoptr(record) record = example_record('a', "one", 2);
	g_autoptr(sink) sink = open_sink(database->argument, NULL);
	struct issue *issue = record->issues->pdata[1];

	(void)unused;
	issue->number = 1;
	g_free(refused_put(sink, record, IMR_ERROR_REJECT));
	database_expect(database, "SELECT count(*) FROM letters", "0");
	issue->number = 2;
	g_assert_true(sink_put(sink, record, NULL));
	database_expect_sound(database);
}

/* Every field has its column, and besides them there are others. */
static void
expect_columns(const struct database *database, const char *table,
	       const struct field *fields, guint others)
{
	g_autofree char *all = g_strdup_printf(
		"SELECT count(*) FROM pragma_table_info('%s')", table);
	g_autofree char *count = NULL;
	guint n = 0;

	for (; fields[n].path != NULL; n++) {
		g_autofree char *one = g_strdup_printf("%s WHERE name = '%s'",
						       all, fields[n].column);

		database_expect(database, one, "1");
	}
	count = g_strdup_printf("%u", n + others);
	database_expect(database, all, count);
}

static void
test_columns(struct database *database, gconstpointer unused)
{
	(void)unused;
	sink_free(open_sink(database->argument, NULL));
	expect_columns(database, "letters", record_fields, 12);
	expect_columns(database, "issues", issue_fields, 18);
}

static void
test_indices(struct database *database, gconstpointer unused)
{
	(void)unused;
	sink_free(open_sink(database->argument, NULL));
	database_expect(database,
			"SELECT tbl_name || '.' || i.name"
			" FROM sqlite_schema AS s,"
			" pragma_index_info(s.name) AS i"
			" WHERE s.name GLOB s.tbl_name || '_*'"
			" AND sql IS NOT NULL ORDER BY 1",
			"body_parts.name|certifications.name|"
			"citations.guideline|citations.system|"
			"drug_ingredients.name|drugs.name|"
			"issues.category|issues.decision|issues.decision|"
			"issues.subcategory|issues.treatment|"
			"letters.case_number|letters.decision_date|"
			"letters.outcome|licensed_states.name|warnings.code");
}

/* Databases out there were made by the released scripts. Where this fails,
 * undo the change and write a new script, with a sum of its own here. */
static void
test_pinned(void)
{
	static const char *const sums[] = {
		"56f010f3f682ca498864fad1a63a0c951c756233b029ee1cac56fc34951e1f"
		"09",
		"dea3cbd6aaa7aff538aed00853b15a26a6c8f3fa0abf576f2c37ffd96880d0"
		"bf",
	};

	g_assert_cmpuint(sqlite_schema_version(), ==, G_N_ELEMENTS(sums));
	for (guint i = 0; i < G_N_ELEMENTS(sums); i++) {
		g_autofree char *sum = g_compute_checksum_for_string(
			G_CHECKSUM_SHA256, sqlite_schema_scripts[i], -1);

		g_assert_cmpstr(sum, ==, sums[i]);
	}
}

/* Opening a database that is up to date changes nothing. */
static void
test_open_again(struct database *database, gconstpointer unused)
{
	g_autoptr(record) record = example_record('a', "one", 1);
	g_autofree char *before = NULL;
	g_autofree char *after = NULL;
	g_autofree char *version =
		g_strdup_printf("%u", sqlite_schema_version());

	(void)unused;
	database_put(database, record);
	database_expect(database, "PRAGMA user_version", version);
	database_expect(database, "PRAGMA journal_mode", "wal");
	before = database_sum(database);
	sink_free(open_sink(database->argument, NULL));
	after = database_sum(database);
	g_assert_cmpstr(before, ==, after);
}

static void
expect_holds(struct sink *sink, const struct record *record,
	     enum sink_holds wanted)
{
	g_autoptr(GError) error = NULL;
	enum sink_holds found;

	sink_holds(sink, record, &found, &error);
	g_assert_no_error(error);
	g_assert_cmpint(found, ==, wanted);
}

/* Whatever somebody changed by hand is seen, and put() mends it. */
static void
test_holds(struct database *database, gconstpointer unused)
{
	static const char *const changes[] = {
		"UPDATE letters SET age = age + 1",
		"UPDATE letters SET sex = NULL",
		"UPDATE records SET json = json || ' '",
		"DELETE FROM records",
		"DELETE FROM certifications WHERE number = 1",
		"UPDATE licensed_states SET name = 'Texas' WHERE number = 2",
		"DELETE FROM issue_search WHERE rationale IS NOT NULL",
		"UPDATE issue_search SET heading = 'none'",
		"INSERT INTO body_parts SELECT rowid, 9, 'toe' FROM issues",
		"UPDATE body_parts SET name = 'toe'",
		"UPDATE drugs SET quantity = 9",
		"DELETE FROM drug_ingredients",
		"UPDATE citations SET year = 1999",
		"UPDATE issues SET category = 'Surgery'",
		"UPDATE letters SET confidence = 0.8",
		"UPDATE issues SET decision = 'overturned' WHERE number = 2",
		"DELETE FROM issues WHERE number = 1",
		"INSERT INTO issues (letter_rowid, number)"
		" SELECT rowid, 9 FROM letters",
		"UPDATE warnings SET message = 'none' WHERE number = 1",
		"DELETE FROM warnings",
		"INSERT INTO warnings SELECT rowid, 9, '', '', '' FROM letters",
		"DELETE FROM letter_search",
		"UPDATE letter_search SET rationales = ''",
	};
	g_autoptr(sink) sink = open_sink(database->argument, NULL);
	g_autoptr(record) record = example_record('a', "one", 2);
	g_autoptr(record) bare = record_new();

	(void)unused;
	bare->id = g_strnfill(64, 'b');
	expect_holds(sink, record, SINK_HOLDS_NOTHING);
	for (guint i = 0; i < G_N_ELEMENTS(changes); i++) {
		accepted_put(sink, record);
		expect_holds(sink, record, SINK_HOLDS_SAME);
		database_run(database, changes[i]);
		expect_holds(sink, record, SINK_HOLDS_OTHER);
	}
	expect_holds(sink, bare, SINK_HOLDS_NOTHING);
	accepted_put(sink, bare);
	expect_holds(sink, bare, SINK_HOLDS_SAME);
	database_run(database, "DELETE FROM letters WHERE id GLOB 'a*'");
	expect_holds(sink, record, SINK_HOLDS_NOTHING);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	database_test_add("/sinks/sqlite/rows", test_rows);
	database_test_add("/sinks/sqlite/meaning", test_meaning);
	database_test_add("/sinks/sqlite/nulls", test_nulls);
	database_test_add("/sinks/sqlite/put-again", test_put_again);
	database_test_add("/sinks/sqlite/search", test_search);
	database_test_add("/sinks/sqlite/delete-by-hand", test_delete_by_hand);
	database_test_add("/sinks/sqlite/refused-row", test_refused_row);
	database_test_add("/sinks/sqlite/columns", test_columns);
	database_test_add("/sinks/sqlite/indices", test_indices);
	g_test_add_func("/sinks/sqlite/pinned", test_pinned);
	database_test_add("/sinks/sqlite/open-again", test_open_again);
	database_test_add("/sinks/sqlite/holds", test_holds);
	return g_test_run();
}
