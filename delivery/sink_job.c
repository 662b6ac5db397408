/* sink_job.c - one round of deliveries after the other.
 *
 * Put, then mark. Between the two is where a crash puts a record twice, and a
 * sink makes one of it. */
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

/* Until a spool that failed is tried again. */
#define SPOOL_PAUSE G_USEC_PER_SEC
/* No record is given up before: one that waited out an outage untried, or a
 * clock that jumped ahead, must not look like days of failures. */
#define FEWEST_TRIES 5

struct sink_courier {
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

struct sink_courier *
sink_courier_new(struct sink *take_sink, const char *name,
		 const struct sink_plan *plan)
{
	struct sink_courier *courier = g_new0(struct sink_courier, 1);

	courier->sink = take_sink;
	courier->name = g_strdup(name);
	courier->spool_directory = g_strdup(plan->spool_directory);
	courier->cache.store = plan->store;
	courier->metrics = plan->metrics;
	courier->settings = plan->settings;
	courier->ledger = (struct sink_ledger){
		.sink = courier->name,
		.health = &courier->health,
		.metrics = courier->metrics,
	};
	sink_health_init(&courier->health, &courier->settings);
	return courier;
}

void
sink_courier_free(struct sink_courier *courier)
{
	sink_free(courier->sink);
	sink_ledger_clear(&courier->ledger);
	record_cache_clear(&courier->cache);
	sink_health_clear(&courier->health);
	g_free(courier->spool_directory);
	g_free(courier->name);
	g_free(courier);
}

gboolean
sink_courier_has_news(struct sink_courier *courier)
{
	return courier->ledger.spool != NULL &&
	       spool_has_changed(courier->ledger.spool);
}

/* --- what is told --- */

static void
tell(const struct sink_courier *courier, int priority, const char *record_id,
     double seconds, const char *text)
{
	log_event(&(struct log_event){ .priority = priority,
				       .stage = "deliver",
				       .document = record_id,
				       .sink = courier->name,
				       .seconds = seconds },
		  "%s", text);
}

static void
tell_health(const struct sink_courier *courier)
{
	const struct sink_health *health = &courier->health;
	g_autofree char *text = NULL;

	if (health->state == SINK_OK) {
		tell(courier, 5, NULL, 0, "sink is back");
		return;
	}
	text = g_strconcat(health->state == SINK_HALTED
				   ? "sink is halted, and tried each minute: "
				   : "sink waits: ",
			   health->reason, NULL);
	tell(courier, health->state == SINK_HALTED ? 3 : 4, NULL, 0, text);
}

/* --- how the sink fares --- */

static void
sink_answered(struct sink_courier *courier)
{
	if (!sink_health_good(&courier->health))
		return;
	tell_health(courier);
	courier->ledger.health_changed = TRUE;
	courier->ledger.hurry = TRUE;
}

/* A sink in trouble is opened anew for each try: it may have been replaced,
 * and so may its secrets. */
static void
sink_failed(struct sink_courier *courier, const struct sink_failure *failure)
{
	gboolean news;

	if (!sink_health_bad(&courier->health, failure, g_get_monotonic_time(),
			     g_random_double(), &news))
		return;
	courier->did_not_open = failure->record_id == NULL;
	courier->hurried_wait = 0;
	courier->ledger.health_changed = TRUE;
	if (courier->sink_is_open)
		sink_close(courier->sink);
	courier->sink_is_open = FALSE;
	if (news)
		tell_health(courier);
}

static gboolean
open_sink(struct sink_courier *courier)
{
	g_autoptr(GError) error = NULL;

	if (courier->sink_is_open)
		return TRUE;
	courier->sink_is_open = sink_open(courier->sink, &error);
	if (!courier->sink_is_open) {
		sink_failed(courier,
			    &(struct sink_failure){ .error = error,
						    .is_sinks = TRUE });
		return FALSE;
	}
	if (courier->did_not_open)
		sink_answered(courier);
	/* What an earlier process wrote of it need not hold any more. */
	courier->ledger.health_changed = TRUE;
	return TRUE;
}

/* --- one delivery --- */

static void
park(struct sink_courier *courier, const struct spool_delivery *delivery,
     const char *reason)
{
	g_autofree char *text = g_strconcat("record parked: ", reason, NULL);

	sink_ledger_note(&courier->ledger, delivery, DELIVERY_PARKED, reason);
	tell(courier, 4, delivery->record_id, 0, text);
}

static void
defer(struct sink_courier *courier, const struct spool_delivery *delivery,
      const char *reason)
{
	const struct delivery_settings *settings = &courier->settings;
	gint64 now = spool_now();
	double wait =
		backoff_seconds(delivery->attempts + 1, settings->retry_first,
				settings->retry_longest, g_random_double());

	metrics_count_retry(courier->metrics, courier->name);
	if (delivery->attempts + 1 >= FEWEST_TRIES &&
	    (double)(now - delivery->queued) / 1000 > settings->give_up) {
		g_autofree char *last = g_strdup_printf(
			"given up after %.1f hours: %s",
			(double)(now - delivery->queued) / 3.6e6, reason);

		park(courier, delivery, last);
		return;
	}
	sink_ledger_note(&courier->ledger, delivery, DELIVERY_QUEUED, reason);
	courier->ledger.next_attempt = now + (gint64)(wait * 1000);
	tell(courier, delivery->attempts == 0 ? 6 : 7, delivery->record_id, 0,
	     reason);
}

static void
put_failed(struct sink_courier *courier, const struct spool_delivery *delivery,
	   const GError *error)
{
	struct sink_failure failure = {
		.error = error,
		.record_id = delivery->record_id,
		.is_sinks = sink_is_away(courier->sink),
		.retry_after = sink_retry_after(courier->sink),
	};

	if (g_error_matches(error, IMR_ERROR, IMR_ERROR_REJECT)) {
		sink_answered(courier);
		park(courier, delivery, error->message);
		return;
	}
	sink_failed(courier, &failure);
	/* No record is at fault when the operator is asked for. */
	if (!g_error_matches(error, IMR_ERROR, IMR_ERROR_FATAL))
		defer(courier, delivery, error->message);
}

static void
try_delivery(struct sink_courier *courier,
	     const struct spool_delivery *delivery)
{
	g_autoptr(GError) error = NULL;
	const struct record *record =
		record_cache_load(&courier->cache, delivery, &error);
	gint64 started = g_get_monotonic_time();
	double seconds;

	if (record == NULL) {
		if (g_error_matches(error, IMR_ERROR, IMR_ERROR_REJECT))
			park(courier, delivery, error->message);
		else
			defer(courier, delivery, error->message);
		return;
	}
	if (!sink_put(courier->sink, record, &error)) {
		put_failed(courier, delivery, error);
		return;
	}
	commit_point("sink-put-done");
	seconds = (double)(g_get_monotonic_time() - started) / G_USEC_PER_SEC;
	metrics_observe(courier->metrics, STAGE_DELIVER, seconds);
	sink_ledger_note(&courier->ledger, delivery, DELIVERY_DELIVERED, NULL);
	sink_answered(courier);
	tell(courier, 7, delivery->record_id, seconds, "record delivered");
}

/* --- a round --- */

static gboolean
deliver_all(struct sink_courier *courier, const struct stop *stop,
	    GError **error)
{
	const GPtrArray *due = courier->ledger.due;

	for (guint i = 0; i < due->len; i++) {
		if (stop->is_stopping(stop->data) ||
		    courier->health.state != SINK_OK)
			return TRUE;
		try_delivery(courier, due->pdata[i]);
		if (!sink_ledger_write(&courier->ledger, error))
			return FALSE;
	}
	return TRUE;
}

/* The sink's turn has come, and one record has to find out how it fares: where
 * none is due, all are, but once for each wait. */
static gboolean
fetch_probe(struct sink_courier *courier, GError **error)
{
	struct sink_ledger *ledger = &courier->ledger;

	if (!sink_ledger_fetch(ledger, error))
		return FALSE;
	if (ledger->due->len > 0 ||
	    courier->hurried_wait == courier->health.waits)
		return TRUE;
	courier->hurried_wait = courier->health.waits;
	ledger->hurry = TRUE;
	return sink_ledger_write(ledger, error) &&
	       sink_ledger_fetch(ledger, error);
}

/* It is the one that failed least: one that no sink would take does not stand
 * in the others' way for ever. */
static gboolean
deliver_probe(struct sink_courier *courier, GError **error)
{
	const GPtrArray *due = courier->ledger.due;
	const struct spool_delivery *best = due->pdata[0];

	for (guint i = 1; i < due->len; i++) {
		const struct spool_delivery *other = due->pdata[i];

		if (other->attempts < best->attempts)
			best = other;
	}
	try_delivery(courier, best);
	return sink_ledger_write(&courier->ledger, error);
}

/* While the sink fails, of a single record. */
static gboolean
fetch(struct sink_courier *courier, GError **error)
{
	return courier->health.state == SINK_OK
		       ? sink_ledger_fetch(&courier->ledger, error)
		       : fetch_probe(courier, error);
}

static gboolean
deliver(struct sink_courier *courier, const struct stop *stop, GError **error)
{
	return courier->health.state == SINK_OK
		       ? deliver_all(courier, stop, error)
		       : deliver_probe(courier, error);
}

/* FALSE: the spool failed. */
static gboolean
try_round(struct sink_courier *courier, const struct stop *stop,
	  gint64 *out_next, GError **error)
{
	struct sink_ledger *ledger = &courier->ledger;
	const struct sink_health *health = &courier->health;

	if (!sink_ledger_open(ledger, courier->spool_directory, error) ||
	    !sink_ledger_write(ledger, error))
		return FALSE;
	if (health->next_try <= g_get_monotonic_time() && open_sink(courier)) {
		if (!sink_ledger_write(ledger, error) || !fetch(courier, error))
			return FALSE;
		if (ledger->due->len == 0)
			return sink_ledger_next(ledger, out_next, error);
		if (!deliver(courier, stop, error))
			return FALSE;
	}
	*out_next = health->next_try;
	return sink_ledger_write(ledger, error);
}

/* The next try of a spool that failed; takes error. */
static gint64
spool_failed(struct sink_courier *courier, GError *error)
{
	if (!courier->spool_fails)
		tell(courier, 4, NULL, 0, error->message);
	courier->spool_fails = TRUE;
	if (g_error_matches(error, IMR_ERROR, IMR_ERROR_FATAL))
		g_clear_pointer(&courier->ledger.spool, spool_close);
	g_error_free(error);
	return g_get_monotonic_time() + SPOOL_PAUSE;
}

gint64
sink_courier_round(struct sink_courier *courier, const struct stop *stop)
{
	GError *error = NULL;
	gint64 next;

	if (!try_round(courier, stop, &next, &error))
		return spool_failed(courier, error);
	if (courier->spool_fails)
		tell(courier, 5, NULL, 0, "spool is back");
	courier->spool_fails = FALSE;
	return next;
}
