/* test_spool_delivery.c - each sink's queue, and the sinks that come and go. */
#include "core/error.h"
#include "tests/spool/spool_scene.h"

static gint64
next_delivery(struct scene *scene, const char *sink)
{
	g_autoptr(GError) error = NULL;
	gint64 time = -7;

	spool_next_delivery(scene->spool, sink, scene->now, &time, &error);
	g_assert_no_error(error);
	return time;
}

static void
test_delivered(struct scene *scene, gconstpointer unused)
{
	g_autoptr(GPtrArray) files = NULL;
	g_autoptr(spool_letter) letter = NULL;
	gboolean finished = TRUE;

	(void)unused;
	scene_letter(scene, 'a', 2);
	g_assert_cmpint(next_delivery(scene, "files"), ==, scene->now);
	g_assert_cmpint(next_delivery(scene, "other"), ==, -1);
	g_assert_cmpuint(scene_deliver(scene, "web"), ==, 2);
	g_assert_cmpint(next_delivery(scene, "web"), ==, -1);
	files = scene_due(scene, "files");
	g_assert_cmpuint(files->len, ==, 2);
	g_assert_true(spool_delivered(scene->spool, files->pdata[0], scene->now,
				      &finished, NULL));
	g_assert_false(finished);
	scene_expect_state(scene, 'a', LETTER_EXTRACTED);
	scene->now += 3;
	g_assert_true(spool_delivered(scene->spool, files->pdata[1], scene->now,
				      &finished, NULL));
	g_assert_true(finished);
	letter = scene_look(scene, 'a');
	g_assert_cmpint(letter->state, ==, LETTER_DELIVERED);
	g_assert_cmpint(letter->finished, ==, scene->now);
	/* Once more, as after a crash between sink and mark. */
	g_assert_true(spool_delivered(scene->spool, files->pdata[1],
				      scene->now + 1, &finished, NULL));
	g_assert_false(finished);
	scene_expect_events(scene, 'a', "received extracted delivered");
	scene_expect(scene, "SELECT last_success FROM sinks WHERE name = 'web'",
		     "1900000000000");
}

/* Oldest first, one that failed among the new ones, one sink apart from the
 * other. */
static void
test_failed(struct scene *scene, gconstpointer unused)
{
	g_autoptr(GPtrArray) first = NULL;
	g_autoptr(GPtrArray) second = NULL;
	const struct spool_delivery *again;

	(void)unused;
	scene_letter(scene, 'a', 1);
	first = scene_due(scene, "web");
	scene_fail_delivery(scene, first->pdata[0], "HTTP 503",
			    scene->now + 100);
	scene->now += 1;
	scene_letter(scene, 'b', 1);
	scene_expect_due(scene, "web", "b");
	scene_expect_due(scene, "files", "ab");
	scene->now += 99;
	g_assert_cmpint(next_delivery(scene, "web"), ==, scene->now);
	second = scene_due(scene, "web");
	g_assert_cmpuint(second->len, ==, 2);
	again = second->pdata[0];
	g_assert_cmpint(again->record_id[0], ==, 'a');
	g_assert_cmpuint(again->attempts, ==, 1);
	g_assert_cmpstr(again->reason, ==, "HTTP 503");
	g_assert_cmpint(again->queued, ==, SCENE_START);
	scene_fail_delivery(scene, again, "HTTP 502", scene->now + 100);
	scene_fail_delivery(scene, second->pdata[1], "HTTP 502",
			    scene->now + 50);
	g_assert_cmpint(next_delivery(scene, "web"), ==, scene->now + 50);
	scene_expect_due(scene, "web", "");
	g_assert_true(spool_deliveries_hurry(scene->spool, "web", NULL));
	scene_expect_due(scene, "web", "ab");
	scene_expect_events(scene, 'a', "received extracted delayed");
	g_assert_cmpuint(scene_deliver(scene, "web"), ==, 2);
	scene_expect(scene,
		     "SELECT count(*) FROM deliveries WHERE reason"
		     " IS NOT NULL",
		     "0");
}

static void
test_clock(struct scene *scene, gconstpointer unused)
{
	g_autoptr(GPtrArray) due = NULL;

	(void)unused;
	scene_letter(scene, 'a', 1);
	due = scene_due(scene, "web");
	scene_fail_delivery(scene, due->pdata[0], "HTTP 503",
			    scene->now + SCENE_HOUR);
	scene->now -= SCENE_HOUR;
	scene_expect_due(scene, "web", "");
	scene_expect_due(scene, "files", "a");
	scene->now -= 60 * 24 * SCENE_HOUR;
	g_assert_cmpint(next_delivery(scene, "web"), ==, scene->now);
	scene_expect_due(scene, "web", "a");
}

static void
test_parked(struct scene *scene, gconstpointer unused)
{
	g_autoptr(GPtrArray) due = NULL;
	g_autoptr(GPtrArray) deliveries = NULL;
	guint count = 0;

	(void)unused;
	scene_letter(scene, 'a', 2);
	due = scene_due(scene, "web");
	scene_park_delivery(scene, due->pdata[0]);
	scene_deliver(scene, "web");
	scene_deliver(scene, "files");
	scene_expect_state(scene, 'a', LETTER_EXTRACTED);
	deliveries = spool_letter_deliveries(scene->spool, scene_id('a'), NULL);
	g_assert_cmpstr(((struct spool_delivery *)deliveries->pdata[1])->reason,
			==, "HTTP 400");
	g_assert_cmpint(((struct spool_delivery *)deliveries->pdata[1])->state,
			==, DELIVERY_PARKED);
	scene_expect_events(scene, 'a', "received extracted parked");
	g_assert_true(spool_retry(scene->spool, scene_id('a'), scene->now,
				  &count, NULL));
	g_assert_cmpuint(count, ==, 1);
	g_assert_true(spool_retry(scene->spool, scene_id('a'), scene->now,
				  &count, NULL));
	g_assert_cmpuint(count, ==, 0);
	g_assert_cmpuint(scene_deliver(scene, "web"), ==, 1);
	scene_expect_state(scene, 'a', LETTER_DELIVERED);
	scene_expect_events(scene, 'a',
			    "received extracted parked retried delivered");
}

