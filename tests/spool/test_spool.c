/* test_spool.c - one spool among many: opened, refused, locked, shared. */
#include "spool/spool.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/error.h"
#include "tests/spool/spool_scene.h"
#include "tests/support/locker.h"
#include "tests/support/scratch.h"

static char *
refused(const char *directory, gboolean create, int code)
{
	g_autoptr(GError) error = NULL;

	g_assert_null(spool_open(directory, create, 0.05, &error));
	g_assert_error(error, IMR_ERROR, code);
	return g_strdup(error->message);
}

static void
expect_refused(const char *directory, gboolean create, int code,
	       const char *said)
{
	g_autofree char *message = refused(directory, create, code);

	g_test_message("%s", message);
	g_assert_nonnull(strstr(message, said));
}

static void
test_open(struct scene *scene, gconstpointer unused)
{
	g_autofree char *path =
		g_build_filename(scene->directory, SPOOL_FILE, NULL);
	g_autofree char *empty = g_dir_make_tmp("imr-spool-XXXXXX", NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(spool) reader =
		spool_open(scene->directory, FALSE, 1, &error);
	struct stat status;

	(void)unused;
	g_assert_no_error(error);
	g_assert_no_errno(stat(path, &status));
	g_assert_cmpuint(status.st_mode & 0777, ==, 0600);
	scene_expect(scene, "PRAGMA journal_mode", "wal");
	scene_expect(scene, "PRAGMA application_id", "1229804115");
	expect_refused(empty, FALSE, IMR_ERROR_FATAL, "No such file");
	g_assert_no_errno(g_rmdir(empty));
	expect_refused(empty, TRUE, IMR_ERROR_FATAL, "No such file");
}

static void
test_versions(struct scene *scene, gconstpointer unused)
{
	g_autofree char *version = scene_ask(scene, "PRAGMA user_version");
	g_autofree char *restore =
		g_strconcat("PRAGMA user_version = ", version, NULL);

	(void)unused;
	g_clear_pointer(&scene->spool, spool_close);
	g_free(scene_ask(scene, "PRAGMA user_version = 99"));
	expect_refused(scene->directory, TRUE, IMR_ERROR_FATAL,
		       "newer imr-ingest");
	expect_refused(scene->directory, FALSE, IMR_ERROR_FATAL,
		       "newer imr-ingest");
	scene_expect(scene, "PRAGMA user_version", "99");
	g_free(scene_ask(scene, restore));
	/* "IMRL": the letters of a sink. */
	g_free(scene_ask(scene, "PRAGMA application_id = 1229804108"));
	expect_refused(scene->directory, TRUE, IMR_ERROR_FATAL,
		       "some other program's database");
	g_free(scene_ask(scene, "PRAGMA application_id = 1229804115"));
	scene->spool = scene_open(scene);
}

/* A spool whose making was cut short: only who may create it goes on. */
static void
test_unborn(void)
{
	struct scene scene = {
		.directory = g_dir_make_tmp("imr-spool-XXXXXX", NULL),
	};
	g_autofree char *path =
		g_build_filename(scene.directory, SPOOL_FILE, NULL);

	g_assert_true(g_file_set_contents(path, "", 0, NULL));
	expect_refused(scene.directory, FALSE, IMR_ERROR_FATAL,
		       "schema version 0");
	scene.spool = scene_open(&scene);
	scene_end(&scene, NULL);
}

static void
test_changed(struct scene *scene, gconstpointer unused)
{
	g_autoptr(spool) other = scene_open(scene);

	(void)unused;
	spool_has_changed(scene->spool);
	g_assert_false(spool_has_changed(scene->spool));
	scene_claim(scene, 'a', "a");
	g_assert_false(spool_has_changed(scene->spool));
	g_assert_true(spool_has_changed(other));
	g_assert_false(spool_has_changed(other));
	g_assert_true(spool_reocr(other, scene_id('a'), scene->now, NULL));
	g_assert_true(spool_has_changed(scene->spool));
	g_assert_false(spool_has_changed(scene->spool));
}

static void
test_locked(struct scene *scene, gconstpointer unused)
{
	struct arrival arrival = {
		.id = scene_id('a'), .name = "a", .watch = "w", .path = "/a"
	};
	g_autoptr(spool_summary) summary = NULL;
	g_autoptr(spool) impatient = NULL;
	g_autoptr(GError) error = NULL;
	enum claim claim = CLAIM_DUPLICATE;
	g_autofree char *path =
		g_build_filename(scene->directory, SPOOL_FILE, NULL);
	int release, status;
	pid_t locker;

	(void)unused;
	g_clear_pointer(&scene->spool, spool_close);
	locker = locker_start(path, &release);
	scene->spool = scene_open(scene);
	impatient = spool_open(scene->directory, FALSE, 0.05, &error);
	g_assert_no_error(error);
	g_assert_false(
		spool_claim(impatient, &arrival, scene->now, &claim, &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_RETRY);
	g_clear_error(&error);
	g_assert_cmpint(claim, ==, CLAIM_DUPLICATE);
	/* Reading does not wait for it. */
	summary = spool_summarise(impatient, scene->now, &error);
	g_assert_no_error(error);
	close(release);
	g_assert_cmpint(waitpid(locker, &status, 0), ==, locker);
	g_assert_cmpint(status, ==, 0);
	g_assert_true(
		spool_claim(impatient, &arrival, scene->now, &claim, &error));
	g_assert_cmpint(claim, ==, CLAIM_NEW);
}

static void
test_removed(void)
{
	struct scene scene = { 0 };
	g_autofree char *path = NULL;
	g_autoptr(GError) error = NULL;
	struct arrival arrival = {
		.id = scene_id('a'), .name = "a", .watch = "w", .path = "/a"
	};
	enum claim claim;

	scene_start(&scene, NULL);
	path = g_build_filename(scene.directory, SPOOL_FILE, NULL);
	g_assert_no_errno(g_unlink(path));
	g_assert_false(spool_claim(scene.spool, &arrival, 1, &claim, &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_FATAL);
	spool_close(scene.spool);
	scratch_remove(scene.directory);
	g_free(scene.directory);
}

#define EACH 100

struct writer {
	const struct scene *scene;
	guint number;
};

static gpointer
claim_many(gpointer data)
{
	const struct writer *writer = data;
	g_autoptr(spool) spool = scene_open(writer->scene);

	for (guint i = 0; i < EACH; i++) {
		/* Half of them the same for all. */
		g_autofree char *id = g_strdup_printf(
			"%064x", i % 2 == 0 ? i : writer->number * 1000 + i);
		g_autofree char *name =
			g_strdup_printf("%u-%u", writer->number, i);
		struct arrival arrival = {
			.id = id, .name = name, .watch = "w", .path = name
		};
		g_autoptr(GError) error = NULL;
		enum claim claim;

		spool_claim(spool, &arrival, 1, &claim, &error);
		g_assert_no_error(error);
	}
	return NULL;
}

static gpointer
take_many(gpointer data)
{
	const struct writer *writer = data;
	g_autoptr(spool) spool = scene_open(writer->scene);
	guint taken = 0, wanted = EACH / 2 + 3 * EACH / 2;

	while (taken < wanted) {
		g_autoptr(GError) error = NULL;
		g_autoptr(GPtrArray) letters =
			spool_take_due(spool, 7, 2, &error);
		g_autoptr(spool_summary) summary =
			spool_summarise(spool, 2, NULL);

		g_assert_no_error(error);
		g_assert_nonnull(summary);
		taken += letters->len;
		g_thread_yield();
	}
	return GUINT_TO_POINTER(taken);
}

static void
test_threads(struct scene *scene, gconstpointer unused)
{
	struct writer writers[] = { { scene, 1 }, { scene, 2 }, { scene, 3 } };
	GThread *threads[G_N_ELEMENTS(writers)];
	GThread *taker = g_thread_new("taker", take_many, &writers[0]);

	(void)unused;
	for (guint i = 0; i < G_N_ELEMENTS(writers); i++)
		threads[i] = g_thread_new("writer", claim_many, &writers[i]);
	for (guint i = 0; i < G_N_ELEMENTS(writers); i++)
		g_thread_join(threads[i]);
	g_assert_cmpuint(GPOINTER_TO_UINT(g_thread_join(taker)), ==, 200);
	scene_expect(scene, "SELECT count(*) FROM arrivals", "300");
	scene_expect(scene, "SELECT sum(duplicates) FROM letters", "100");
	scene_expect(scene, "SELECT count(*) FROM letters WHERE state = 1",
		     "200");
}

/* Whatever is written for years, the WAL stays small. */
static void
test_wal(struct scene *scene, gconstpointer unused)
{
	g_autofree char *path =
		g_build_filename(scene->directory, SPOOL_FILE "-wal", NULL);
	struct stat status;

	(void)unused;
	for (guint i = 0; i < 3000; i++) {
		g_autofree char *name = g_strdup_printf("%0200u", i);

		scene_claim(scene, 'a', name);
	}
	g_assert_no_errno(stat(path, &status));
	g_test_message("%ld bytes", (long)status.st_size);
	g_assert_cmpint(status.st_size, <, 8 << 20);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	scene_test_add("/spool/open", test_open);
	scene_test_add("/spool/versions", test_versions);
	g_test_add_func("/spool/unborn", test_unborn);
	scene_test_add("/spool/changed", test_changed);
	scene_test_add("/spool/locked", test_locked);
	g_test_add_func("/spool/removed", test_removed);
	scene_test_add("/spool/threads", test_threads);
	scene_test_add("/spool/wal", test_wal);
	return g_test_run();
}
