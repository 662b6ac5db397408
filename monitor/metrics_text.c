/* metrics_text.c - the counts in Prometheus' text format, and as a file.
 *
 * https://prometheus.io/docs/instrumenting/exposition_formats/ */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/error.h"
#include "core/reject_code.h"
#include "monitor/metrics_values.h"

#define PREFIX "imr_ingest_"

static const char *const outcome_names[] = {
	[OUTCOME_RECEIVED] = "received",   [OUTCOME_DUPLICATE] = "duplicate",
	[OUTCOME_EXTRACTED] = "extracted", [OUTCOME_DELIVERED] = "delivered",
	[OUTCOME_REJECTED] = "rejected",   [OUTCOME_FAILED] = "failed",
};

static const char *const state_names[] = {
	[LETTER_RECEIVED] = "received",	  [LETTER_EXTRACTING] = "extracting",
	[LETTER_EXTRACTED] = "extracted", [LETTER_DELIVERED] = "delivered",
	[LETTER_REJECTED] = "rejected",	  [LETTER_FAILED] = "failed",
};

static const char *const stage_names[] = {
	[STAGE_INTAKE] = "intake",
	[STAGE_EXTRACT] = "extract",
	[STAGE_DELIVER] = "deliver",
	[STAGE_TOTAL] = "total",
};

static char *
escape(const char *value)
{
	g_autofree char *valid = g_utf8_make_valid(value, -1);
	GString *escaped = g_string_new(NULL);

	for (const char *p = valid; *p != '\0'; p++) {
		if (*p == '\n')
			g_string_append(escaped, "\\n");
		else if (*p == '\\' || *p == '"')
			g_string_append_printf(escaped, "\\%c", *p);
		else
			g_string_append_c(escaped, *p);
	}
	return g_string_free(escaped, FALSE);
}

static void
begin(GString *text, const char *name, const char *type, const char *help)
{
	g_string_append_printf(text,
			       "# HELP " PREFIX "%s %s\n"
			       "# TYPE " PREFIX "%s %s\n",
			       name, help, name, type);
}

/* label NULL: none. */
static void
add_name(GString *text, const char *name, const char *label, const char *value)
{
	g_autofree char *escaped = NULL;

	g_string_append_printf(text, PREFIX "%s", name);
	if (label == NULL)
		return;
	escaped = escape(value);
	g_string_append_printf(text, "{%s=\"%s\"}", label, escaped);
}

static void
add_count(GString *text, const char *name, const char *label, const char *value,
	  guint64 count)
{
	add_name(text, name, label, value);
	g_string_append_printf(text, " %" G_GUINT64_FORMAT "\n", count);
}

/* Not printf()'s %f, which would use the locale's decimal sign. */
static void
add_number(GString *text, const char *name, const char *label,
	   const char *value, double number)
{
	char buffer[400]; /* holds any double */

	add_name(text, name, label, value);
	g_string_append_printf(
		text, " %s\n",
		g_ascii_formatd(buffer, sizeof(buffer), "%.6f", number));
}

static void
add_letters(GString *text, const struct metrics *metrics)
{
	begin(text, "letters_total", "counter",
	      "Letters by what became of them since the start.");
	for (guint i = 0; i < G_N_ELEMENTS(outcome_names); i++)
		add_count(text, "letters_total", "outcome", outcome_names[i],
			  metrics->letters[i]);
	begin(text, "letters", "gauge", "Letters in the spool by their state.");
	for (guint i = 0;
	     metrics->summarised != 0 && i < G_N_ELEMENTS(state_names); i++)
		add_count(text, "letters", "state", state_names[i],
			  metrics->states[i]);
	begin(text, "rejections_total", "counter",
	      "Files that were rejected, by what they are.");
	for (const struct reject_code *row = reject_codes; row->code != NULL;
	     row++)
		add_count(text, "rejections_total", "code", row->code,
			  *(guint64 *)g_hash_table_lookup(metrics->rejections,
							  row->code));
	begin(text, "pages_total", "counter",
	      "Pages by where their text came from.");
	for (guint i = 0; i < G_N_ELEMENTS(metrics->pages); i++)
		add_count(text, "pages_total", "source", text_source_names[i],
			  metrics->pages[i]);
}

