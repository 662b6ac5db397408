/* test_sqlite_faults.c - the sink `sqlite` among bad files, locks and full
 * disks. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/error.h"
#include "tests/sinks/database.h"
#include "tests/sinks/support.h"
#include "tests/support/locker.h"

static void
expect_refused(const struct database *database, int code, const char *said)
{
	g_autoptr(sink) sink = sink_new_from_argument(database->argument, NULL);
	g_autofree char *message = NULL;

	g_assert_true(sink_assign(sink, "busy_timeout", "0.05", NULL));
	message = refused_open(sink, code);
	g_assert_nonnull(strstr(message, said));
	g_assert_nonnull(strstr(message, database->path));
}

static void
test_not_a_database(struct database *database, gconstpointer unused)
{
	(void)unused;
	scratch_write(database->directory, "letters.db",
		      "Dear reader, this is a text and no database at all.");
	expect_refused(database, IMR_ERROR_FATAL, "not a database");
	g_assert_no_errno(g_unlink(database->path));
	g_assert_no_errno(g_mkdir(database->path, 0700));
	expect_refused(database, IMR_ERROR_FATAL, "unable to open");
}

static void
test_no_directory(struct database *database, gconstpointer unused)
{
	g_autofree char *argument =
		g_strconcat(database->argument, "/no/db", NULL);
	g_autoptr(sink) sink = sink_new_from_argument(argument, NULL);
	g_autofree char *message = refused_open(sink, IMR_ERROR_FATAL);

	(void)unused;
	g_assert_nonnull(strstr(message, "No such file or directory"));
}

/* The page where the issues begin is overwritten. */
static void
test_corrupt(struct database *database, gconstpointer unused)
{
	g_autoptr(record) record = example_record('a', "one", 4);
	g_autoptr(sink) sink = NULL;
	g_autofree char *message = NULL;
	g_autofree char *page = NULL;
	char junk[4096];
	int fd;

	(void)unused;
	database_put(database, record);
	page = database_ask(database, "SELECT rootpage FROM sqlite_schema "
				      "WHERE name = 'issues'");
	memset(junk, 0xa5, sizeof(junk));
	fd = g_open(database->path, O_WRONLY | O_CLOEXEC, 0);
	g_assert_cmpint(pwrite(fd, junk, sizeof(junk),
			       (atoi(page) - 1) * (off_t)sizeof(junk)),
			==, sizeof(junk));
	close(fd);
	sink = open_sink(database->argument, NULL);
	message = refused_put(sink, record, IMR_ERROR_FATAL);
	g_assert_nonnull(strstr(message, "malformed"));
}

static void
test_newer(struct database *database, gconstpointer unused)
{
	(void)unused;
	sink_free(open_sink(database->argument, NULL));
	database_run(database, "PRAGMA user_version = 99");
	expect_refused(database, IMR_ERROR_FATAL, "newer imr-ingest");
	database_expect(database, "PRAGMA user_version", "99");
}

/* Somebody else's database is left as it is. */
static void
test_stranger(struct database *database, gconstpointer unused)
{
	static const char *const scripts[] = {
		"CREATE TABLE letters (author, recipient)",
		"PRAGMA user_version = 1; CREATE TABLE letters (id)",
		"PRAGMA application_id = 7",
	};

	(void)unused;
	for (guint i = 0; i < G_N_ELEMENTS(scripts); i++) {
		g_autofree char *before = NULL;
		g_autofree char *after = NULL;

		database_run(database, scripts[i]);
		before = database_sum(database);
		expect_refused(database, IMR_ERROR_FATAL,
			       "some other program's database");
		after = database_sum(database);
		g_assert_cmpstr(before, ==, after);
		g_assert_no_errno(g_unlink(database->path));
	}
}

/* A link in the file's place is a trap, a linked directory is the operator's
 * way of arranging things. */
