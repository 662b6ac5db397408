/* test_sqlite_file.c - the file of the sink `sqlite`: who may read it, and what
 * somebody else has put into it. */
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/error.h"
#include "db/sqlite_db.h"
#include "tests/sinks/database.h"
#include "tests/sinks/support.h"

#define NOBODY 65534

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
		{ "records", "json TEXT NOT NULL",
		  "json TEXT NOT NULL, CHECK (length(hex(json)) > 0)",
		  "table 'records' is not as" },
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

/* What one great record made of it is given back. */
static void
test_wal_shrinks(struct database *database, gconstpointer unused)
{
	g_autofree char *wal = g_strconcat(database->path, "-wal", NULL);
	g_autofree char *text = g_strnfill(4 << 20, 'x');
	g_autoptr(record) great = example_record('a', text, 1);
	g_autoptr(record) small = example_record('b', "two", 1);
	g_autoptr(sink) sink = sink_new_from_argument(database->argument, NULL);
	struct stat status;

	(void)unused;
	g_assert_true(sink_open(sink, NULL));
	g_assert_true(sink_put(sink, great, NULL));
	g_assert_no_errno(stat(wal, &status));
	g_assert_cmpint(status.st_size, >, 16 << 20);
	g_assert_true(sink_put(sink, small, NULL));
	g_assert_no_errno(stat(wal, &status));
	g_assert_cmpint(status.st_size, <=, 16 << 20);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/sinks/sqlite/temporary-in-memory",
			test_temporary_in_memory);
	database_test_add("/sinks/sqlite/changed-tables", test_changed_tables);
	database_test_add("/sinks/sqlite/trigger-on-ours",
			  test_trigger_on_ours);
	database_test_add("/sinks/sqlite/tables-beside-ours",
			  test_tables_beside_ours);
	database_test_add("/sinks/sqlite/longest-value", test_longest_value);
	database_test_add("/sinks/sqlite/wal-shrinks", test_wal_shrinks);
	database_test_add("/sinks/sqlite/private", test_private);
	database_test_add("/sinks/sqlite/tightened", test_tightened);
	database_test_add("/sinks/sqlite/tightened-locked",
			  test_tightened_locked);
	database_test_add("/sinks/sqlite/others-file", test_others_file);
	database_test_add("/sinks/sqlite/hardened", test_hardened);
	return g_test_run();
}
