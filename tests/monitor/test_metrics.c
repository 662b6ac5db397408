/* test_metrics.c - the counts, as Prometheus would read them. */
#include "monitor/metrics.h"

#include <glib/gstdio.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/error.h"
#include "spool/spool.h"
#include "tests/monitor/prometheus_text.h"

#define THREADS 8
#define ROUNDS 2000
#define HOSTILE_SINK "a\\b\"c\nd\xff"
#define HOSTILE_LABEL "a\\\\b\\\"c\\nd\xef\xbf\xbd"

static void
expect(struct metrics *metrics, const char *sample, double wanted)
{
	g_autofree char *text = metrics_to_text(metrics);
	double value = prometheus_value(text, sample);

	if (value != wanted)
		g_error("%s: %g, not %g", sample, value, wanted);
}

static gboolean
has(struct metrics *metrics, const char *sample)
{
	g_autofree char *text = metrics_to_text(metrics);
	g_autoptr(GHashTable) samples = prometheus_read(text);

	return g_hash_table_contains(samples, sample);
}

/* Before anything has happened, so that the first time is an increase. */
static void
test_zero(void)
{
	g_autoptr(metrics) metrics = metrics_new();
	g_autofree char *text = metrics_to_text(metrics);
	double now = (double)g_get_real_time() / G_USEC_PER_SEC;
	double start = prometheus_value(text, "imr_ingest_start_time_seconds");

	expect(metrics, "imr_ingest_letters_total{outcome=\"failed\"}", 0);
	expect(metrics, "imr_ingest_pages_total{source=\"ocr\"}", 0);
	expect(metrics, "imr_ingest_retries_total{of=\"extract\"}", 0);
	expect(metrics, "imr_ingest_worker_restarts_total", 0);
	expect(metrics, "imr_ingest_intake_paused", 0);
	expect(metrics,
	       "imr_ingest_stage_duration_seconds_count{stage=\"total\"}", 0);
	expect(metrics, "imr_ingest_build_info{version=\"" IMR_VERSION "\"}",
	       1);
	g_assert_cmpfloat(start, <=, now);
	g_assert_cmpfloat(start, >, now - 3600);
	/* What is not known is not said to be 0. */
	g_assert_false(has(metrics, "imr_ingest_letters{state=\"received\"}"));
	g_assert_false(has(metrics, "imr_ingest_strays"));
}

static void
test_counts(void)
{
	g_autoptr(metrics) metrics = metrics_new();

	metrics_count_letter(metrics, OUTCOME_RECEIVED);
	metrics_count_letter(metrics, OUTCOME_RECEIVED);
	metrics_count_letter(metrics, OUTCOME_DUPLICATE);
	metrics_count_letter(metrics, OUTCOME_FAILED);
	metrics_count_pages(metrics, TEXT_SOURCE_TEXT_LAYER, 3);
	metrics_count_pages(metrics, TEXT_SOURCE_OCR, 2);
	metrics_count_pages(metrics, TEXT_SOURCE_OCR, 2);
	metrics_count_pages(metrics, TEXT_SOURCE_BLANK, 1);
	metrics_count_worker_restart(metrics);
	metrics_count_retry(metrics, NULL);
	metrics_count_retry(metrics, "archive");
	metrics_count_retry(metrics, "archive");
	metrics_count_retry(metrics, HOSTILE_SINK);
	metrics_set_intake_paused(metrics, 7);
	expect(metrics, "imr_ingest_letters_total{outcome=\"received\"}", 2);
	expect(metrics, "imr_ingest_letters_total{outcome=\"duplicate\"}", 1);
	expect(metrics, "imr_ingest_letters_total{outcome=\"extracted\"}", 0);
	expect(metrics, "imr_ingest_letters_total{outcome=\"delivered\"}", 0);
	expect(metrics, "imr_ingest_letters_total{outcome=\"rejected\"}", 0);
	expect(metrics, "imr_ingest_letters_total{outcome=\"failed\"}", 1);
	expect(metrics, "imr_ingest_pages_total{source=\"text_layer\"}", 3);
	expect(metrics, "imr_ingest_pages_total{source=\"ocr\"}", 4);
	expect(metrics, "imr_ingest_pages_total{source=\"blank\"}", 1);
	expect(metrics, "imr_ingest_worker_restarts_total", 1);
	expect(metrics, "imr_ingest_retries_total{of=\"extract\"}", 1);
	expect(metrics,
	       "imr_ingest_retries_total{of=\"deliver\",sink=\"archive\"}", 2);
	expect(metrics,
	       "imr_ingest_retries_total{of=\"deliver\",sink=\"" HOSTILE_LABEL
	       "\"}",
	       1);
	expect(metrics, "imr_ingest_intake_paused", 1);
	metrics_set_intake_paused(metrics, FALSE);
	expect(metrics, "imr_ingest_intake_paused", 0);
}

