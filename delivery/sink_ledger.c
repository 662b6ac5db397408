/* sink_ledger.c - a sink's deliveries, read from the spool and marked in it. */
#include "delivery/sink_ledger.h"

#include "delivery/sink_health.h"
#include "monitor/log.h"
#include "monitor/metrics.h"

#define BATCH 32
#define SPOOL_BUSY_SECONDS 5.0

gboolean
sink_ledger_open(struct sink_ledger *ledger, const char *directory,
		 GError **error)
{
	if (ledger->spool == NULL)
		ledger->spool =
			spool_open(directory, FALSE, SPOOL_BUSY_SECONDS, error);
	return ledger->spool != NULL;
}

static void
clear_note(struct sink_ledger *ledger)
{
	ledger->tried = NULL;
	g_clear_pointer(&ledger->reason, g_free);
}

void
sink_ledger_clear(struct sink_ledger *ledger)
{
	clear_note(ledger);
	g_clear_pointer(&ledger->due, g_ptr_array_unref);
	g_clear_pointer(&ledger->spool, spool_close);
}

void
sink_ledger_note(struct sink_ledger *ledger, const struct spool_delivery *tried,
		 enum delivery_state state, const char *reason)
{
	g_assert(ledger->tried == NULL);
	ledger->tried = tried;
	ledger->state = state;
	ledger->reason = g_strdup(reason);
}

/* From its history, which is read through an index: spool_each_letter() would
 * walk through a backlog for each letter of it. 0 for a record that was
 * delivered before, as after a reparse: its delay would count from the first
 * arrival. */
static double
seconds_to_deliver(struct spool *spool, const char *id)
{
	g_autoptr(GPtrArray) events = spool_letter_events(spool, id, NULL);
	const struct spool_event *first;
	guint deliveries = 0;

	for (guint i = 0; events != NULL && i < events->len; i++) {
		const struct spool_event *event = events->pdata[i];

		deliveries += g_str_equal(event->what, "delivered");
	}
	if (deliveries != 1)
		return 0;
	first = events->pdata[0];
	return (double)MAX(spool_now() - first->at, 0) / 1000;
}

static void
count_finished_letter(struct sink_ledger *ledger, const char *id)
{
	double seconds = seconds_to_deliver(ledger->spool, id);

	metrics_count_letter(ledger->metrics, OUTCOME_DELIVERED);
	if (seconds > 0)
		metrics_observe(ledger->metrics, STAGE_TOTAL, seconds);
	log_event(&(struct log_event){ .priority = 6,
				       .stage = "deliver",
				       .document = id,
				       .seconds = seconds },
		  "letter is in every sink");
}

static gboolean
write_note(struct sink_ledger *ledger, GError **error)
{
	const struct spool_delivery *tried = ledger->tried;
	gboolean finished = FALSE, good;

	if (tried == NULL)
		return TRUE;
	if (ledger->state == DELIVERY_DELIVERED)
		good = spool_delivered(ledger->spool, tried, spool_now(),
				       &finished, error);
	else if (ledger->state == DELIVERY_PARKED)
		good = spool_delivery_parked(ledger->spool, tried,
					     ledger->reason, spool_now(),
					     error);
	else
		good = spool_delivery_failed(ledger->spool, tried,
					     ledger->reason,
					     ledger->next_attempt, error);
	if (!good)
		return FALSE;
	if (finished)
		count_finished_letter(ledger, tried->letter_id);
	clear_note(ledger);
	return TRUE;
}

static gboolean
write_health(struct sink_ledger *ledger, GError **error)
{
	const struct sink_health *health = ledger->health;
	gint64 now = spool_now();
	gint64 wait = health->next_try - g_get_monotonic_time();
	const struct sink_report report = {
		.state = health->state,
		.reason = health->reason,
		.next_try = health->state == SINK_OK
				    ? 0
				    : now + MAX(wait, 0) / 1000,
	};

	if (ledger->health_changed &&
	    !spool_report_sink(ledger->spool, ledger->sink, &report, now,
			       error))
		return FALSE;
	ledger->health_changed = FALSE;
	return TRUE;
}

static gboolean
write_hurry(struct sink_ledger *ledger, GError **error)
{
	if (ledger->hurry &&
	    !spool_deliveries_hurry(ledger->spool, ledger->sink, error))
		return FALSE;
	ledger->hurry = FALSE;
	return TRUE;
}

gboolean
sink_ledger_write(struct sink_ledger *ledger, GError **error)
{
	return write_note(ledger, error) && write_health(ledger, error) &&
	       write_hurry(ledger, error);
}

gboolean
sink_ledger_fetch(struct sink_ledger *ledger, GError **error)
{
	g_assert(ledger->tried == NULL);
	g_clear_pointer(&ledger->due, g_ptr_array_unref);
	ledger->due = spool_deliveries_due(ledger->spool, ledger->sink, BATCH,
					   spool_now(), error);
	return ledger->due != NULL;
}

gboolean
sink_ledger_next(struct sink_ledger *ledger, gint64 *out_next, GError **error)
{
	gint64 now = spool_now(), time;

	if (!spool_next_delivery(ledger->spool, ledger->sink, now, &time,
				 error))
		return FALSE;
	*out_next =
		time < 0 ? G_MAXINT64
			 : g_get_monotonic_time() +
				   MAX(time - now, 0) * (G_USEC_PER_SEC / 1000);
	return TRUE;
}
