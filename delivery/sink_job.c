/* sink_job.c - one round of deliveries after the other.
 *
 * A record is put, then marked. After a crash between the two it is put again;
 * the sink then replaces it. */
#include "delivery/sink_job.h"

#include "core/commit_point.h"
#include "core/error.h"
#include "delivery/backoff.h"
#include "delivery/record_cache.h"
#include "delivery/sink_health.h"
#include "delivery/sink_ledger.h"
#include "monitor/log.h"
#include "monitor/metrics.h"
#include "sinks/sink.h"

/* Wait before a failed spool is tried again. */
#define SPOOL_PAUSE G_USEC_PER_SEC
#define TEND_PAUSE (60 * (gint64)G_USEC_PER_SEC) /* after a failure */
/* No record is given up on with fewer tries: one that was not tried during an
 * outage, or a clock that jumped ahead, must not count as days of failures. */
#define FEWEST_TRIES 5

struct sink_job {
	struct sink *sink;
	char *name;
	char *spool_directory;
	struct metrics *metrics;
	struct delivery_settings settings;

	struct record_cache cache;
	struct sink_ledger ledger;
	gboolean spool_fails;

	struct sink_health health;
	gboolean sink_is_open;
	gboolean did_not_open; /* that is what ails the sink */
	guint hurried_wait;    /* of health.waits: the last that hurried */
};

struct sink_job *
sink_job_new(struct sink *take_sink, const char *name,
	     const struct sink_plan *plan)
{
	struct sink_job *job = g_new0(struct sink_job, 1);

	job->sink = take_sink;
	job->name = g_strdup(name);
	job->spool_directory = g_strdup(plan->spool_directory);
	job->cache.store = plan->store;
	job->metrics = plan->metrics;
	job->settings = plan->settings;
	job->ledger = (struct sink_ledger){
		.sink = job->name,
		.health = &job->health,
		.metrics = job->metrics,
	};
	sink_health_init(&job->health, &job->settings);
	return job;
}

void
sink_job_free(struct sink_job *job)
{
	sink_free(job->sink);
	sink_ledger_clear(&job->ledger);
	record_cache_clear(&job->cache);
	sink_health_clear(&job->health);
	g_free(job->spool_directory);
	g_free(job->name);
	g_free(job);
}

gboolean
sink_job_has_news(struct sink_job *job)
{
	return job->ledger.spool != NULL &&
	       spool_has_changed(job->ledger.spool);
}

/* --- what is told --- */

static void
tell(const struct sink_job *job, int priority, const char *record_id,
     double seconds, const char *text)
{
	log_event(&(struct log_event){ .priority = priority,
				       .stage = "deliver",
				       .document = record_id,
				       .sink = job->name,
				       .seconds = seconds },
		  "%s", text);
}

static void
tell_health(const struct sink_job *job)
{
	const struct sink_health *health = &job->health;
	g_autofree char *text = NULL;

	if (health->state == SINK_OK) {
		tell(job, 5, NULL, 0, "sink is back");
		return;
	}
	text = g_strconcat(health->state == SINK_HALTED
				   ? "sink is halted, and tried each minute: "
				   : "sink waits: ",
			   health->reason, NULL);
	tell(job, health->state == SINK_HALTED ? 3 : 4, NULL, 0, text);
}

/* --- how the sink fares --- */

static void
sink_answered(struct sink_job *job)
{
	if (!sink_health_good(&job->health))
		return;
	tell_health(job);
	job->ledger.health_changed = TRUE;
	job->ledger.hurry = TRUE;
}

/* A failing sink is opened again for each try: the sink or its secrets may have
 * been replaced. */
static void
sink_failed(struct sink_job *job, const struct sink_failure *failure)
{
	gboolean news;

	if (!sink_health_bad(&job->health, failure, g_get_monotonic_time(),
			     g_random_double(), &news))
		return;
	job->did_not_open = failure->record_id == NULL;
	job->hurried_wait = 0;
	job->ledger.health_changed = TRUE;
	if (job->sink_is_open)
		sink_close(job->sink);
	job->sink_is_open = FALSE;
	if (news)
		tell_health(job);
}

