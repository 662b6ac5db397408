/* test_sink_outage.c - queues whose sink, or whose spool, fails for a while. */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "core/commit_point.h"
#include "tests/delivery/queue_scene.h"

static const char *const one_sink[] = { "hook", NULL };

/* In this program's place of the empty one: the spool that is to fail for the
 * next mark; NULL: none. Set before the thread that reads it begins. */
static char *spool_to_break;

static void
run_sql(const char *path, const char *sql)
{
	sqlite3 *db = NULL;

	g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
	sqlite3_busy_timeout(db, 10000);
	g_assert_cmpint(sqlite3_exec(db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
	sqlite3_close(db);
}

void
commit_point(const char *name)
{
	if (spool_to_break == NULL || !g_str_equal(name, "sink-put-done"))
		return;
	run_sql(spool_to_break, "ALTER TABLE deliveries RENAME TO hidden");
	g_clear_pointer(&spool_to_break, g_free);
}

static guint
reason_count(struct queue_scene *scene, const char *sink, const char *text)
{
	struct spool_sink *row = scene_sink(scene, sink);
	gboolean found = row->reason != NULL && strstr(row->reason, text);

	spool_sink_free(row);
	return found ? 1 : 0;
}

/* Some try it, then only probes do; when it is back all go through, and the
 * log has a line for either change. */
static void
test_outage(struct queue_scene *scene, gconstpointer unused)
{
	g_autofree char *url = http_server_argument(scene->server);
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(sink_queue) queue = NULL;

	(void)unused;
	scene_set_sinks(scene, one_sink);
	http_server_answer(scene->server, 503, NULL);
	for (guint i = 0; i < 8; i++)
		g_ptr_array_add(ids, scene_add_letter(scene, 1, one_sink));
	queue = scene_queue(scene, "hook", url);
	scene_wait_sink(scene, "hook", SINK_WAITING);
	g_assert_cmpuint(reason_count(scene, "hook", "HTTP 503"), ==, 1);
	scene_wait_requests(scene, 8);
	http_server_answer(scene->server, 200, NULL);
	for (guint i = 0; i < ids->len; i++)
		scene_wait_deliveries(scene, ids->pdata[i], "hook",
				      DELIVERY_DELIVERED);
	scene_wait_sink(scene, "hook", SINK_OK);
	g_assert_cmpuint(scene_log_count("sink waits"), ==, 1);
	g_assert_cmpuint(scene_log_count("sink is back"), ==, 1);
}

/* Nobody listens: one try is enough to know, and the neighbour goes on. */
static void
test_dead_neighbour(struct queue_scene *scene, gconstpointer unused)
{
	static const char *const sinks[] = { "hook", "files", NULL };
	g_autofree char *files = scene_argument(scene, "files:%s");
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(sink_queue) dead = NULL;
	g_autoptr(sink_queue) alive = NULL;
	guint tried = 0;

	(void)unused;
	scene_set_sinks(scene, sinks);
	scene->settings.retry_first = 300;
	scene->settings.retry_longest = 300;
	for (guint i = 0; i < 5; i++)
		g_ptr_array_add(ids, scene_add_letter(scene, 1, sinks));
	dead = scene_queue(scene, "hook", "http:http://127.0.0.1:1/");
	alive = scene_queue(scene, "files", files);
	scene_wait_sink(scene, "hook", SINK_WAITING);
	for (guint i = 0; i < ids->len; i++) {
		g_autoptr(spool_delivery) delivery = NULL;

		scene_wait_deliveries(scene, ids->pdata[i], "files",
				      DELIVERY_DELIVERED);
		delivery = scene_delivery(scene, ids->pdata[i], "hook");
		g_assert_cmpint(delivery->state, ==, DELIVERY_QUEUED);
		tried += delivery->attempts;
	}
	g_assert_cmpuint(tried, ==, 1);
	scene_expect_metric(scene, "imr_ingest_retries_total{of=\"deliver\","
				   "sink=\"hook\"} 1");
}

static void
test_retry_after(struct queue_scene *scene, gconstpointer unused)
{
	g_autofree char *url = http_server_argument(scene->server);
	g_autofree char *first = NULL;
	g_autofree char *second = NULL;
	g_autoptr(sink_queue) queue = NULL;
	gint64 asked;

	(void)unused;
	/* The first one's own wait; the sink's return ends it. */
	scene->settings.retry_first = 300;
	scene->settings.retry_longest = 300;
	scene_set_sinks(scene, one_sink);
	http_server_answer(scene->server, 429, NULL);
	http_server_retry_after(scene->server, "2");
	first = scene_add_letter(scene, 1, one_sink);
	second = scene_add_letter(scene, 1, one_sink);
	asked = g_get_monotonic_time();
	queue = scene_queue(scene, "hook", url);
	scene_wait_sink(scene, "hook", SINK_WAITING);
	http_server_answer(scene->server, 200, NULL);
	scene_wait_requests(scene, 2);
	g_assert_cmpint(g_get_monotonic_time() - asked, >=, 2 * G_USEC_PER_SEC);
	scene_wait_deliveries(scene, first, "hook", DELIVERY_DELIVERED);
	scene_wait_deliveries(scene, second, "hook", DELIVERY_DELIVERED);
}

/* The sink's turn comes before that of the one record it has. */
static void
test_retry_after_alone(struct queue_scene *scene, gconstpointer unused)
{
	g_autofree char *url = http_server_argument(scene->server);
	g_autofree char *id = NULL;
	g_autoptr(sink_queue) queue = NULL;

	(void)unused;
	scene->settings.retry_first = 300;
	scene->settings.retry_longest = 300;
	scene_set_sinks(scene, one_sink);
	http_server_answer(scene->server, 503, NULL);
	http_server_retry_after(scene->server, "1");
	id = scene_add_letter(scene, 1, one_sink);
	queue = scene_queue(scene, "hook", url);
	scene_wait_sink(scene, "hook", SINK_WAITING);
	http_server_answer(scene->server, 200, NULL);
	scene_wait_deliveries(scene, id, "hook", DELIVERY_DELIVERED);
}

/* A day, and neither new letters nor whoever wakes the thread change that. A
 * reload does. */
static void
test_long_wait(struct queue_scene *scene, gconstpointer unused)
{
	g_autofree char *url = http_server_argument(scene->server);
	g_autofree char *id = NULL;
	struct sink_queue *queue;

	(void)unused;
	scene_set_sinks(scene, one_sink);
	http_server_answer(scene->server, 503, NULL);
	http_server_retry_after(scene->server, "86400");
	g_free(scene_add_letter(scene, 1, one_sink));
	queue = scene_queue(scene, "hook", url);
	scene_wait_sink(scene, "hook", SINK_WAITING);
	http_server_answer(scene->server, 200, NULL);
	id = scene_add_letter(scene, 1, one_sink);
	sink_queue_wake(queue);
	sink_queue_free(queue);
	g_assert_cmpuint(http_server_requests(scene->server), ==, 1);
	queue = scene_queue(scene, "hook", url);
	scene_wait_deliveries(scene, id, "hook", DELIVERY_DELIVERED);
	scene_wait_sink(scene, "hook", SINK_OK);
	sink_queue_free(queue);
}

/* The record is not at fault, and no try is counted. */
static void
test_halted(struct queue_scene *scene, gconstpointer unused)
{
	g_autofree char *url = http_server_argument(scene->server);
	g_autofree char *id = NULL;
	g_autoptr(spool_delivery) delivery = NULL;
	g_autoptr(sink_queue) queue = NULL;

	(void)unused;
	scene_set_sinks(scene, one_sink);
	http_server_answer(scene->server, 401, NULL);
	id = scene_add_letter(scene, 1, one_sink);
	queue = scene_queue(scene, "hook", url);
	scene_wait_sink(scene, "hook", SINK_HALTED);
	g_assert_cmpuint(reason_count(scene, "hook", "token_file"), ==, 1);
	scene_wait_requests(scene, 2);
	delivery = scene_delivery(scene, id, "hook");
	g_assert_cmpint(delivery->state, ==, DELIVERY_QUEUED);
	g_assert_cmpuint(delivery->attempts, ==, 0);
	g_assert_cmpuint(scene_log_count("sink is halted"), ==, 1);
	http_server_answer(scene->server, 200, NULL);
	scene_wait_deliveries(scene, id, "hook", DELIVERY_DELIVERED);
	scene_wait_sink(scene, "hook", SINK_OK);
}

/* What is not there yet is tried until it is. */
static void
test_not_there(struct queue_scene *scene, gconstpointer unused)
{
	g_autofree char *files = scene_argument(scene, "files:%s/later");
	g_autofree char *later = g_build_filename(scene->out, "later", NULL);
	g_autofree char *id = NULL;
	g_autoptr(sink_queue) queue = NULL;

	(void)unused;
	scene_set_sinks(scene, one_sink);
	id = scene_add_letter(scene, 1, one_sink);
	queue = scene_queue(scene, "hook", files);
	scene_wait_sink(scene, "hook", SINK_HALTED);
	g_assert_cmpuint(reason_count(scene, "hook", "No such file"), ==, 1);
	g_assert_no_errno(g_mkdir(later, 0700));
	scene_wait_deliveries(scene, id, "hook", DELIVERY_DELIVERED);
	scene_wait_sink(scene, "hook", SINK_OK);
	scene_expect_held(scene, files, id);
}

/* A database that was taken away in use: the next record goes to the one that
 * has its name. */
static void
test_replaced(struct queue_scene *scene, gconstpointer unused)
{
	g_autofree char *db = scene_argument(scene, "sqlite:%s/letters.db");
	g_autofree char *path = scene_argument(scene, "%s/letters.db");
	g_autofree char *old = scene_argument(scene, "%s/old.db");
	g_autofree char *first = NULL;
	g_autofree char *second = NULL;
	g_autoptr(sink_queue) queue = NULL;

	(void)unused;
	scene_set_sinks(scene, one_sink);
	first = scene_add_letter(scene, 1, one_sink);
	queue = scene_queue(scene, "hook", db);
	scene_wait_deliveries(scene, first, "hook", DELIVERY_DELIVERED);
	g_assert_no_errno(g_rename(path, old));
	second = scene_add_letter(scene, 1, one_sink);
	sink_queue_wake(queue);
	scene_wait_deliveries(scene, second, "hook", DELIVERY_DELIVERED);
	scene_wait_log("removed or replaced");
	scene_expect_held(scene, db, second);
}

/* Three records that the server cannot bear come first, and do not keep the
 * others from it. */
static void
test_unbearable_records(struct queue_scene *scene, gconstpointer unused)
{
	g_autofree char *url = http_server_argument(scene->server);
	g_autofree char *bad = NULL;
	g_autofree char *good = NULL;
	g_autofree char *late = NULL;
	g_autoptr(sink_queue) queue = NULL;

	(void)unused;
	scene_set_sinks(scene, one_sink);
	bad = scene_add_letter(scene, 3, one_sink);
	good = scene_add_letter(scene, 3, one_sink);
	http_server_refuse(scene->server, bad, 500);
	queue = scene_queue(scene, "hook", url);
	scene_wait_deliveries(scene, good, "hook", DELIVERY_DELIVERED);
	late = scene_add_letter(scene, 1, one_sink);
	scene_wait_deliveries(scene, late, "hook", DELIVERY_DELIVERED);
	scene_wait_deliveries(scene, bad, "hook", DELIVERY_QUEUED);
	http_server_refuse(scene->server, NULL, 0);
	scene_wait_deliveries(scene, bad, "hook", DELIVERY_DELIVERED);
}

/* The put is done and the spool does not take the mark: nothing is put again,
 * and nothing else is put, until it does. */
static void
test_spool_fails(struct queue_scene *scene, gconstpointer unused)
{
	g_autofree char *url = http_server_argument(scene->server);
	g_autofree char *path =
		g_build_filename(scene->directory, SPOOL_FILE, NULL);
	g_autofree char *first = NULL;
	g_autofree char *second = NULL;
	g_autoptr(sink_queue) queue = NULL;

	(void)unused;
	scene_set_sinks(scene, one_sink);
	first = scene_add_letter(scene, 1, one_sink);
	second = scene_add_letter(scene, 1, one_sink);
	spool_to_break = g_strdup(path);
	queue = scene_queue(scene, "hook", url);
	scene_wait_log("spool: ");
	g_assert_cmpuint(http_server_requests(scene->server), ==, 1);
	run_sql(path, "ALTER TABLE hidden RENAME TO deliveries");
	scene_wait_deliveries(scene, first, "hook", DELIVERY_DELIVERED);
	scene_wait_deliveries(scene, second, "hook", DELIVERY_DELIVERED);
	scene_wait_log("spool is back");
	g_assert_cmpuint(http_server_requests(scene->server), ==, 2);
	g_assert_cmpuint(scene_log_count("spool: "), ==, 1);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	queue_scene_init();
	queue_scene_add_test("/delivery/sink-outage/outage", test_outage);
	queue_scene_add_test("/delivery/sink-outage/dead-neighbour",
			     test_dead_neighbour);
	queue_scene_add_test("/delivery/sink-outage/retry-after",
			     test_retry_after);
	queue_scene_add_test("/delivery/sink-outage/retry-after-alone",
			     test_retry_after_alone);
	queue_scene_add_test("/delivery/sink-outage/long-wait", test_long_wait);
	queue_scene_add_test("/delivery/sink-outage/halted", test_halted);
	queue_scene_add_test("/delivery/sink-outage/not-there", test_not_there);
	queue_scene_add_test("/delivery/sink-outage/replaced", test_replaced);
	queue_scene_add_test("/delivery/sink-outage/unbearable-records",
			     test_unbearable_records);
	queue_scene_add_test("/delivery/sink-outage/spool-fails",
			     test_spool_fails);
	return queue_scene_run();
}
