/* test_sqlite.c - the sink `sqlite`: what its tables hold, and the schema. */
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/error.h"
#include "db/sqlite_db.h"
#include "sinks/sqlite_schema.h"
#include "tests/sinks/database.h"
#include "tests/sinks/support.h"

#define NOBODY 65534

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
	database_expect(database, "SELECT json FROM letters", json);
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
			"warnings JOIN letters ON id = letter_id",
			"1date-order/case/decision_datewarning 1|"
			"2date-order/case/decision_datewarning 2");
	database_expect(database, "SELECT typeof(age) FROM letters", "integer");
	database_expect_sound(database);
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
			"SELECT treatment FROM issues WHERE letter_id GLOB "
			"'b*'",
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
	expect_columns(database, "letters", record_fields, 10);
	expect_columns(database, "issues", issue_fields, 1);
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
			"issues.decision|issues.treatment|"
			"letters.case_number|letters.decision_date|"
			"letters.outcome|warnings.code");
}

/* Databases out there were made by the released scripts. Where this fails,
 * undo the change and write a new script, with a sum of its own here. */
static void
test_pinned(void)
{
	static const char *const sums[] = {
		"56f010f3f682ca498864fad1a63a0c951c756233b029ee1cac56fc34951e1f"
		"09",
	};

	g_assert_cmpuint(sqlite_schema_version(), ==, G_N_ELEMENTS(sums));
	for (guint i = 0; i < G_N_ELEMENTS(sums); i++) {
		g_autofree char *sum = g_compute_checksum_for_string(
			G_CHECKSUM_SHA256, sqlite_schema_scripts[i], -1);

		g_assert_cmpstr(sum, ==, sums[i]);
	}
}

/* Opening a database that is up to date changes nothing. */
/* --- tables that somebody else changed --- */

