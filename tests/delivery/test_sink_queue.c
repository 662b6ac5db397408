/* test_sink_queue.c - a queue's ordinary days: delivering, parking, stopping,
 * going on, and dying between the put and its mark. Outages are in
 * test_sink_outage.c. */
#include <sqlite3.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/commit_point.h"
#include "core/record.h"
#include "tests/delivery/queue_scene.h"

#define DIED 42

/* In this program's place of the empty one: dies there when told to. */
static gboolean die_after_put;

void
commit_point(const char *name)
{
	if (die_after_put && g_str_equal(name, "sink-put-done"))
		_exit(DIED);
}

static const char *const one_sink[] = { "hook", NULL };

static char *
hook(const struct queue_scene *scene)
{
	return http_server_argument(scene->server);
}

static void
test_everywhere(struct queue_scene *scene, gconstpointer unused)
{
	static const char *const sinks[] = { "files", "db", "hook", NULL };
	g_autofree char *files = scene_argument(scene, "files:%s");
	g_autofree char *db = scene_argument(scene, "sqlite:%s/letters.db");
	g_autofree char *url = hook(scene);
	const char *const arguments[] = { files, db, url };
	g_autofree char *id = NULL;
	struct sink_queue *queues[3];

	(void)unused;
	scene_set_sinks(scene, sinks);
	id = scene_add_letter(scene, 3, sinks);
	for (guint i = 0; i < 3; i++) {
		queues[i] = scene_queue(scene, sinks[i], arguments[i]);
		g_assert_cmpstr(sink_queue_name(queues[i]), ==, sinks[i]);
	}
	for (guint i = 0; i < 3; i++) {
		scene_wait_deliveries(scene, id, sinks[i], DELIVERY_DELIVERED);
		scene_wait_sink(scene, sinks[i], SINK_OK);
	}
	scene_wait_log("letter is in every sink");
	for (guint i = 0; i < 3; i++)
		sink_queue_free(queues[i]);
	g_assert_cmpuint(scene_log_count("letter is in every sink"), ==, 1);
	g_assert_cmpuint(http_server_requests(scene->server), ==, 3);
	scene_expect_held(scene, files, id);
	scene_expect_held(scene, db, id);
	scene_expect_metric(
		scene, "imr_ingest_letters_total{outcome=\"delivered\"} 1");
}

/* What is queued later is taken when somebody wakes the thread, or when it
 * sees by itself that the spool changed. */
static void
test_later(struct queue_scene *scene, gconstpointer unused)
{
	g_autofree char *url = hook(scene);
	g_autofree char *woken = NULL;
	g_autofree char *noticed = NULL;
	g_autoptr(sink_queue) queue = NULL;

	(void)unused;
	scene_set_sinks(scene, one_sink);
	queue = scene_queue(scene, "hook", url);
	scene_wait_sink(scene, "hook", SINK_OK);
	woken = scene_add_letter(scene, 1, one_sink);
	sink_queue_wake(queue);
	scene_wait_deliveries(scene, woken, "hook", DELIVERY_DELIVERED);
	noticed = scene_add_letter(scene, 1, one_sink);
	scene_wait_deliveries(scene, noticed, "hook", DELIVERY_DELIVERED);
}

/* More than one batch, in order. */
static void
test_many(struct queue_scene *scene, gconstpointer unused)
{
	g_autofree char *url = hook(scene);
	g_autofree char *last = NULL;
	g_autoptr(sink_queue) queue = NULL;

	(void)unused;
	scene_set_sinks(scene, one_sink);
	for (guint i = 0; i < 35; i++)
		g_free(scene_add_letter(scene, 1, one_sink));
	last = scene_add_letter(scene, 1, one_sink);
	queue = scene_queue(scene, "hook", url);
	scene_wait_deliveries(scene, last, "hook", DELIVERY_DELIVERED);
	g_assert_cmpuint(http_server_requests(scene->server), ==, 36);
}

