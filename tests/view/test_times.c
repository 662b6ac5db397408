/* test_times.c - times as imrctl writes and reads them. */
#include "core/error.h"
#include "view/times.h"

#define NOW G_GINT64_CONSTANT(1764108200123) /* 2025-11-25T22:03:20.123Z */
#define MINUTE G_GINT64_CONSTANT(60000)

static void
writes_rfc3339(void)
{
	g_autofree char *now = times_to_rfc3339(NOW);
	g_autofree char *round = times_to_rfc3339(NOW - 123);

	g_assert_cmpstr(now, ==, "2025-11-25T22:03:20.123Z");
	g_assert_cmpstr(round, ==, "2025-11-25T22:03:20.000Z");
	g_assert_null(times_to_rfc3339(0));
}

static void
writes_local_time(void)
{
	g_autofree char *now = times_to_local(NOW);
	g_autofree char *none = times_to_local(0);

	g_assert_cmpstr(now, ==, "2025-11-25 17:03:20");
	g_assert_cmpstr(none, ==, "-");
}

static void
check_span(gint64 milliseconds, const char *expected)
{
	g_autofree char *span = times_to_span(milliseconds);

	g_assert_cmpstr(span, ==, expected);
}

static void
writes_spans(void)
{
	check_span(-5000, "0 s");
	check_span(999, "0 s");
	check_span(119999, "119 s");
	check_span(2 * MINUTE, "2 min");
	check_span(120 * MINUTE - 1, "119 min");
	check_span(120 * MINUTE, "2 h");
	check_span(47 * 60 * MINUTE, "47 h");
	check_span(48 * 60 * MINUTE, "2 d");
}

static void
check_reads(const char *text, gboolean end, gint64 expected)
{
	g_autoptr(GError) error = NULL;
	gint64 time = 0;

	g_assert_true(times_parse(text, NOW, end, &time, &error));
	g_assert_no_error(error);
	g_assert_cmpint(time, ==, expected);
}

static void
reads_what_people_type(void)
{
	const gint64 day = 24 * 60 * MINUTE;
	const gint64 midnight = NOW - 123 - (17 * 60 + 3) * MINUTE - 20000;

	check_reads("2025-11-25T22:03:20.123Z", FALSE, NOW);
	check_reads("2025-11-25T23:03:20.123+01:00", TRUE, NOW);
	check_reads("2025-11-25T17:03:20", FALSE, NOW - 123);
	check_reads("2025-11-25T17:03", FALSE, NOW - 20123);
	check_reads("2025-11-25", FALSE, midnight);
	check_reads("2025-11-25", TRUE, midnight + day - 1);
	/* Clocks go back on this day, which has 25 hours. */
	check_reads("2025-11-02", TRUE, midnight - 22 * day - 1);
	check_reads("90s", FALSE, NOW - 90000);
	check_reads("30min", TRUE, NOW - 30 * MINUTE);
	check_reads("36h", FALSE, NOW - 36 * 60 * MINUTE);
	check_reads("7d", FALSE, NOW - 7 * day);
}

static void
refuses_what_is_no_time(void)
{
	static const char *const bad[] = {
		"",
		"yesterday",
		"-3d",
		"3",
		"3 d",
		"3w",
		"2025-13-01",
		"2025-02-30",
		"2025-11-25 ",
		"2025-11-25T25:00",
		"25-11-25",
		"1e3s",
		"99999999999999999999d",
	};

	for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autoptr(GError) error = NULL;
		gint64 time = 17;

		g_assert_false(times_parse(bad[i], NOW, FALSE, &time, &error));
		g_assert_error(error, IMR_ERROR, IMR_ERROR_FATAL);
		g_assert_cmpint(time, ==, 17);
	}
}

static void
knows_the_calendar(void)
{
	g_autoptr(GError) error = NULL;

	g_assert_true(times_check_day("2024-02-29", &error));
	g_assert_no_error(error);
	g_assert_false(times_check_day("2025-02-29", &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_FATAL);
	g_assert_false(times_check_day("2025-02-28T10:00", NULL));
}

int
main(int argc, char **argv)
{
	g_setenv("TZ", "America/New_York", TRUE);
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/times/rfc3339", writes_rfc3339);
	g_test_add_func("/times/local", writes_local_time);
	g_test_add_func("/times/spans", writes_spans);
	g_test_add_func("/times/reads", reads_what_people_type);
	g_test_add_func("/times/refuses", refuses_what_is_no_time);
	g_test_add_func("/times/calendar", knows_the_calendar);
	return g_test_run();
}