static void
add_looks(GString *text, const struct metrics *metrics)
{
	begin(text, "letters_needing_look", "gauge",
	      "Letters whose record a person should look at.");
	if (metrics->summarised != 0)
		add_count(text, "letters_needing_look", NULL, NULL,
			  metrics->looks_open);
	begin(text, "straight_through_ratio", "gauge",
	      "Share of the letters with a record that never needed a look.");
	if (metrics->summarised != 0 && metrics->straight_through >= 0)
		add_number(text, "straight_through_ratio", NULL, NULL,
			   metrics->straight_through);
}

static void
add_histogram(GString *text, const char *stage,
	      const struct histogram *histogram)
{
	char bound[G_ASCII_DTOSTR_BUF_SIZE];
	guint64 count = 0;

	for (guint i = 0; i <= METRICS_BUCKETS; i++) {
		count += histogram->counts[i];
		if (i < METRICS_BUCKETS)
			g_ascii_formatd(bound, sizeof(bound), "%g",
					metrics_bucket_seconds[i]);
		g_string_append_printf(
			text,
			PREFIX "stage_duration_seconds_bucket{stage=\"%s\","
			       "le=\"%s\"} %" G_GUINT64_FORMAT "\n",
			stage, i < METRICS_BUCKETS ? bound : "+Inf", count);
	}
	add_number(text, "stage_duration_seconds_sum", "stage", stage,
		   histogram->sum);
	add_count(text, "stage_duration_seconds_count", "stage", stage, count);
}

static void
add_stages(GString *text, const struct metrics *metrics)
{
	begin(text, "stage_duration_seconds", "histogram",
	      "How long letters, and deliveries, took.");
	for (guint i = 0; i < G_N_ELEMENTS(stage_names); i++)
		add_histogram(text, stage_names[i], &metrics->stages[i]);
}

static void
add_retries(GString *text, const struct metrics *metrics)
{
	GHashTableIter each;
	gpointer sink, count;

	begin(text, "worker_restarts_total", "counter",
	      "Workers that died, or were killed, and were replaced.");
	add_count(text, "worker_restarts_total", NULL, NULL,
		  metrics->worker_restarts);
	begin(text, "retries_total", "counter",
	      "Extractions and deliveries that must be tried again.");
	add_count(text, "retries_total", "of", "extract",
		  metrics->extract_retries);
	g_hash_table_iter_init(&each, metrics->deliver_retries);
	while (g_hash_table_iter_next(&each, &sink, &count)) {
		g_autofree char *name = escape(sink);

		g_string_append_printf(text,
				       PREFIX "retries_total{of=\"deliver\","
					      "sink=\"%s\"} %" G_GUINT64_FORMAT
					      "\n",
				       name, *(guint64 *)count);
	}
}

static void
add_watches(GString *text, const struct metrics *metrics)
{
	GHashTableIter each;
	gpointer name, up;

	begin(text, "watch_up", "gauge",
	      "1 while the watched directory and its archive answer, else 0.");
	g_hash_table_iter_init(&each, metrics->watches);
	while (g_hash_table_iter_next(&each, &name, &up))
		add_count(text, "watch_up", "watch", name, *(guint64 *)up);
}

static void
add_troubles(GString *text, const GPtrArray *troubles)
{
	begin(text, "trouble", "gauge",
	      "1 for each thing that is wrong now, by its kind and subject.");
	for (guint i = 0; i < troubles->len; i++) {
		const struct spool_trouble *trouble = troubles->pdata[i];
		g_autofree char *subject = escape(trouble->subject);

		g_string_append_printf(
			text, PREFIX "trouble{kind=\"%s\",subject=\"%s\"} 1\n",
			trouble->kind, subject);
	}
}

static void
add_intake(GString *text, const struct metrics *metrics, double since)
{
	begin(text, "intake_paused", "gauge",
	      "1 while no letter is taken in, as on a full disk.");
	add_count(text, "intake_paused", NULL, NULL,
		  metrics->intake_paused ? 1 : 0);
	begin(text, "oldest_waiting_age_seconds", "gauge",
	      "Age of the oldest letter without a record; 0: there is none.");
	if (metrics->summarised != 0)
		add_number(text, "oldest_waiting_age_seconds", NULL, NULL,
			   metrics->waiting ? metrics->oldest_seconds + since
					    : 0);
	begin(text, "strays", "gauge",
	      "Files in watched directories that cannot be taken.");
	if (metrics->summarised != 0)
		add_count(text, "strays", NULL, NULL, metrics->strays);
}