static gboolean
open_sink(struct sink_job *job)
{
	g_autoptr(GError) error = NULL;

	if (job->sink_is_open)
		return TRUE;
	job->sink_is_open = sink_open(job->sink, &error);
	if (!job->sink_is_open) {
		sink_failed(job, &(struct sink_failure){ .error = error,
							 .is_sinks = TRUE });
		return FALSE;
	}
	if (job->did_not_open)
		sink_answered(job);
	/* The state that an earlier process wrote may be out of date. */
	job->ledger.health_changed = TRUE;
	return TRUE;
}

/* --- one delivery --- */

static void
park(struct sink_job *job, const struct spool_delivery *delivery,
     const char *reason)
{
	g_autofree char *text = g_strconcat("record parked: ", reason, NULL);

	sink_ledger_note(&job->ledger, delivery, DELIVERY_PARKED, reason);
	tell(job, 4, delivery->record_id, 0, text);
}

static void
defer(struct sink_job *job, const struct spool_delivery *delivery,
      const char *reason)
{
	const struct delivery_settings *settings = &job->settings;
	gint64 now = spool_now();
	double wait =
		backoff_seconds(delivery->attempts + 1, settings->retry_first,
				settings->retry_longest, g_random_double());

	metrics_count_retry(job->metrics, job->name);
	if (delivery->attempts + 1 >= FEWEST_TRIES &&
	    (double)(now - delivery->queued) / 1000 > settings->give_up) {
		g_autofree char *last = g_strdup_printf(
			"given up after %.1f hours: %s",
			(double)(now - delivery->queued) / 3.6e6, reason);

		park(job, delivery, last);
		return;
	}
	sink_ledger_note(&job->ledger, delivery, DELIVERY_QUEUED, reason);
	job->ledger.next_attempt = now + (gint64)(wait * 1000);
	tell(job, delivery->attempts == 0 ? 6 : 7, delivery->record_id, 0,
	     reason);
}

static void
put_failed(struct sink_job *job, const struct spool_delivery *delivery,
	   const GError *error)
{
	struct sink_failure failure = {
		.error = error,
		.record_id = delivery->record_id,
		.is_sinks = sink_is_away(job->sink),
		.retry_after = sink_retry_after(job->sink),
	};

	if (g_error_matches(error, IMR_ERROR, IMR_ERROR_REJECT)) {
		sink_answered(job);
		park(job, delivery, error->message);
		return;
	}
	sink_failed(job, &failure);
	/* If the operator must act, no record is to blame. */
	if (!g_error_matches(error, IMR_ERROR, IMR_ERROR_FATAL))
		defer(job, delivery, error->message);
}

static void
try_delivery(struct sink_job *job, const struct spool_delivery *delivery)
{
	g_autoptr(GError) error = NULL;
	const struct record *record =
		record_cache_load(&job->cache, delivery, &error);
	gint64 started = g_get_monotonic_time();
	double seconds;

	if (record == NULL) {
		if (g_error_matches(error, IMR_ERROR, IMR_ERROR_REJECT))
			park(job, delivery, error->message);
		else
			defer(job, delivery, error->message);
		return;
	}
	if (!sink_put(job->sink, record, &error)) {
		put_failed(job, delivery, error);
		return;
	}
	commit_point("sink-put-done");
	seconds = (double)(g_get_monotonic_time() - started) / G_USEC_PER_SEC;
	metrics_observe(job->metrics, STAGE_DELIVER, seconds);
	sink_ledger_note(&job->ledger, delivery, DELIVERY_DELIVERED, NULL);
	sink_answered(job);
	tell(job, 7, delivery->record_id, seconds, "record delivered");
}

/* --- a round --- */

static gboolean
deliver_all(struct sink_job *job, const struct stop *stop, GError **error)
{
	const GPtrArray *due = job->ledger.due;

	for (guint i = 0; i < due->len; i++) {
		if (stop->is_stopping(stop->data) ||
		    job->health.state != SINK_OK)
			return TRUE;
		try_delivery(job, due->pdata[i]);
		if (!sink_ledger_write(&job->ledger, error))
			return FALSE;
	}
	return TRUE;
}

