/* test_spool_crash.c - a process dies at each commit point of spool and store
 * in turn, and the next one finds the letter: once, whole, not lost.
 *
 * What the intake, the spool's thread and a sink's thread will do is done here
 * in their order, by one function that a restart calls again. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/commit_point.h"
#include "core/error.h"
#include "spool/store.h"
#include "tests/spool/spool_scene.h"
#include "tests/support/letter.h"
#include "tests/support/scratch.h"

static const char *const sinks[] = { "files", NULL };

static guint points_left; /* 0: none kills */
static GHashTable *seen;

/* In the place of the empty one. */
void
commit_point(const char *name)
{
	if (seen != NULL)
		g_hash_table_add(seen, (gpointer)name);
	if (points_left > 0 && --points_left == 0)
		kill(getpid(), SIGKILL);
}

struct house {
	char *directory, *inbox, *sink;
	struct store *store;
	struct spool *spool;
};

static void
take_in(struct house *house)
{
	int fd = g_open(house->inbox, O_RDONLY | O_CLOEXEC, 0);
	g_autoptr(GError) error = NULL;
	struct incoming *incoming;
	struct arrival arrival = { .name = "letter.pdf",
				   .watch = "inbox",
				   .path = house->inbox };
	enum claim claim;

	if (fd < 0)
		return;
	incoming = store_receive(house->store, fd, 1000, &error);
	g_assert_no_error(error);
	store_commit(house->store, incoming, &error);
	g_assert_no_error(error);
	arrival.id = incoming->id;
	spool_claim(house->spool, &arrival, 1, &claim, &error);
	g_assert_no_error(error);
	g_assert_cmpint(claim, !=, CLAIM_DUPLICATE);
	g_assert_no_errno(g_unlink(house->inbox));
	spool_original_gone(house->spool, incoming->id, "letter.pdf", &error);
	g_assert_no_error(error);
	incoming_free(house->store, incoming);
	close(fd);
}

/* The first time its worker dies. */
static void
extract(struct house *house)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) letters =
		spool_take_due(house->spool, 5, 1, &error);

	g_assert_no_error(error);
	for (guint i = 0; i < letters->len; i++) {
		const struct spool_letter *letter = letters->pdata[i];
		g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func(
			(GDestroyNotify)record_free);
		g_autoptr(document) document = document_new();
		struct spool_record row = { .record_id = letter->id };
		struct extraction_result result = { .id = letter->id,
						    .records = &row,
						    .record_count = 1 };

		g_assert_true(
			store_check_original(house->store, letter->id, NULL));
		if (letter->attempts == 0) {
			spool_defer(house->spool, letter->id, "killed", TRUE, 0,
				    &error);
			g_assert_no_error(error);
			continue;
		}
		document->id = g_strdup(letter->id);
		document->name = g_strdup("letter.pdf");
		document->media_type = g_strdup("application/pdf");
		g_ptr_array_add(records, letter_new());
		store_put_result(house->store, letter->id, document, records,
				 &error);
		g_assert_no_error(error);
		spool_extracted(house->spool, &result, sinks, 2, &error);
		g_assert_no_error(error);
	}
}

/* The first time the sink fails. */
static void
deliver(struct house *house)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) due =
		spool_deliveries_due(house->spool, "files", 5, 3, &error);

	g_assert_no_error(error);
	for (guint i = 0; i < due->len; i++) {
		const struct spool_delivery *delivery = due->pdata[i];
		g_autoptr(GPtrArray) records = store_load_records(
			house->store, delivery->letter_id, &error);

		g_assert_no_error(error);
		g_assert_cmpuint(records->len, ==, 1);
		if (delivery->attempts == 0) {
			spool_delivery_failed(house->spool, delivery,
					      "HTTP 503", 0, &error);
			g_assert_no_error(error);
			continue;
		}
		g_assert_true(
			g_file_set_contents(house->sink, "one", -1, NULL));
		spool_delivered(house->spool, delivery, 4, NULL, &error);
		g_assert_no_error(error);
	}
}

static void
ignore(const char *message G_GNUC_UNUSED)
{
}