static void
test_watches(void)
{
	g_autoptr(metrics) metrics = metrics_new();

	metrics_set_watch(metrics, "scans", TRUE);
	metrics_set_watch(metrics, "a \"b\"", TRUE);
	metrics_set_watch(metrics, "scans", FALSE);
	expect(metrics, "imr_ingest_watch_up{watch=\"scans\"}", 0);
	expect(metrics, "imr_ingest_watch_up{watch=\"a \\\"b\\\"\"}", 1);
	metrics_forget_watches(metrics);
	g_assert_false(has(metrics, "imr_ingest_watch_up{watch=\"scans\"}"));
}

static void
expect_bucket(struct metrics *metrics, const char *bound, double wanted)
{
	g_autofree char *sample =
		g_strdup_printf("imr_ingest_stage_duration_seconds_bucket"
				"{stage=\"extract\",le=\"%s\"}",
				bound);

	expect(metrics, sample, wanted);
}

static void
test_histogram(void)
{
	g_autoptr(metrics) metrics = metrics_new();
	const double seconds[] = {
		0.005, 0.0051, 0.3, 600, 601, -5, (double)NAN
	};

	for (guint i = 0; i < G_N_ELEMENTS(seconds); i++)
		metrics_observe(metrics, STAGE_EXTRACT, seconds[i]);
	expect_bucket(metrics, "0.005", 3);
	expect_bucket(metrics, "0.01", 4);
	expect_bucket(metrics, "0.25", 4);
	expect_bucket(metrics, "0.5", 5);
	expect_bucket(metrics, "300", 5);
	expect_bucket(metrics, "600", 6);
	expect_bucket(metrics, "+Inf", 7);
	expect(metrics,
	       "imr_ingest_stage_duration_seconds_sum{stage=\"extract\"}",
	       1201.3101);
	expect(metrics,
	       "imr_ingest_stage_duration_seconds_count{stage=\"extract\"}", 7);
	expect(metrics,
	       "imr_ingest_stage_duration_seconds_count{stage=\"deliver\"}", 0);
}

/* --- the spool's summary --- */

static struct spool_sink sinks[] = {
	{ .name = (char *)"archive", .state = SINK_OK },
	{ .name = (char *)"hook",
	  .state = SINK_HALTED,
	  .queued = 12,
	  .parked = 3,
	  .oldest_queued = 90000 },
	{ .name = (char *)"gone",
	  .state = SINK_REMOVED,
	  .queued = 4,
	  .oldest_queued = 10000 },
};

static void
set_summary(struct metrics *metrics, guint sink_count, gint64 oldest)
{
	struct spool_summary summary = {
		.letters = { 1, 2, 3, 4, 5, 6 },
		.oldest_waiting = oldest,
		.sinks = g_ptr_array_new(),
		.strays = g_ptr_array_new(),
	};

	for (guint i = 0; i < sink_count; i++)
		g_ptr_array_add(summary.sinks, &sinks[i]);
	g_ptr_array_add(summary.strays, (char *)"a: b");
	metrics_set_summary(metrics, &summary, 100000);
	g_ptr_array_unref(summary.sinks);
	g_ptr_array_unref(summary.strays);
}

static void
expect_age(struct metrics *metrics, const char *sample, double least)
{
	g_autofree char *text = metrics_to_text(metrics);

	g_assert_cmpfloat(prometheus_value(text, sample), >=, least);
	g_assert_cmpfloat(prometheus_value(text, sample), <, least + 300);
}

