/* test_sqlite_crash.c - the sink `sqlite` in processes that die, and in many at
 * once. */
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/sinks/database.h"
#include "tests/sinks/support.h"

/* SQLite lets its system calls be replaced: the one write to a file among
 * many is torn in half, and the process dies at it. */
static int writes_left;

static ssize_t
fatal_pwrite(int fd, const void *bytes, size_t length, off_t offset)
{
	if (writes_left-- > 0)
		return pwrite(fd, bytes, length, offset);
	if (pwrite(fd, bytes, length / 2, offset) >= 0)
		kill(getpid(), SIGKILL);
	_exit(1);
}

/* Puts record in a child that dies at its nth write; TRUE when it got through
 * without. */
static gboolean
put_and_crash(const struct database *database, const struct record *record,
	      int n)
{
	pid_t child = fork();
	int status;

	g_assert_cmpint(child, >=, 0);
	if (child == 0) {
		sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);

		writes_left = n;
		vfs->xSetSystemCall(vfs, "pwrite64",
				    (sqlite3_syscall_ptr)fatal_pwrite);
		accepted_put(open_sink(database->argument, NULL), record);
		_exit(0);
	}
	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	if (WIFEXITED(status)) {
		g_assert_cmpint(WEXITSTATUS(status), ==, 0);
		return TRUE;
	}
	g_assert_cmpint(WTERMSIG(status), ==, SIGKILL);
	return FALSE;
}

/* Whichever write the process dies at, creating the file included: the letter
 * is there whole or not at all, and can be put again. */
static void
test_crash(struct database *database, gconstpointer unused)
{
	g_autoptr(record) record = example_record('a', "one", 12);
	gboolean through = FALSE;
	int n;

	(void)unused;
	for (n = 0; !through; n++) {
		g_autofree char *issues = NULL;
		g_autofree char *wal =
			g_strconcat(database->path, "-wal", NULL);

		through = put_and_crash(database, record, n);
		sink_free(open_sink(database->argument, NULL));
		database_expect_sound(database);
		issues = database_ask(database, "SELECT count(*) FROM issues");
		g_assert_cmpstr(issues, ==,
				strcmp(issues, "0") == 0 && !through ? "0"
								     : "12");
		database_put(database, record);
		database_expect(database, "SELECT count(*) FROM issues", "12");
		database_expect_sound(database);
		g_assert_no_errno(g_unlink(database->path));
		g_assert_false(g_file_test(wal, G_FILE_TEST_EXISTS));
	}
	g_test_message("died at each of %d writes", n - 1);
	g_assert_cmpint(n, >, 20);
}

/* The same, where the letter was there before: the old one or the new one. */
static void
test_crash_again(struct database *database, gconstpointer unused)
{
	g_autoptr(record) old = example_record('a', "old", 9);
	g_autoptr(record) new = example_record('a', "new", 3);
	gboolean through = FALSE;

	(void)unused;
	for (int n = 0; !through; n++) {
		g_autofree char *found = NULL;

		database_put(database, old);
		through = put_and_crash(database, new, n);
		database_expect_sound(database);
		found = database_ask(database,
				     "SELECT count(*) || treatment FROM issues"
				     " GROUP BY treatment");
		g_assert_cmpstr(found, ==,
				g_str_has_prefix(found, "9") && !through
					? "9old treatment"
					: "3new treatment");
	}
}

/* Many processes that make the same new database and fill it together. */
static void
test_processes(struct database *database, gconstpointer unused)
{
	static const char digits[] = "0123456789abcdef";
	pid_t children[4];

	(void)unused;
	for (guint i = 0; i < G_N_ELEMENTS(children); i++) {
		children[i] = fork();
		g_assert_cmpint(children[i], >=, 0);
		if (children[i] != 0)
			continue;
		{
			g_autoptr(sink) sink =
				open_sink(database->argument, NULL);

			for (guint j = 0; digits[j] != '\0'; j++) {
				g_autoptr(record) record = example_record(
					digits[(j + 5 * i) % 16], "one", 2);

				accepted_put(sink, record);
			}
		}
		_exit(0);
	}
	for (guint i = 0; i < G_N_ELEMENTS(children); i++)
		expect_success(children[i]);
	database_expect(database, "SELECT count(*) FROM letters", "16");
	database_expect(database, "SELECT count(*) FROM issues", "32");
	database_expect_sound(database);
}

/* Another one makes the tables while this one opens the file: before which of
 * its statements, and where. */
static struct {
	const char *argument;
	int statements_left;
} other = { .statements_left = -1 };

static int
make_tables_once(unsigned what, void *connection, void *statement, void *sql)
{
	(void)what;
	(void)statement;
	(void)sql;
	if (sqlite3_txn_state(connection, NULL) == SQLITE_TXN_NONE &&
	    other.statements_left >= 0 && other.statements_left-- == 0)
		sink_free(open_sink(other.argument, NULL));
	return 0;
}

static int
watch_statements(sqlite3 *db, char **message,
		 const struct sqlite3_api_routines *unused)
{
	(void)message;
	(void)unused;
	return sqlite3_trace_v2(db, SQLITE_TRACE_STMT, make_tables_once, db);
}

/* Between any two statements of one that opens it. */
static void
test_made_meanwhile(struct database *database, gconstpointer unused)
{
	int n = 0;

	(void)unused;
	other.argument = database->argument;
	sqlite3_auto_extension((void (*)(void))watch_statements);
	do {
		g_unlink(database->path);
		other.statements_left = n++;
		sink_free(open_sink(database->argument, NULL));
		database_expect_sound(database);
	} while (other.statements_left < 0);
	sqlite3_reset_auto_extension();
	other.statements_left = -1;
	g_test_message("made before each of %d statements", n - 1);
	g_assert_cmpint(n, >, 3);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	database_test_add("/sinks/sqlite-crash/new", test_crash);
	database_test_add("/sinks/sqlite-crash/again", test_crash_again);
	database_test_add("/sinks/sqlite-crash/made-meanwhile",
			  test_made_meanwhile);
	database_test_add("/sinks/sqlite-crash/processes", test_processes);
	return g_test_run();
}