static void
live(struct house *house)
{
	g_autoptr(GError) error = NULL;
	guint count, failed;

	house->store = store_open(house->directory, &error);
	g_assert_no_error(error);
	store_sweep(house->store, ignore);
	house->spool = spool_open(house->directory, TRUE, 10, &error);
	g_assert_no_error(error);
	spool_set_sinks(house->spool, sinks, 1, &error);
	g_assert_no_error(error);
	spool_recover(house->spool, 3, 1, &count, &failed, &error);
	g_assert_no_error(error);
	take_in(house);
	extract(house);
	extract(house);
	deliver(house);
	deliver(house);
	store_free(house->store);
	spool_close(house->spool);
}

static void
house_start(struct house *house)
{
	house->directory = g_dir_make_tmp("imr-crash-XXXXXX", NULL);
	house->inbox = g_build_filename(house->directory, "letter.pdf", NULL);
	house->sink = g_build_filename(house->directory, "sink", NULL);
	g_assert_true(
		g_file_set_contents(house->inbox, "A letter.\n", -1, NULL));
}

static void
house_end(struct house *house)
{
	struct scene scene = { .directory = house->directory };
	g_autofree char *parts =
		g_build_filename(house->directory, "tmp", NULL);

	scene_expect(&scene, "PRAGMA integrity_check", "ok");
	scene_expect(
		&scene,
		"SELECT l.state || d.state || l.duplicates || a.times ||"
		" a.original_gone FROM letters l, deliveries d, arrivals a,"
		" records",
		"31011");
	g_assert_false(g_file_test(house->inbox, G_FILE_TEST_EXISTS));
	g_assert_true(g_file_test(house->sink, G_FILE_TEST_EXISTS));
	g_assert_no_errno(g_rmdir(parts));
	scratch_remove(house->directory);
	g_free(house->directory);
	g_free(house->inbox);
	g_free(house->sink);
}

/* TRUE when it came through without. */
static gboolean
live_and_die(struct house *house, guint at)
{
	pid_t child = fork();
	int status;

	g_assert_cmpint(child, >=, 0);
	if (child == 0) {
		points_left = at;
		live(house);
		_exit(0);
	}
	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	if (WIFEXITED(status))
		g_assert_cmpint(WEXITSTATUS(status), ==, 0);
	else
		g_assert_cmpint(WTERMSIG(status), ==, SIGKILL);
	return WIFEXITED(status);
}

/* The original may be gone before its row says so: a crash between the two
 * leaves the row as it is, and only that. */
static void
forgive_row(struct house *house)
{
	struct scene scene = { .directory = house->directory };

	g_free(scene_ask(&scene, "UPDATE arrivals SET original_gone = 1"));
}

static void
test_each_point(void)
{
	gboolean through = FALSE;
	guint at;

	for (at = 1; !through; at++) {
		struct house house;

		house_start(&house);
		through = live_and_die(&house, at);
		live(&house);
		forgive_row(&house);
		house_end(&house);
	}
	g_test_message("died at %u points", at - 2);
	g_assert_cmpuint(at - 2, >=, 27);
}

static void
test_names(void)
{
	static const char *const functions[] = {
		"claim", "original_gone", "take_due",	     "extracted",
		"defer", "delivered",	  "delivery_failed",
	};
	static const char *const others[] = {
		"store-receive-written", "store-receive-synced",
		"store-commit-renamed",	 "store-commit-done",
		"store-result-pages",	 "store-result-records",
		"store-result-done",
	};
	struct house house;

	seen = g_hash_table_new(g_str_hash, g_str_equal);
	house_start(&house);
	live(&house);
	house_end(&house);
	for (guint i = 0; i < G_N_ELEMENTS(functions); i++) {
		g_autofree char *begun =
			g_strdup_printf("spool-%s-begun", functions[i]);
		g_autofree char *done =
			g_strdup_printf("spool-%s-done", functions[i]);

		g_assert_true(g_hash_table_contains(seen, begun));
		g_assert_true(g_hash_table_contains(seen, done));
	}
	for (guint i = 0; i < G_N_ELEMENTS(others); i++)
		g_assert_true(g_hash_table_contains(seen, others[i]));
	g_clear_pointer(&seen, g_hash_table_unref);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/spool-crash/names", test_names);
	g_test_add_func("/spool-crash/each-point", test_each_point);
	return g_test_run();
}