/* A sink that takes for ever does not hold up its neighbour. */
static void
test_slow_neighbour(struct queue_scene *scene, gconstpointer unused)
{
	static const char *const sinks[] = { "hook", "files", NULL };
	g_autofree char *url = hook(scene);
	g_autofree char *files = scene_argument(scene, "files:%s");
	g_autofree char *first = NULL;
	g_autofree char *second = NULL;
	g_autoptr(sink_queue) slow = NULL;
	g_autoptr(sink_queue) fast = NULL;

	(void)unused;
	scene_set_sinks(scene, sinks);
	http_server_hold(scene->server, TRUE);
	first = scene_add_letter(scene, 1, sinks);
	slow = scene_queue(scene, "hook", url);
	scene_wait_requests(scene, 1);
	fast = scene_queue(scene, "files", files);
	scene_wait_deliveries(scene, first, "files", DELIVERY_DELIVERED);
	second = scene_add_letter(scene, 1, sinks);
	sink_queue_wake(fast);
	scene_wait_deliveries(scene, second, "files", DELIVERY_DELIVERED);
	g_assert_cmpuint(http_server_requests(scene->server), ==, 1);
	http_server_hold(scene->server, FALSE);
	scene_wait_deliveries(scene, first, "hook", DELIVERY_DELIVERED);
	scene_wait_deliveries(scene, second, "hook", DELIVERY_DELIVERED);
}

static void
test_parked(struct queue_scene *scene, gconstpointer unused)
{
	g_autofree char *url = hook(scene);
	g_autofree char *refused = NULL;
	g_autofree char *taken = NULL;
	g_autoptr(spool_delivery) delivery = NULL;
	g_autoptr(sink_queue) queue = NULL;
	guint count;

	(void)unused;
	scene_set_sinks(scene, one_sink);
	http_server_answer(scene->server, 422, NULL);
	refused = scene_add_letter(scene, 1, one_sink);
	queue = scene_queue(scene, "hook", url);
	scene_wait_deliveries(scene, refused, "hook", DELIVERY_PARKED);
	delivery = scene_delivery(scene, refused, "hook");
	g_assert_nonnull(strstr(delivery->reason, "HTTP 422"));
	scene_wait_log("HTTP 422");
	http_server_answer(scene->server, 200, NULL);
	taken = scene_add_letter(scene, 1, one_sink);
	sink_queue_wake(queue);
	scene_wait_deliveries(scene, taken, "hook", DELIVERY_DELIVERED);
	scene_wait_sink(scene, "hook", SINK_OK);
	g_assert_cmpuint(http_server_requests(scene->server), ==, 2);
	/* imrctl retry, in another process: nobody wakes the thread. */
	g_assert_true(
		spool_retry(scene->spool, refused, spool_now(), &count, NULL));
	scene_wait_deliveries(scene, refused, "hook", DELIVERY_DELIVERED);
}

static void
test_given_up(struct queue_scene *scene, gconstpointer unused)
{
	g_autofree char *url = hook(scene);
	g_autofree char *id = NULL;
	g_autoptr(spool_delivery) delivery = NULL;
	g_autoptr(sink_queue) queue = NULL;

	(void)unused;
	scene_set_sinks(scene, one_sink);
	http_server_answer(scene->server, 500, NULL);
	scene->settings.give_up = 0.001;
	id = scene_add_letter(scene, 1, one_sink);
	queue = scene_queue(scene, "hook", url);
	scene_wait_deliveries(scene, id, "hook", DELIVERY_PARKED);
	delivery = scene_delivery(scene, id, "hook");
	g_assert_nonnull(strstr(delivery->reason, "given up after"));
	g_assert_nonnull(strstr(delivery->reason, "HTTP 500"));
	g_assert_cmpuint(delivery->attempts, ==, 5);
}

/* The put under way is finished and marked, and no other begun; a new queue
 * goes on where this one ended. */