static void
test_summary(void)
{
	g_autoptr(metrics) metrics = metrics_new();

	set_summary(metrics, 3, 50000);
	expect(metrics, "imr_ingest_letters{state=\"received\"}", 1);
	expect(metrics, "imr_ingest_letters{state=\"extracting\"}", 2);
	expect(metrics, "imr_ingest_letters{state=\"extracted\"}", 3);
	expect(metrics, "imr_ingest_letters{state=\"delivered\"}", 4);
	expect(metrics, "imr_ingest_letters{state=\"rejected\"}", 5);
	expect(metrics, "imr_ingest_letters{state=\"failed\"}", 6);
	expect(metrics, "imr_ingest_strays", 1);
	expect_age(metrics, "imr_ingest_oldest_waiting_age_seconds", 50);
	expect(metrics, "imr_ingest_queue_depth{sink=\"archive\"}", 0);
	expect(metrics, "imr_ingest_queue_depth{sink=\"hook\"}", 12);
	expect(metrics, "imr_ingest_queue_depth{sink=\"gone\"}", 4);
	expect(metrics, "imr_ingest_queue_oldest_age_seconds{sink=\"archive\"}",
	       0);
	expect_age(metrics,
		   "imr_ingest_queue_oldest_age_seconds{sink=\"hook\"}", 10);
	expect(metrics, "imr_ingest_deliveries_parked{sink=\"hook\"}", 3);
	expect(metrics, "imr_ingest_sink_up{sink=\"archive\"}", 1);
	expect(metrics, "imr_ingest_sink_up{sink=\"hook\"}", 0);
	g_assert_false(has(metrics, "imr_ingest_sink_up{sink=\"gone\"}"));
	expect(metrics,
	       "imr_ingest_retries_total{of=\"deliver\",sink=\"hook\"}", 0);
	/* A later one replaces it; counters stay. */
	set_summary(metrics, 1, 0);
	expect(metrics, "imr_ingest_oldest_waiting_age_seconds", 0);
	g_assert_false(has(metrics, "imr_ingest_queue_depth{sink=\"hook\"}"));
	g_assert_true(
		has(metrics,
		    "imr_ingest_retries_total{of=\"deliver\",sink=\"hook\"}"));
}

/* An age does not stand still because nothing happens. */
static void
test_age_grows(void)
{
	g_autoptr(metrics) metrics = metrics_new();
	const char *sample = "imr_ingest_oldest_waiting_age_seconds";
	g_autofree char *first = NULL;
	double age;

	set_summary(metrics, 0, 200000); /* a clock that was set back */
	first = metrics_to_text(metrics);
	age = prometheus_value(first, sample);
	g_assert_cmpfloat(age, <, 300);
	for (double later = age; later <= age;) {
		g_autofree char *text = metrics_to_text(metrics);

		later = prometheus_value(text, sample);
	}
}

/* --- threads --- */

static gpointer
count_much(gpointer data)
{
	struct metrics *metrics = data;

	for (int i = 0; i < ROUNDS; i++) {
		metrics_count_letter(metrics, OUTCOME_RECEIVED);
		metrics_count_pages(metrics, TEXT_SOURCE_OCR, 2);
		metrics_count_retry(metrics, i % 2 == 0 ? "even" : "odd");
		metrics_observe(metrics, STAGE_TOTAL, 1);
		if (i % 100 == 0)
			set_summary(metrics, 3, 50000);
	}
	return NULL;
}

static void
test_threads(void)
{
	g_autoptr(metrics) metrics = metrics_new();
	GThread *threads[THREADS];

	for (int i = 0; i < THREADS; i++)
		threads[i] = g_thread_new(NULL, count_much, metrics);
	/* Each reading is sound in itself meanwhile. */
	for (int i = 0; i < 20; i++) {
		g_autofree char *text = metrics_to_text(metrics);
		g_autoptr(GHashTable) samples = prometheus_read(text);
	}
	for (int i = 0; i < THREADS; i++)
		g_thread_join(threads[i]);
	expect(metrics, "imr_ingest_letters_total{outcome=\"received\"}",
	       THREADS * ROUNDS);
	expect(metrics, "imr_ingest_pages_total{source=\"ocr\"}",
	       2 * THREADS * ROUNDS);
	expect(metrics, "imr_ingest_retries_total{of=\"deliver\",sink=\"odd\"}",
	       THREADS * ROUNDS / 2);
	expect(metrics,
	       "imr_ingest_stage_duration_seconds_sum{stage=\"total\"}",
	       THREADS * ROUNDS);
}

/* --- the file --- */