static void
test_sinks_change(struct scene *scene, gconstpointer unused)
{
	(void)unused;
	scene_letter(scene, 'a', 1);
	scene_letter(scene, 'b', 1);
	scene_deliver(scene, "files");
	scene_set_sinks(scene, "files", NULL);
	scene_expect_state(scene, 'a', LETTER_DELIVERED);
	scene_expect_events(scene, 'a', "received extracted delivered");
	/* The queue is kept, and waits for its sink to come back. */
	scene_expect_due(scene, "web", "ab");
	scene_set_sinks(scene, "files", "web");
	scene_expect_state(scene, 'a', LETTER_EXTRACTED);
	scene_expect_events(scene, 'a',
			    "received extracted delivered requeued");
	g_assert_cmpuint(scene_deliver(scene, "web"), ==, 2);
	scene_expect_state(scene, 'a', LETTER_DELIVERED);
	scene_expect_state(scene, 'b', LETTER_DELIVERED);
}

/* A letter that waits for two is not finished by the removal of one. */
static void
test_sink_removed(struct scene *scene, gconstpointer unused)
{
	g_autoptr(GError) error = NULL;
	guint count = 0;

	(void)unused;
	scene_letter(scene, 'a', 1);
	scene_set_sinks(scene, "files", NULL);
	scene_expect_state(scene, 'a', LETTER_EXTRACTED);
	scene_deliver(scene, "files");
	scene_expect_state(scene, 'a', LETTER_DELIVERED);
	g_assert_false(spool_requeue_sink(scene->spool, "web", scene->now,
					  &count, &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_FATAL);
	g_clear_error(&error);
	/* Its thread's last words do not bring it back. */
	spool_report_sink(scene->spool, "web",
			  &(struct sink_report){ SINK_WAITING, "x", 1 },
			  scene->now, &error);
	g_assert_no_error(error);
	scene_expect(scene, "SELECT state FROM sinks WHERE name = 'web'", "3");
	g_assert_false(spool_forget_sink(scene->spool, "files", &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_FATAL);
	g_clear_error(&error);
	g_assert_false(spool_forget_sink(scene->spool, "nobody", &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_FATAL);
	g_assert_true(spool_forget_sink(scene->spool, "web", NULL));
	scene_expect(scene, "SELECT sink FROM deliveries", "files");
	scene_expect(scene, "SELECT name FROM sinks", "files");
}

static void
test_requeue(struct scene *scene, gconstpointer unused)
{
	guint count = 0;

	(void)unused;
	scene_letter(scene, 'a', 2);
	scene_letter(scene, 'b', 1);
	scene_deliver(scene, "files");
	scene_deliver(scene, "web");
	scene_letter(scene, 'c', 0);
	scene_expect_state(scene, 'c', LETTER_DELIVERED);
	scene_letter(scene, 'd', 1);
	spool_reject(scene->spool, scene_id('d'), "not ours", scene->now, NULL);
	scene_set_sinks(scene, "files", "new");
	g_assert_true(spool_requeue_sink(scene->spool, "new", scene->now,
					 &count, NULL));
	g_assert_cmpuint(count, ==, 3);
	scene_expect_due(scene, "new", "aab");
	scene_expect_state(scene, 'a', LETTER_EXTRACTED);
	scene_expect_state(scene, 'c', LETTER_DELIVERED);
	g_assert_cmpuint(scene_deliver(scene, "new"), ==, 3);
	scene_expect_state(scene, 'a', LETTER_DELIVERED);
	g_assert_true(spool_requeue_sink(scene->spool, "files", scene->now,
					 &count, NULL));
	g_assert_cmpuint(count, ==, 3);
	scene_expect_due(scene, "files", "aab");
}

static void
test_health(struct scene *scene, gconstpointer unused)
{
	g_autoptr(spool_summary) summary = NULL;
	const struct spool_sink *web;

	(void)unused;
	scene->now += 10;
	spool_report_sink(scene->spool, "web",
			  &(struct sink_report){ SINK_WAITING, "HTTP 503",
						 scene->now + 60 },
			  scene->now, NULL);
	spool_report_sink(scene->spool, "web",
			  &(struct sink_report){ SINK_WAITING, "HTTP 502",
						 scene->now + 90 },
			  scene->now + 30, NULL);
	summary = spool_summarise(scene->spool, scene->now, NULL);
	g_assert_cmpuint(summary->sinks->len, ==, 2);
	web = summary->sinks->pdata[1];
	g_assert_cmpstr(web->name, ==, "web");
	g_assert_cmpint(web->state, ==, SINK_WAITING);
	g_assert_cmpint(web->since, ==, scene->now);
	g_assert_cmpint(web->next_try, ==, scene->now + 90);
	g_assert_cmpstr(web->reason, ==, "HTTP 502");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	scene_test_add("/spool-delivery/delivered", test_delivered);
	scene_test_add("/spool-delivery/failed", test_failed);
	scene_test_add("/spool-delivery/clock", test_clock);
	scene_test_add("/spool-delivery/parked", test_parked);
	scene_test_add("/spool-delivery/sinks-change", test_sinks_change);
	scene_test_add("/spool-delivery/sink-removed", test_sink_removed);
	scene_test_add("/spool-delivery/requeue", test_requeue);
	scene_test_add("/spool-delivery/health", test_health);
	return g_test_run();
}