static void
test_stop_and_go_on(struct queue_scene *scene, gconstpointer unused)
{
	g_autofree char *url = hook(scene);
	g_autofree char *first = NULL;
	g_autofree char *second = NULL;
	g_autoptr(spool_delivery) left = NULL;
	struct sink_queue *queue;

	(void)unused;
	scene_set_sinks(scene, one_sink);
	http_server_hold(scene->server, TRUE);
	first = scene_add_letter(scene, 1, one_sink);
	second = scene_add_letter(scene, 1, one_sink);
	queue = scene_queue(scene, "hook", url);
	scene_wait_requests(scene, 1);
	sink_queue_stop(queue);
	g_assert_false(sink_queue_has_stopped(queue));
	http_server_hold(scene->server, FALSE);
	scene_wait_stopped(queue);
	sink_queue_free(queue);
	scene_wait_deliveries(scene, first, "hook", DELIVERY_DELIVERED);
	left = scene_delivery(scene, second, "hook");
	g_assert_cmpint(left->state, ==, DELIVERY_QUEUED);
	g_assert_cmpuint(left->attempts, ==, 0);
	g_assert_cmpuint(http_server_requests(scene->server), ==, 1);

	queue = scene_queue(scene, "hook", url);
	scene_wait_deliveries(scene, second, "hook", DELIVERY_DELIVERED);
	sink_queue_free(queue);
	g_assert_cmpuint(http_server_requests(scene->server), ==, 2);
}

/* Stopping does not wait for a sink that waits. */
static void
test_stop_while_waiting(struct queue_scene *scene, gconstpointer unused)
{
	g_autofree char *url = hook(scene);
	struct sink_queue *queue;

	(void)unused;
	scene_set_sinks(scene, one_sink);
	http_server_answer(scene->server, 503, NULL);
	http_server_retry_after(scene->server, "86400");
	g_free(scene_add_letter(scene, 1, one_sink));
	queue = scene_queue(scene, "hook", url);
	scene_wait_sink(scene, "hook", SINK_WAITING);
	sink_queue_free(queue);
}

/* While a record is being put, a better reading of it comes: the sink gets
 * that too, and has it in the end. */
static void
test_newer_reading(struct queue_scene *scene, gconstpointer unused)
{
	g_autofree char *url = hook(scene);
	g_autofree char *id = NULL;
	g_autofree char *body = NULL;
	g_autoptr(sink_queue) queue = NULL;

	(void)unused;
	scene_set_sinks(scene, one_sink);
	http_server_hold(scene->server, TRUE);
	id = scene_add_letter(scene, 1, one_sink);
	queue = scene_queue(scene, "hook", url);
	scene_wait_requests(scene, 1);
	scene_reparse(scene, id, "expedited", one_sink);
	http_server_hold(scene->server, FALSE);
	scene_wait_deliveries(scene, id, "hook", DELIVERY_DELIVERED);
	g_assert_cmpuint(http_server_requests(scene->server), ==, 2);
	body = http_server_body(scene->server);
	g_assert_nonnull(strstr(body, "\"expedited\""));
}

/* A child runs the queue and dies when the put is done and the mark is not. No
 * connection to the spool is open when it is forked. */
static void
die_between(struct queue_scene *scene, const char *name, const char *argument)
{
	int status;
	pid_t child;

	spool_close(scene->spool);
	child = fork();
	g_assert_cmpint(child, >=, 0);
	if (child == 0) {
		die_after_put = TRUE;
		scene_queue(scene, name, argument);
		for (;;)
			pause();
	}
	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	g_assert_true(WIFEXITED(status));
	g_assert_cmpint(WEXITSTATUS(status), ==, DIED);
	scene->spool = spool_open(scene->directory, FALSE, 10, NULL);
	g_assert_nonnull(scene->spool);
}