static void
test_file(void)
{
	g_autoptr(metrics) metrics = metrics_new();
	g_autofree char *directory = g_dir_make_tmp("metrics-XXXXXX", NULL);
	g_autofree char *path =
		g_build_filename(directory, "imr-ingest.prom", NULL);
	g_autofree char *part =
		g_build_filename(directory, ".imr-ingest.prom.part", NULL);
	g_autofree char *victim = g_build_filename(directory, "victim", NULL);
	g_autofree char *text = NULL;
	g_autofree char *kept = NULL;
	g_autoptr(GError) error = NULL;
	mode_t mask = umask(077);
	struct stat status;

	/* A dead daemon's, or a trap. */
	g_assert_true(g_file_set_contents(victim, "mine", -1, NULL));
	g_assert_cmpint(symlink(victim, part), ==, 0);
	for (int i = 0; i < 2; i++) {
		metrics_write_file(metrics, path, &error);
		g_assert_no_error(error);
		metrics_count_worker_restart(metrics);
	}
	umask(mask);
	g_assert_cmpint(stat(path, &status), ==, 0);
	g_assert_cmpuint(status.st_mode & 07777, ==, 0644);
	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	g_assert_cmpfloat(
		prometheus_value(text, "imr_ingest_worker_restarts_total"), ==,
		1);
	g_assert_true(g_file_get_contents(victim, &kept, NULL, NULL));
	g_assert_cmpstr(kept, ==, "mine");
	g_assert_false(g_file_test(part, G_FILE_TEST_EXISTS));
	unlink(path);
	unlink(victim);
	g_assert_cmpint(rmdir(directory), ==, 0);
	g_assert_false(metrics_write_file(metrics, path, &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_FATAL);
}

/* The old file, or what stands in its place, stays; nothing is left over. */
static void
test_file_refused(void)
{
	g_autoptr(metrics) metrics = metrics_new();
	g_autofree char *directory = g_dir_make_tmp("metrics-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(directory, "m.prom", NULL);

	g_assert_cmpint(g_mkdir(path, 0700), ==, 0);
	g_assert_false(metrics_write_file(metrics, path, NULL));
	g_assert_cmpint(rmdir(path), ==, 0);
	g_assert_cmpint(rmdir(directory), ==, 0);
}

/* In a child: no file may grow beyond half of it. */
static void
test_file_full(void)
{
	g_autofree char *directory = g_dir_make_tmp("metrics-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(directory, "m.prom", NULL);
	g_autofree char *text = NULL;
	int status = 0;
	pid_t pid;

	g_assert_true(g_file_set_contents(path, "old\n", -1, NULL));
	pid = fork();
	if (pid == 0) {
		struct metrics *metrics = metrics_new();
		struct rlimit limit = { .rlim_cur = 2000, .rlim_max = 2000 };

		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &limit);
		_exit(metrics_write_file(metrics, path, NULL) ? 1 : 0);
	}
	g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
	g_assert_cmpint(status, ==, 0);
	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	g_assert_cmpstr(text, ==, "old\n");
	unlink(path);
	g_assert_cmpint(rmdir(directory), ==, 0);
}

/* --- what others say of it --- */

static void
test_promtool(void)
{
	g_autofree char *promtool = g_find_program_in_path("promtool");
	g_autoptr(metrics) metrics = metrics_new();
	g_autofree char *text = NULL;
	FILE *tool;

	if (promtool == NULL) {
		g_test_skip("promtool is not installed");
		return;
	}
	set_summary(metrics, 3, 50000);
	metrics_count_retry(metrics, HOSTILE_SINK);
	text = metrics_to_text(metrics);
	tool = popen("promtool check metrics >&2", "w");
	g_assert_cmpint(fputs(text, tool), >=, 0);
	g_assert_cmpint(pclose(tool), ==, 0);
}

/* The first column of the table in docs/metrics.md. */
static char **
documented_names(void)
{
	g_autofree char *text = NULL;
	g_autoptr(GRegex) row =
		g_regex_new("^\\| `([a-z_]+)`", G_REGEX_MULTILINE, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	g_assert_true(
		g_file_get_contents("docs/metrics.md", &text, NULL, NULL));
	for (g_regex_match(row, text, 0, &match); g_match_info_matches(match);
	     g_match_info_next(match, NULL))
		g_ptr_array_add(names, g_match_info_fetch(match, 1));
	g_ptr_array_add(names, NULL);
	return (char **)g_ptr_array_steal(names, NULL);
}

static int
compare(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
test_documentation(void)
{
	g_autoptr(metrics) metrics = metrics_new();
	g_autofree char *text = metrics_to_text(metrics);
	g_auto(GStrv) wanted = prometheus_families(text);
	g_auto(GStrv) documented = documented_names();
	g_autofree char *a = NULL;
	g_autofree char *b = NULL;

	qsort(documented, g_strv_length(documented), sizeof(*documented),
	      compare);
	a = g_strjoinv("\n", wanted);
	b = g_strjoinv("\n", documented);
	g_assert_cmpstr(b, ==, a);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/metrics/zero", test_zero);
	g_test_add_func("/metrics/counts", test_counts);
	g_test_add_func("/metrics/watches", test_watches);
	g_test_add_func("/metrics/histogram", test_histogram);
	g_test_add_func("/metrics/summary", test_summary);
	g_test_add_func("/metrics/age-grows", test_age_grows);
	g_test_add_func("/metrics/threads", test_threads);
	g_test_add_func("/metrics/file", test_file);
	g_test_add_func("/metrics/file-refused", test_file_refused);
	g_test_add_func("/metrics/file-full", test_file_full);
	g_test_add_func("/metrics/promtool", test_promtool);
	g_test_add_func("/metrics/documentation", test_documentation);
	return g_test_run();
}
