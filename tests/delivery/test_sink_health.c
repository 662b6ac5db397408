/* test_sink_health.c - the bounds of each wait, and when a sink waits. */
#include "delivery/backoff.h"

#include "core/error.h"
#include "delivery/sink_health.h"

/* Between half of the doubled wait and the whole, whatever chance says. */
static void
test_bounds(void)
{
	static const struct {
		guint failures;
		double whole;
	} cases[] = {
		{ 0, 5 },     { 1, 5 },	      { 2, 10 },	   { 3, 20 },
		{ 8, 640 },   { 10, 2560 },   { 11, 3600 },	   { 12, 3600 },
		{ 64, 3600 }, { 5000, 3600 }, { G_MAXUINT, 3600 },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		double whole = cases[i].whole;
		guint failures = cases[i].failures;

		g_assert_cmpfloat(backoff_seconds(failures, 5, 3600, 0), ==,
				  whole / 2);
		g_assert_cmpfloat(backoff_seconds(failures, 5, 3600, 0.5), ==,
				  whole * 0.75);
		g_assert_cmpfloat(backoff_seconds(failures, 5, 3600, 1), ==,
				  whole);
	}
}

static void
test_first_beyond_longest(void)
{
	g_assert_cmpfloat(backoff_seconds(1, 60, 10, 1), ==, 10);
	g_assert_cmpfloat(backoff_seconds(40, 60, 10, 0), ==, 5);
}

struct scene {
	struct delivery_settings settings;
	struct sink_health health;
	GError *retry, *fatal;
	gboolean news;
};

static void
scene_start(struct scene *scene, gconstpointer unused)
{
	(void)unused;
	scene->settings = (struct delivery_settings){ 8, 3600, 86400 };
	sink_health_init(&scene->health, &scene->settings);
	error_set(&scene->retry, IMR_ERROR_RETRY, "HTTP 503");
	error_set(&scene->fatal, IMR_ERROR_FATAL, "who are you?");
}

static void
scene_end(struct scene *scene, gconstpointer unused)
{
	(void)unused;
	sink_health_clear(&scene->health);
	g_error_free(scene->retry);
	g_error_free(scene->fatal);
}

static gboolean
fails(struct scene *scene, const char *record_id, gint64 now)
{
	struct sink_failure failure = { .error = scene->retry,
					.record_id = record_id };

	return sink_health_bad(&scene->health, &failure, now, 1, &scene->news);
}

static void
expect_wait(const struct scene *scene, enum sink_state state, gint64 now,
	    double seconds)
{
	g_assert_cmpint(scene->health.state, ==, state);
	g_assert_cmpint(scene->health.next_try, ==,
			now + (gint64)(seconds * G_USEC_PER_SEC));
}

/* One record that fails for ever is no reason to keep others waiting. */
static void
test_one_record(struct scene *scene, gconstpointer unused)
{
	(void)unused;
	for (guint i = 0; i < 20; i++)
		g_assert_false(fails(scene, "a", 1000));
	g_assert_false(fails(scene, "b", 1000));
	g_assert_false(sink_health_good(&scene->health));
	g_assert_false(fails(scene, "a", 1000));
	g_assert_false(fails(scene, "b", 1000));
	g_assert_cmpint(scene->health.state, ==, SINK_OK);
	g_assert_cmpint(scene->health.next_try, ==, 0);
	g_assert_true(fails(scene, "c", 1000));
	g_assert_true(scene->news);
	expect_wait(scene, SINK_WAITING, 1000, 8);
}

/* Longer and longer, but one that is back is noticed within five minutes. */
static void
test_waits(struct scene *scene, gconstpointer unused)
{
	static const double waits[] = { 8, 16, 32, 64, 128, 256, 300, 300 };
	struct sink_failure failure = { .error = scene->retry,
					.is_sinks = TRUE };

	(void)unused;
	for (guint i = 0; i < G_N_ELEMENTS(waits); i++) {
		g_assert_true(sink_health_bad(&scene->health, &failure, 5, 1,
					      &scene->news));
		g_assert_true(scene->news == (i == 0));
		expect_wait(scene, SINK_WAITING, 5, waits[i]);
	}
	g_assert_true(sink_health_good(&scene->health));
	g_assert_null(scene->health.reason);
	g_assert_true(
		sink_health_bad(&scene->health, &failure, 5, 1, &scene->news));
	g_assert_true(scene->news);
	expect_wait(scene, SINK_WAITING, 5, 8);
}

static void
test_retry_after(struct scene *scene, gconstpointer unused)
{
	struct sink_failure failure = { .error = scene->retry,
					.record_id = "a",
					.retry_after = 86400 };

	(void)unused;
	g_assert_true(
		sink_health_bad(&scene->health, &failure, 5, 0, &scene->news));
	expect_wait(scene, SINK_WAITING, 5, 86400);
	failure.retry_after = 1;
	g_assert_true(
		sink_health_bad(&scene->health, &failure, 5, 0, &scene->news));
	expect_wait(scene, SINK_WAITING, 5, 1);
}

static void
test_halted(struct scene *scene, gconstpointer unused)
{
	static const double waits[] = { 1, 2, 4, 8, 16, 32, 60, 60 };
	struct sink_failure failure = { .error = scene->fatal,
					.record_id = "a" };

	(void)unused;
	for (guint i = 0; i < G_N_ELEMENTS(waits); i++) {
		g_assert_true(sink_health_bad(&scene->health, &failure, 5, 1,
					      &scene->news));
		g_assert_true(scene->news == (i == 0));
		expect_wait(scene, SINK_HALTED, 5, waits[i]);
	}
	/* Known again by the operator's hand, but not up yet. */
	g_assert_true(fails(scene, "b", 7));
	g_assert_true(scene->news);
	expect_wait(scene, SINK_WAITING, 7, 8);
}

/* What counts and ids make of a reason is no news; another reason is. */
static void
test_news(struct scene *scene, gconstpointer unused)
{
	static const struct {
		const char *reason;
		gboolean news;
	} cases[] = {
		{ "timed out after 30001 ms", TRUE },
		{ "timed out after 29 ms", FALSE },
		{ "write 'ab12.json': no space", TRUE },
		{ "write '00ff.json': no space", FALSE },
		{ "write '00ff.json': no space left", TRUE },
	};

	(void)unused;
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		struct sink_failure failure = { .is_sinks = TRUE };

		error_set(&error, IMR_ERROR_RETRY, "%s", cases[i].reason);
		failure.error = error;
		sink_health_bad(&scene->health, &failure, 5, 1, &scene->news);
		g_assert_true(scene->news == cases[i].news);
		g_assert_cmpstr(scene->health.reason, ==, cases[i].reason);
	}
}

static void
add(const char *path, void (*test)(struct scene *scene, gconstpointer unused))
{
	g_test_add(path, struct scene, NULL, scene_start, test, scene_end);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/delivery/backoff/bounds", test_bounds);
	g_test_add_func("/delivery/backoff/first-beyond-longest",
			test_first_beyond_longest);
	add("/delivery/sink-health/one-record", test_one_record);
	add("/delivery/sink-health/waits", test_waits);
	add("/delivery/sink-health/retry-after", test_retry_after);
	add("/delivery/sink-health/halted", test_halted);
	add("/delivery/sink-health/news", test_news);
	return g_test_run();
}