/* Past SQLite's own checks. */
static void
change_schema(const struct database *database, const char *table,
	      const char *old, const char *new)
{
	g_autofree char *sql = g_strdup_printf(
		"PRAGMA writable_schema = 1;"
		"UPDATE sqlite_schema SET sql = replace(sql, '%s', '%s')"
		" WHERE name = '%s';"
		"PRAGMA writable_schema = 0",
		old, new, table);
	sqlite3 *db = NULL;

	g_assert_cmpint(sqlite3_open(database->path, &db), ==, SQLITE_OK);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
	g_assert_cmpint(sqlite3_exec(db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
	sqlite3_close(db);
}

static void
expect_refused(const struct database *database, const char *what)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(sink) sink =
		sink_new_from_argument(database->argument, &error);

	g_assert_no_error(error);
	g_assert_false(sink_open(sink, &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_FATAL);
	g_test_message("%s", error->message);
	g_assert_nonnull(strstr(error->message, what));
	g_assert_nonnull(strstr(error->message, "another file"));
}

static void
test_changed_tables(struct database *database, gconstpointer unused)
{
	static const struct {
		const char *table, *old, *new, *told;
	} changes[] = {
		{ "letters", "json TEXT NOT NULL",
		  "json TEXT NOT NULL, CHECK (length(hex(json)) > 0)",
		  "table 'letters' is not as" },
		{ "issues", "heading TEXT,",
		  "heading TEXT AS (hex(zeroblob(9))), ",
		  "table 'issues' is not as" },
		{ "issues_decision", "(decision)", "(hex(decision))",
		  "index 'issues_decision' is not as" },
		{ "letters_deleted", "DELETE FROM warnings",
		  "DELETE FROM issues", "trigger 'letters_deleted' is not" },
		{ "letter_search", "porter ", "",
		  "table 'letter_search' is not as" },
		{ "issues", "number INTEGER", "\"Number\" INTEGER",
		  "table 'issues' is not as" },
	};
	g_autoptr(record) record = example_record('a', "one", 2);

	(void)unused;
	for (guint i = 0; i < G_N_ELEMENTS(changes); i++) {
		database_put(database, record);
		change_schema(database, changes[i].table, changes[i].old,
			      changes[i].new);
		expect_refused(database, changes[i].told);
		unlink(database->path);
	}
	database_put(database, record);
	database_run(database, "DROP INDEX letters_outcome");
	expect_refused(database, "index 'letters_outcome' is missing");
}

static void
test_trigger_on_ours(struct database *database, gconstpointer unused)
{
	g_autoptr(record) record = example_record('a', "one", 2);

	(void)unused;
	database_put(database, record);
	database_run(database,
		     "CREATE TRIGGER mine AFTER INSERT ON Letters BEGIN"
		     " DELETE FROM issues; END");
	expect_refused(database, "trigger 'mine'");
}

/* Another spelling, and what is others' own. */
static void
test_tables_beside_ours(struct database *database, gconstpointer unused)
{
	g_autoptr(record) record = example_record('a', "one", 2);

	(void)unused;
	database_put(database, record);
	change_schema(database, "letters", "  file_name TEXT,",
		      " FILE_NAME\ttext\n,");
	database_run(database,
		     "CREATE TABLE notes (letter_id TEXT, note TEXT)");
	database_run(database,
		     "CREATE TRIGGER noted AFTER INSERT ON notes BEGIN"
		     " DELETE FROM notes WHERE note IS NULL; END");
	database_run(database, "CREATE VIEW cases AS SELECT case_number"
			       " FROM letters");
	database_run(database,
		     "CREATE INDEX letters_by_claim ON letters (claim_number)");
	database_put(database, record);
	database_expect(database, "SELECT count(*) FROM letters", "1");
}

/* What a stranger's expression makes: here in an index, which is theirs. */
static void
test_longest_value(struct database *database, gconstpointer unused)
{
	g_autoptr(record) record = example_record('a', "one", 2);
	g_autoptr(record) other = example_record('b', "two", 2);
	g_autoptr(GError) error = NULL;
	g_autoptr(sink) sink = sink_new_from_argument(database->argument, NULL);

	(void)unused;
	database_put(database, record);
	database_run(database, "DELETE FROM letters");
	database_run(database, "CREATE INDEX long ON letters"
			       " (length(hex(zeroblob(400000000))))");
	g_assert_true(sink_open(sink, NULL));
	g_assert_false(sink_put(sink, other, &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
}

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
test_private(struct database *database, gconstpointer unused)
{
	static const char *const suffixes[] = { "", "-wal", "-shm" };
	g_autoptr(sink) sink = open_sink(database->argument, NULL);
	g_autoptr(record) record = example_record('a', "one", 1);

	(void)unused;
	g_assert_true(sink_put(sink, record, NULL));
	for (guint i = 0; i < G_N_ELEMENTS(suffixes); i++) {
		g_autofree char *path =
			g_strconcat(database->path, suffixes[i], NULL);
		struct stat status;

		g_assert_no_errno(stat(path, &status));
		g_assert_cmpint(status.st_mode & 0777, ==, 0600);
	}
}

/* As a shell's umask or a restored copy leaves them. A group alone was meant.
 */
static void
test_tightened(struct database *database, gconstpointer unused)
{
	static const struct {
		mode_t found, left;
	} cases[] = { { 0644, 0600 }, { 0666, 0600 }, { 0604, 0600 },
		      { 0640, 0640 }, { 0660, 0660 }, { 0600, 0600 } };
	static const char *const suffixes[] = { "", "-wal", "-shm",
						"-journal" };

	(void)unused;
	sink_free(open_sink(database->argument, NULL));
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(sqlite3) db = NULL;

		for (guint j = 0; j < G_N_ELEMENTS(suffixes); j++) {
			g_autofree char *path =
				g_strconcat(database->path, suffixes[j], NULL);

			if (j > 0)
				g_assert_true(
					g_file_set_contents(path, "", 0, NULL));
			g_assert_no_errno(chmod(path, cases[i].found));
		}
		db = sqlite_db_open(database->path, 0, NULL);
		g_assert_nonnull(db);
		for (guint j = 0; j < G_N_ELEMENTS(suffixes); j++) {
			g_autofree char *path =
				g_strconcat(database->path, suffixes[j], NULL);
			struct stat status;

			g_assert_no_errno(stat(path, &status));
			g_assert_cmpint(status.st_mode & 0777, ==,
					cases[i].left);
		}
	}
}

/* Closing it, when another connection is open, would drop that one's locks. */
static void
test_tightened_locked(struct database *database, gconstpointer unused)
{
	g_autoptr(sqlite3) first = NULL;
	g_autoptr(sqlite3) second = NULL;

	(void)unused;
	sink_free(open_sink(database->argument, NULL));
	first = sqlite_db_open(database->path, 0, NULL);
	g_assert_true(
		sqlite_db_run(first, "PRAGMA journal_mode = DELETE", NULL));
	g_assert_true(sqlite_db_begin(first, NULL));
	second = sqlite_db_open(database->path, 0, NULL);
	g_assert_nonnull(second);
	/* By another process, who sees POSIX locks. */
	if (fork() == 0) {
		g_autoptr(sqlite3) other =
			sqlite_db_open(database->path, 0, NULL);

		_exit(sqlite_db_begin(other, NULL) ? 1 : 0);
	} else {
		int status;

		g_assert_cmpint(wait(&status), >, 0);
		g_assert_cmpint(status, ==, 0);
	}
	sqlite_db_end(first, FALSE, NULL);
}

/* Where we are not root, and may not change it. */
static void
test_others_file(struct database *database, gconstpointer unused)
{
	int status;

	(void)unused;
	if (geteuid() != 0) {
		g_test_skip("only root makes another user's file");
		return;
	}
	sink_free(open_sink(database->argument, NULL));
	g_assert_no_errno(chmod(database->path, 0666));
	g_assert_no_errno(chmod(database->directory, 0777));
	if (fork() == 0) {
		g_autoptr(GError) error = NULL;

		g_assert_no_errno(setuid(NOBODY));
		g_assert_null(sqlite_db_open(database->path, 0, &error));
		_exit(error->code == IMR_ERROR_FATAL &&
				      strstr(error->message, "mode 0666") &&
				      strstr(error->message, "chmod 600 ")
			      ? 0
			      : 1);
	}
	g_assert_cmpint(wait(&status), >, 0);
	g_assert_cmpint(status, ==, 0);
}

static void
test_hardened(struct database *database, gconstpointer unused)
{
	static const char *const forbidden[] = {
		"DELETE FROM letter_search_data",
		"PRAGMA writable_schema = ON; DELETE FROM sqlite_schema",
		"SELECT \"no such column\"",
		"SELECT load_extension('x')",
		"INSERT INTO issues (letter_id, number) VALUES ('x', 1)",
	};
	g_autoptr(sqlite3) db = NULL;
	gint64 trusted;

	(void)unused;
	sink_free(open_sink(database->argument, NULL));
	db = sqlite_db_open(database->path, 0, NULL);
	g_assert_nonnull(db);
	for (guint i = 0; i < G_N_ELEMENTS(forbidden); i++)
		g_assert_false(sqlite_db_run(db, forbidden[i], NULL));
	g_assert_true(
		sqlite_db_integer(db, "PRAGMA trusted_schema", &trusted, NULL));
	g_assert_cmpint(trusted, ==, 0);
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
		"UPDATE letters SET json = json || ' '",
		"UPDATE letters SET confidence = 0.8",
		"UPDATE issues SET decision = 'overturned' WHERE number = 2",
		"DELETE FROM issues WHERE number = 1",
		"INSERT INTO issues (letter_id, number)"
		" SELECT id, 9 FROM letters",
		"UPDATE warnings SET message = 'none' WHERE number = 1",
		"DELETE FROM warnings",
		"INSERT INTO warnings SELECT id, 9, '', '', '' FROM letters",
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

/* In /var/tmp a letter's text would be where nobody looks for it. */
static void
test_temporary_in_memory(void)
{
	g_autofree char *directory = g_dir_make_tmp("sqlite-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(directory, "db", NULL);
	g_autoptr(sqlite3) db = sqlite_db_open(path, 1, NULL);
	gint64 place = 0;

	g_assert_true(sqlite_db_integer(db, "PRAGMA temp_store", &place, NULL));
	g_assert_cmpint(place, ==, 2);
	unlink(path);
	rmdir(directory);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	database_test_add("/sinks/sqlite/rows", test_rows);
	database_test_add("/sinks/sqlite/nulls", test_nulls);
	database_test_add("/sinks/sqlite/put-again", test_put_again);
	database_test_add("/sinks/sqlite/search", test_search);
	database_test_add("/sinks/sqlite/delete-by-hand", test_delete_by_hand);
	database_test_add("/sinks/sqlite/refused-row", test_refused_row);
	database_test_add("/sinks/sqlite/columns", test_columns);
	database_test_add("/sinks/sqlite/indices", test_indices);
	g_test_add_func("/sinks/sqlite/pinned", test_pinned);
	g_test_add_func("/sinks/sqlite/temporary-in-memory",
			test_temporary_in_memory);
	database_test_add("/sinks/sqlite/open-again", test_open_again);
	database_test_add("/sinks/sqlite/changed-tables", test_changed_tables);
	database_test_add("/sinks/sqlite/trigger-on-ours",
			  test_trigger_on_ours);
	database_test_add("/sinks/sqlite/tables-beside-ours",
			  test_tables_beside_ours);
	database_test_add("/sinks/sqlite/longest-value", test_longest_value);
	database_test_add("/sinks/sqlite/private", test_private);
	database_test_add("/sinks/sqlite/tightened", test_tightened);
	database_test_add("/sinks/sqlite/tightened-locked",
			  test_tightened_locked);
	database_test_add("/sinks/sqlite/others-file", test_others_file);
	database_test_add("/sinks/sqlite/hardened", test_hardened);
	database_test_add("/sinks/sqlite/holds", test_holds);
	return g_test_run();
}