static void
expect_one_after_death(struct queue_scene *scene, const char *argument)
{
	g_autofree char *id = NULL;
	g_autoptr(spool_delivery) unmarked = NULL;
	struct sink_queue *queue;

	scene_set_sinks(scene, one_sink);
	id = scene_add_letter(scene, 1, one_sink);
	die_between(scene, "hook", argument);
	unmarked = scene_delivery(scene, id, "hook");
	g_assert_cmpint(unmarked->state, ==, DELIVERY_QUEUED);
	scene_expect_held(scene, argument, id);
	queue = scene_queue(scene, "hook", argument);
	scene_wait_deliveries(scene, id, "hook", DELIVERY_DELIVERED);
	sink_queue_free(queue);
	scene_expect_held(scene, argument, id);
}

static void
test_death_files(struct queue_scene *scene, gconstpointer unused)
{
	g_autofree char *argument = scene_argument(scene, "files:%s");

	(void)unused;
	expect_one_after_death(scene, argument);
}

static void
test_death_sqlite(struct queue_scene *scene, gconstpointer unused)
{
	g_autofree char *argument =
		scene_argument(scene, "sqlite:%s/letters.db");

	(void)unused;
	expect_one_after_death(scene, argument);
}

static guint
count_files(const char *directory, const char *suffix)
{
	g_autoptr(GDir) names = g_dir_open(directory, 0, NULL);
	const char *name;
	guint count = 0;

	while ((name = g_dir_read_name(names)) != NULL)
		count += g_str_has_suffix(name, suffix) ? 1 : 0;
	return count;
}

/* The store's file of a letter, damaged: that letter is parked, and the next
 * is delivered. */
static void
test_broken_store(struct queue_scene *scene, gconstpointer unused)
{
	g_autofree char *files = scene_argument(scene, "files:%s");
	g_autofree char *broken = NULL;
	g_autofree char *good = NULL;
	g_autofree char *original = NULL;
	g_autofree char *place = NULL;
	g_autofree char *records = NULL;
	g_autoptr(sink_queue) queue = NULL;

	(void)unused;
	scene_set_sinks(scene, one_sink);
	broken = scene_add_letter(scene, 1, one_sink);
	good = scene_add_letter(scene, 1, one_sink);
	original = store_original_path(scene->store, broken);
	place = g_path_get_dirname(original);
	records = g_build_filename(place, "records.json.gz", NULL);
	g_assert_true(g_file_set_contents(records, "no gzip", -1, NULL));
	queue = scene_queue(scene, "hook", files);
	scene_wait_deliveries(scene, good, "hook", DELIVERY_DELIVERED);
	scene_wait_deliveries(scene, broken, "hook", DELIVERY_PARKED);
	scene_wait_sink(scene, "hook", SINK_OK);
	g_assert_cmpuint(count_files(scene->out, ".json"), ==, 1);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	queue_scene_init();
	queue_scene_add_test("/delivery/sink-queue/everywhere",
			     test_everywhere);
	queue_scene_add_test("/delivery/sink-queue/later", test_later);
	queue_scene_add_test("/delivery/sink-queue/many", test_many);
	queue_scene_add_test("/delivery/sink-queue/slow-neighbour",
			     test_slow_neighbour);
	queue_scene_add_test("/delivery/sink-queue/parked", test_parked);
	queue_scene_add_test("/delivery/sink-queue/given-up", test_given_up);
	queue_scene_add_test("/delivery/sink-queue/stop-and-go-on",
			     test_stop_and_go_on);
	queue_scene_add_test("/delivery/sink-queue/stop-while-waiting",
			     test_stop_while_waiting);
	queue_scene_add_test("/delivery/sink-queue/newer-reading",
			     test_newer_reading);
	queue_scene_add_test("/delivery/sink-queue/death-files",
			     test_death_files);
	queue_scene_add_test("/delivery/sink-queue/death-sqlite",
			     test_death_sqlite);
	queue_scene_add_test("/delivery/sink-queue/broken-store",
			     test_broken_store);
	return queue_scene_run();
}