static void
test_links(struct database *database, gconstpointer unused)
{
	g_autofree char *link =
		g_build_filename(database->directory, "link", NULL);
	g_autofree char *argument =
		g_strconcat("sqlite:", link, "/letters.db", NULL);
	g_autofree char *target =
		g_build_filename(database->directory, "target", NULL);

	(void)unused;
	g_assert_no_errno(symlink(".", link));
	sink_free(open_sink(argument, NULL));
	g_assert_no_errno(g_rename(database->path, target));
	g_assert_no_errno(symlink("target", database->path));
	expect_refused(database, IMR_ERROR_FATAL, "unable to open");
	g_assert_no_errno(g_unlink(target));
	expect_refused(database, IMR_ERROR_FATAL, "unable to open");
	g_assert_false(g_file_test(target, G_FILE_TEST_EXISTS));
}

static void
test_read_only(struct database *database, gconstpointer unused)
{
	gboolean privileged;

	(void)unused;
	sink_free(open_sink(database->argument, NULL));
	g_assert_no_errno(g_chmod(database->path, 0400));
	privileged = as_nobody(database->path);
	if (privileged) {
		as_root();
		as_nobody(database->directory);
	}
	expect_refused(database, IMR_ERROR_FATAL, "read-only");
	if (privileged)
		as_root();
}

static void
test_removed(struct database *database, gconstpointer unused)
{
	g_autoptr(record) record = example_record('a', "one", 1);
	g_autoptr(sink) sink = open_sink(database->argument, NULL);
	g_autofree char *message = NULL;

	(void)unused;
	accepted_put(sink, record);
	g_assert_no_errno(g_unlink(database->path));
	message = refused_put(sink, record, IMR_ERROR_FATAL);
	g_assert_nonnull(strstr(message, "removed or replaced"));
}

static void
test_locked(struct database *database, gconstpointer unused)
{
	g_autoptr(record) record = example_record('a', "one", 1);
	g_autoptr(sink) sink =
		open_sink(database->argument, "busy_timeout", "0.05", NULL);
	g_autofree char *message = NULL;
	int release;
	pid_t locker = locker_start(database->path, &release);

	(void)unused;
	message = refused_put(sink, record, IMR_ERROR_RETRY);
	g_assert_nonnull(strstr(message, "locked"));
	expect_refused(database, IMR_ERROR_RETRY, "locked");
	close(release);
	expect_success(locker);
	accepted_put(sink, record);
	database_expect_sound(database);
}

static void
test_full_disk(struct database *database, gconstpointer unused)
{
	g_autoptr(record) first = example_record('a', "first", 2);
	g_autoptr(record) second = example_record('b', "second", 40);
	g_autofree char *filler =
		g_build_filename(database->directory, "filler", NULL);
	struct sink *sink;

	(void)unused;
	if (!small_disk_mount(database->directory, "2m"))
		return;
	sink = open_sink(database->argument, NULL);
	accepted_put(sink, first);
	small_disk_fill(database->directory);
	g_free(refused_put(sink, second, IMR_ERROR_RETRY));
	g_free(refused_put(sink, second, IMR_ERROR_RETRY));
	g_assert_no_errno(g_unlink(filler));
	database_expect(database, "SELECT count(*) FROM letters", "1");
	accepted_put(sink, second);
	sink_free(sink);
	database_expect(database, "SELECT count(*) FROM issues", "42");
	database_expect_sound(database);
	g_assert_no_errno(g_unlink(database->path));
	small_disk_fill(database->directory);
	expect_refused(database, IMR_ERROR_RETRY, "");
	small_disk_unmount(database->directory);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	database_test_add("/sinks/sqlite-faults/not-a-database",
			  test_not_a_database);
	database_test_add("/sinks/sqlite-faults/no-directory",
			  test_no_directory);
	database_test_add("/sinks/sqlite-faults/corrupt", test_corrupt);
	database_test_add("/sinks/sqlite-faults/newer", test_newer);
	database_test_add("/sinks/sqlite-faults/stranger", test_stranger);
	database_test_add("/sinks/sqlite-faults/links", test_links);
	database_test_add("/sinks/sqlite-faults/read-only", test_read_only);
	database_test_add("/sinks/sqlite-faults/removed", test_removed);
	database_test_add("/sinks/sqlite-faults/locked", test_locked);
	database_test_add("/sinks/sqlite-faults/full-disk", test_full_disk);
	return g_test_run();
}