static void
add_sinks(GString *text, const GPtrArray *sinks, double since)
{
	begin(text, "queue_depth", "gauge",
	      "Records that wait for the sink, without parked ones.");
	for (guint i = 0; i < sinks->len; i++) {
		const struct sink_gauge *sink = sinks->pdata[i];

		add_count(text, "queue_depth", "sink", sink->name,
			  sink->queued);
	}
	begin(text, "queue_oldest_age_seconds", "gauge",
	      "Age of the oldest record in the queue; 0: it is empty.");
	for (guint i = 0; i < sinks->len; i++) {
		const struct sink_gauge *sink = sinks->pdata[i];

		add_number(text, "queue_oldest_age_seconds", "sink", sink->name,
			   sink->queued > 0 ? sink->oldest_seconds + since : 0);
	}
	begin(text, "deliveries_parked", "gauge",
	      "Records that the sink refused, or that were given up.");
	for (guint i = 0; i < sinks->len; i++) {
		const struct sink_gauge *sink = sinks->pdata[i];

		add_count(text, "deliveries_parked", "sink", sink->name,
			  sink->parked);
	}
	begin(text, "sink_up", "gauge",
	      "1 while the sink takes records, 0 while it fails.");
	for (guint i = 0; i < sinks->len; i++) {
		const struct sink_gauge *sink = sinks->pdata[i];

		if (sink->configured)
			add_count(text, "sink_up", "sink", sink->name,
				  sink->up ? 1 : 0);
	}
}

static void
add_program(GString *text, const struct metrics *metrics)
{
	begin(text, "build_info", "gauge", "1, with the program's version.");
	add_count(text, "build_info", "version", IMR_VERSION, 1);
	/* Not under the common name, process_start_time_seconds: node_exporter
	 * has one of its own, and there would be two. */
	begin(text, "start_time_seconds", "gauge",
	      "When the program started, in seconds of Unix time.");
	add_number(text, "start_time_seconds", NULL, NULL,
		   (double)metrics->started / G_USEC_PER_SEC);
}

char *
metrics_to_text(struct metrics *metrics)
{
	GString *text = g_string_sized_new(8192);
	double since;

	g_mutex_lock(&metrics->lock);
	/* Ages grow between summaries too, even if nothing happens. */
	since = (double)(g_get_monotonic_time() - metrics->summarised) /
		G_USEC_PER_SEC;
	add_letters(text, metrics);
	add_looks(text, metrics);
	add_stages(text, metrics);
	add_retries(text, metrics);
	add_watches(text, metrics);
	add_troubles(text, metrics->troubles);
	add_intake(text, metrics, since);
	add_sinks(text, metrics->sinks, since);
	add_program(text, metrics);
	g_mutex_unlock(&metrics->lock);
	return g_string_free(text, FALSE);
}

/* The collector reads *.prom, which the temporary name does not match. A file
 * that a dead daemon left is removed first, so that no link is followed. */
static gboolean
write_part(const char *part, const char *text)
{
	FILE *file;
	gboolean written;
	int fd;

	if (unlink(part) < 0 && errno != ENOENT)
		return FALSE;
	fd = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	if (fd < 0)
		return FALSE;
	file = fdopen(fd, "w");
	g_assert(file != NULL);
	written = fchmod(fd, 0644) == 0 && fputs(text, file) >= 0;
	return fclose(file) == 0 && written;
}

/* Not synced: the next values come within seconds, and the main loop, which
 * feeds the watchdog, must not wait for a disk. */
gboolean
metrics_write_file(struct metrics *metrics, const char *path, GError **error)
{
	g_autofree char *text = metrics_to_text(metrics);
	g_autofree char *directory = g_path_get_dirname(path);
	g_autofree char *name = g_path_get_basename(path);
	g_autofree char *part = g_strdup_printf("%s/.%s.part", directory, name);
	gboolean done;

	g_mutex_lock(&metrics->file_lock);
	done = write_part(part, text) && rename(part, path) == 0;
	if (!done) {
		error_set_errno(error, "write metrics to '%s'", path);
		unlink(part);
	}
	g_mutex_unlock(&metrics->file_lock);
	return done;
}