/* The wait is over, and one record must test the sink. If none is due, all
 * queued ones are made due, but only once for each wait. */
static gboolean
fetch_probe(struct sink_job *job, GError **error)
{
	struct sink_ledger *ledger = &job->ledger;

	if (!sink_ledger_fetch(ledger, error))
		return FALSE;
	if (ledger->due->len > 0 || job->hurried_wait == job->health.waits)
		return TRUE;
	job->hurried_wait = job->health.waits;
	ledger->hurry = TRUE;
	return sink_ledger_write(ledger, error) &&
	       sink_ledger_fetch(ledger, error);
}

/* The record with the fewest failures is tried, so that a record that always
 * fails does not block the others for ever. */
static gboolean
deliver_probe(struct sink_job *job, GError **error)
{
	const GPtrArray *due = job->ledger.due;
	const struct spool_delivery *best = due->pdata[0];

	for (guint i = 1; i < due->len; i++) {
		const struct spool_delivery *other = due->pdata[i];

		if (other->attempts < best->attempts)
			best = other;
	}
	try_delivery(job, best);
	return sink_ledger_write(&job->ledger, error);
}

/* While the sink fails, of a single record. */
static gboolean
fetch(struct sink_job *job, GError **error)
{
	return job->health.state == SINK_OK
		       ? sink_ledger_fetch(&job->ledger, error)
		       : fetch_probe(job, error);
}

static gboolean
deliver(struct sink_job *job, const struct stop *stop, GError **error)
{
	return job->health.state == SINK_OK ? deliver_all(job, stop, error)
					    : deliver_probe(job, error);
}

/* Nothing is due: the sink's own work, a piece of it. */
static gboolean
tend(struct sink_job *job, gint64 *out_next, GError **error)
{
	g_autoptr(GError) failure = NULL;
	gint64 now = g_get_monotonic_time();
	gboolean more = FALSE;

	if (!sink_ledger_next(&job->ledger, out_next, error))
		return FALSE;
	if (!sink_tend(job->sink, &more, &failure)) {
		tell(job, 4, NULL, 0, failure->message);
		*out_next = MIN(*out_next, now + TEND_PAUSE);
	} else if (more) {
		*out_next = now;
	}
	return TRUE;
}

/* FALSE: the spool failed. */
static gboolean
try_round(struct sink_job *job, const struct stop *stop, gint64 *out_next,
	  GError **error)
{
	struct sink_ledger *ledger = &job->ledger;
	const struct sink_health *health = &job->health;

	if (!sink_ledger_open(ledger, job->spool_directory, error) ||
	    !sink_ledger_write(ledger, error))
		return FALSE;
	if (health->next_try <= g_get_monotonic_time() && open_sink(job)) {
		if (!sink_ledger_write(ledger, error) || !fetch(job, error))
			return FALSE;
		if (ledger->due->len == 0)
			return tend(job, out_next, error);
		if (!deliver(job, stop, error))
			return FALSE;
	}
	*out_next = health->next_try;
	return sink_ledger_write(ledger, error);
}

/* The next try of a spool that failed; takes error. */
static gint64
spool_failed(struct sink_job *job, GError *error)
{
	if (!job->spool_fails)
		tell(job, 4, NULL, 0, error->message);
	job->spool_fails = TRUE;
	if (g_error_matches(error, IMR_ERROR, IMR_ERROR_FATAL))
		g_clear_pointer(&job->ledger.spool, spool_close);
	g_error_free(error);
	return g_get_monotonic_time() + SPOOL_PAUSE;
}

gint64
sink_job_round(struct sink_job *job, const struct stop *stop)
{
	GError *error = NULL;
	gint64 next;

	if (!try_round(job, stop, &next, &error))
		return spool_failed(job, error);
	if (job->spool_fails)
		tell(job, 5, NULL, 0, "spool is back");
	job->spool_fails = FALSE;
	return next;
}
