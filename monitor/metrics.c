/* metrics.c - counts. metrics_text.c prints them. */
#include "core/reject_code.h"
#include "monitor/metrics_values.h"

const double metrics_bucket_seconds[METRICS_BUCKETS] = {
	0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1,
	2.5,   5,    10,    30,	  60,  120,  300, 600,
};

static void
free_sink(gpointer data)
{
	struct sink_gauge *sink = data;

	g_free(sink->name);
	g_free(sink);
}

/* A count starts at 0, so that rate() sees the first event as an increase. */
static guint64 *
counter_of(GHashTable *counters, const char *name)
{
	guint64 *count = g_hash_table_lookup(counters, name);

	if (count == NULL) {
		count = g_new0(guint64, 1);
		g_hash_table_insert(counters, g_strdup(name), count);
	}
	return count;
}

struct metrics *
metrics_new(void)
{
	struct metrics *metrics = g_new0(struct metrics, 1);

	g_mutex_init(&metrics->lock);
	g_mutex_init(&metrics->file_lock);
	metrics->started = g_get_real_time();
	metrics->deliver_retries =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	metrics->rejections =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	for (const struct reject_code *row = reject_codes; row->code != NULL;
	     row++)
		counter_of(metrics->rejections, row->code);
	metrics->watches =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	metrics->troubles = g_ptr_array_new_with_free_func(
		(GDestroyNotify)spool_trouble_free);
	metrics->sinks = g_ptr_array_new_with_free_func(free_sink);
	return metrics;
}

void
metrics_free(struct metrics *metrics)
{
	if (metrics == NULL)
		return;
	g_mutex_clear(&metrics->lock);
	g_mutex_clear(&metrics->file_lock);
	g_hash_table_unref(metrics->rejections);
	g_hash_table_unref(metrics->deliver_retries);
	g_hash_table_unref(metrics->watches);
	g_ptr_array_unref(metrics->sinks);
	g_ptr_array_unref(metrics->troubles);
	g_free(metrics);
}

void
metrics_count_letter(struct metrics *metrics, enum metrics_outcome outcome)
{
	g_mutex_lock(&metrics->lock);
	metrics->letters[outcome]++;
	g_mutex_unlock(&metrics->lock);
}

void
metrics_count_pages(struct metrics *metrics, enum text_source source,
		    guint count)
{
	g_mutex_lock(&metrics->lock);
	metrics->pages[source] += count;
	g_mutex_unlock(&metrics->lock);
}

void
metrics_count_worker_restart(struct metrics *metrics)
{
	g_mutex_lock(&metrics->lock);
	metrics->worker_restarts++;
	g_mutex_unlock(&metrics->lock);
}

void
metrics_count_rejection(struct metrics *metrics, const char *code)
{
	g_mutex_lock(&metrics->lock);
	++*counter_of(metrics->rejections,
		      code != NULL ? code : REJECT_CODE_OTHER);
	g_mutex_unlock(&metrics->lock);
}

void
metrics_count_retry(struct metrics *metrics, const char *sink)
{
	g_mutex_lock(&metrics->lock);
	if (sink == NULL)
		metrics->extract_retries++;
	else
		++*counter_of(metrics->deliver_retries, sink);
	g_mutex_unlock(&metrics->lock);
}

void
metrics_observe(struct metrics *metrics, enum metrics_stage stage,
		double seconds)
{
	struct histogram *histogram = &metrics->stages[stage];
	guint bucket = 0;

	/* The wall clock may be set back, but a sum must never fall. */
	if (!(seconds >= 0))
		seconds = 0;
	while (bucket < METRICS_BUCKETS &&
	       seconds > metrics_bucket_seconds[bucket])
		bucket++;
	g_mutex_lock(&metrics->lock);
	histogram->counts[bucket]++;
	histogram->sum += seconds;
	g_mutex_unlock(&metrics->lock);
}

void
metrics_set_intake_paused(struct metrics *metrics, gboolean paused)
{
	g_mutex_lock(&metrics->lock);
	metrics->intake_paused = paused;
	g_mutex_unlock(&metrics->lock);
}

void
metrics_set_watch(struct metrics *metrics, const char *watch, gboolean up)
{
	g_mutex_lock(&metrics->lock);
	*counter_of(metrics->watches, watch) = up ? 1 : 0;
	g_mutex_unlock(&metrics->lock);
}

void
metrics_forget_watches(struct metrics *metrics)
{
	g_mutex_lock(&metrics->lock);
	g_hash_table_remove_all(metrics->watches);
	g_mutex_unlock(&metrics->lock);
}

void
metrics_set_troubles(struct metrics *metrics, const GPtrArray *troubles)
{
	g_mutex_lock(&metrics->lock);
	g_ptr_array_set_size(metrics->troubles, 0);
	for (guint i = 0; i < troubles->len; i++)
		g_ptr_array_add(metrics->troubles,
				spool_trouble_copy(troubles->pdata[i]));
	g_mutex_unlock(&metrics->lock);
}

static double
age_seconds(gint64 since, gint64 now)
{
	return since == 0 || since > now ? 0 : (double)(now - since) / 1000;
}

static struct sink_gauge *
new_sink(const struct spool_sink *sink, gint64 now)
{
	struct sink_gauge *gauge = g_new(struct sink_gauge, 1);

	*gauge = (struct sink_gauge){
		.name = g_strdup(sink->name),
		.configured = sink->state != SINK_REMOVED,
		.up = sink->state == SINK_OK,
		.queued = sink->queued,
		.parked = sink->parked,
		.oldest_seconds = age_seconds(sink->oldest_queued, now),
	};
	return gauge;
}

void
metrics_set_summary(struct metrics *metrics,
		    const struct spool_summary *summary, gint64 now)
{
	g_mutex_lock(&metrics->lock);
	metrics->summarised = g_get_monotonic_time();
	memcpy(metrics->states, summary->letters, sizeof(metrics->states));
	metrics->waiting = summary->oldest_waiting != 0;
	metrics->oldest_seconds = age_seconds(summary->oldest_waiting, now);
	metrics->strays = summary->strays->len;
	metrics->looks_open = summary->looks_open;
	metrics->straight_through = spool_straight_through(summary);
	g_ptr_array_set_size(metrics->sinks, 0);
	for (guint i = 0; i < summary->sinks->len; i++) {
		const struct spool_sink *sink = summary->sinks->pdata[i];

		g_ptr_array_add(metrics->sinks, new_sink(sink, now));
		counter_of(metrics->deliver_retries, sink->name);
	}
	g_mutex_unlock(&metrics->lock);
}
