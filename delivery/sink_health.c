/* sink_health.c - computes a sink's state and its next try from what
 * happened. */
#include "delivery/sink_health.h"

#include "core/error.h"
#include "delivery/backoff.h"

/* If so many different records fail in a row, the sink is at fault. */
#define RECORDS_TO_WAIT 3
/* A sink that is back is noticed after no more seconds than this. */
#define LONGEST_WAIT 300.0
/* A halted sink is tried at once and then each minute, so that it goes on by
 * itself when the operator has fixed the cause. */
#define FIRST_HALT 1.0
#define LONGEST_HALT 60.0

void
sink_health_init(struct sink_health *health,
		 const struct delivery_settings *settings)
{
	*health = (struct sink_health){
		.settings = settings,
		.state = SINK_OK,
		.failed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
						NULL),
	};
}

void
sink_health_clear(struct sink_health *health)
{
	g_clear_pointer(&health->reason, g_free);
	g_clear_pointer(&health->failed, g_hash_table_unref);
}

gboolean
sink_health_good(struct sink_health *health)
{
	gboolean was_bad = health->state != SINK_OK;

	health->state = SINK_OK;
	health->next_try = 0;
	health->waits = 0;
	g_clear_pointer(&health->reason, g_free);
	g_hash_table_remove_all(health->failed);
	return was_bad;
}

/* Reasons differ in counts, milliseconds and ids from try to try. */
static gboolean
is_same_trouble(const char *one, const char *other)
{
	if (one == NULL || other == NULL)
		return one == other;
	for (;;) {
		while (g_ascii_isxdigit(*one))
			one++;
		while (g_ascii_isxdigit(*other))
			other++;
		if (*one != *other)
			return FALSE;
		if (*one == '\0')
			return TRUE;
		one++;
		other++;
	}
}

static gboolean
is_the_sinks(struct sink_health *health, const struct sink_failure *failure)
{
	if (failure->is_sinks || failure->retry_after > 0 ||
	    health->state != SINK_OK)
		return TRUE;
	g_hash_table_add(health->failed, g_strdup(failure->record_id));
	return g_hash_table_size(health->failed) >= RECORDS_TO_WAIT;
}

static double
wait_seconds(const struct sink_health *health,
	     const struct sink_failure *failure, double random)
{
	const struct delivery_settings *settings = health->settings;

	if (health->state == SINK_HALTED)
		return backoff_seconds(health->waits, FIRST_HALT, LONGEST_HALT,
				       random);
	if (failure->retry_after > 0)
		return failure->retry_after;
	return backoff_seconds(health->waits, settings->retry_first,
			       MIN(settings->retry_longest, LONGEST_WAIT),
			       random);
}

gboolean
sink_health_bad(struct sink_health *health, const struct sink_failure *failure,
		gint64 monotonic, double random, gboolean *out_news)
{
	const GError *error = failure->error;
	gboolean fatal = g_error_matches(error, IMR_ERROR, IMR_ERROR_FATAL);
	enum sink_state state = fatal ? SINK_HALTED : SINK_WAITING;

	*out_news = FALSE;
	if (!fatal && !is_the_sinks(health, failure))
		return FALSE;
	if (state != health->state)
		health->waits = 0;
	*out_news = state != health->state ||
		    !is_same_trouble(health->reason, error->message);
	health->state = state;
	health->waits++;
	g_free(health->reason);
	health->reason = g_strdup(error->message);
	health->next_try =
		monotonic + (gint64)(wait_seconds(health, failure, random) *
				     G_USEC_PER_SEC);
	return TRUE;
}
