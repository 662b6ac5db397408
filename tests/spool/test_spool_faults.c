/* test_spool_faults.c - the spool on a disk that fails, one call at a time.
 *
 * Whichever call fails: what was reported as done is done, what was reported
 * as failed can be done again, and the error says that time may mend it. */
#include <string.h>

#include "core/error.h"
#include "tests/spool/disk_faults.h"
#include "tests/spool/spool_scene.h"
#include "tests/support/scratch.h"

/* Tries until it goes through; each failure must be ours, and pass. */
#define UNTIL(done)                                                            \
	do {                                                                   \
		for (guint tries = 0; !(done); tries++) {                      \
			g_assert_error(error, IMR_ERROR, IMR_ERROR_RETRY);     \
			g_clear_error(&error);                                 \
			g_assert_cmpuint(tries, <, 3);                         \
		}                                                              \
	} while (0)

static gboolean
take(struct spool *spool, GPtrArray **out_letters, GError **error)
{
	*out_letters = spool_take_due(spool, 5, 2, error);
	return *out_letters != NULL;
}

static gboolean
due(struct spool *spool, GPtrArray **out_due, GError **error)
{
	*out_due = spool_deliveries_due(spool, "files", 5, 3, error);
	return *out_due != NULL;
}

static void
live(const char *directory)
{
	static const char *const sinks[] = { "files", NULL };
	struct arrival arrival = {
		.id = scene_id('a'), .name = "a", .watch = "w", .path = "/a"
	};
	struct spool_record record = { .record_id = scene_id('a') };
	struct extraction_result result = { .id = scene_id('a'),
					    .records = &record,
					    .record_count = 1 };
	g_autoptr(GPtrArray) letters = NULL;
	g_autoptr(GPtrArray) deliveries = NULL;
	g_autoptr(GError) error = NULL;
	enum claim claim = CLAIM_DUPLICATE;
	struct spool *spool = NULL;
	gboolean finished = FALSE;

	UNTIL((spool = spool_open(directory, TRUE, 1, &error)) != NULL);
	UNTIL(spool_set_sinks(spool, sinks, 1, &error));
	UNTIL(spool_claim(spool, &arrival, 1, &claim, &error));
	g_assert_cmpint(claim, ==, CLAIM_NEW);
	UNTIL(take(spool, &letters, &error));
	g_assert_cmpuint(letters->len, ==, 1);
	UNTIL(spool_extracted(spool, &result, sinks, 2, &error));
	UNTIL(due(spool, &deliveries, &error));
	g_assert_cmpuint(deliveries->len, ==, 1);
	UNTIL(spool_delivered(spool, deliveries->pdata[0], 3, &finished,
			      &error));
	g_assert_true(finished);
	spool_close(spool);
}

static void
expect_lived(const char *directory)
{
	struct scene scene = { .directory = (char *)directory };

	scene_expect(&scene, "PRAGMA integrity_check", "ok");
	scene_expect(&scene,
		     "SELECT l.state || d.state || r.revision"
		     " FROM letters l, deliveries d, records r",
		     "311");
	scene_expect(&scene, "SELECT what FROM events ORDER BY number",
		     "received|extracted|delivered");
}

static void
sweep(const char *calls, const char *errors, guint at_least)
{
	g_auto(GStrv) each = g_strsplit(errors, ",", -1);

	for (guint i = 0; each[i] != NULL; i++) {
		guint nth = 0, before;

		do {
			g_autofree char *directory =
				g_dir_make_tmp("imr-faults-XXXXXX", NULL);

			before = disk_faults_hits();
			disk_faults_set(calls, each[i], directory, ++nth);
			live(directory);
			disk_faults_clear();
			expect_lived(directory);
			scratch_remove(directory);
		} while (disk_faults_hits() > before);
		g_test_message("%s: %u calls of %s", each[i], nth - 1, calls);
		g_assert_cmpuint(nth - 1, >=, at_least);
	}
}

static void
test_writes(void)
{
	sweep("write,pwrite64", "ENOSPC,EIO,short", 20);
}

static void
test_syncs(void)
{
	sweep("fsync,fdatasync", "EIO", 6);
}

/* A commit that could not be synced was none. */
static void
test_no_sync(struct scene *scene, gconstpointer unused)
{
	struct arrival arrival = { .id = scene_id('a'),
				   .name = "a.pdf",
				   .watch = "inbox",
				   .path = "/inbox/a.pdf" };
	g_autoptr(GError) error = NULL;
	enum claim claim = CLAIM_DUPLICATE;

	(void)unused;
	for (guint i = 0; i < 3; i++) {
		disk_faults_set("fdatasync,fsync", "EIO", "spool.db-wal", 0);
		g_assert_false(spool_claim(scene->spool, &arrival, scene->now,
					   &claim, &error));
		disk_faults_clear();
		g_assert_error(error, IMR_ERROR, IMR_ERROR_RETRY);
		g_clear_error(&error);
		scene_expect(scene, "SELECT count(*) FROM letters", "0");
	}
	g_assert_cmpint(scene_claim(scene, 'a', "a.pdf"), ==, CLAIM_NEW);
}

/* For hours full, then not: reading goes on meanwhile. */
static void
test_full(struct scene *scene, gconstpointer unused)
{
	g_autoptr(spool_summary) summary = NULL;
	g_autoptr(GPtrArray) due_now = NULL;
	g_autoptr(GError) error = NULL;

	(void)unused;
	scene_letter(scene, 'a', 1);
	disk_faults_set("pwrite64,write,ftruncate", "ENOSPC", "spool.db", 0);
	due_now = scene_due(scene, "files");
	for (guint i = 0; i < 50; i++) {
		g_assert_false(spool_delivered(scene->spool, due_now->pdata[0],
					       scene->now, NULL, &error));
		g_assert_error(error, IMR_ERROR, IMR_ERROR_RETRY);
		g_clear_error(&error);
	}
	summary = spool_summarise(scene->spool, scene->now, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(summary->letters[LETTER_EXTRACTED], ==, 1);
	disk_faults_clear();
	g_assert_cmpuint(scene_deliver(scene, "files"), ==, 1);
	g_assert_cmpuint(scene_deliver(scene, "web"), ==, 1);
	scene_expect_state(scene, 'a', LETTER_DELIVERED);
}

int
main(int argc, char **argv)
{
	disk_faults_start(argv);
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/spool-faults/writes", test_writes);
	g_test_add_func("/spool-faults/syncs", test_syncs);
	scene_test_add("/spool-faults/no-sync", test_no_sync);
	scene_test_add("/spool-faults/full", test_full);
	return g_test_run();
}
