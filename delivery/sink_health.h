/* sink_health.h - the state of a sink, and when it is tried again.
 *
 * The failure of one record says nothing about the sink. The sink waits after
 * failures of several different records in a row, after a failure that any
 * record would have met, or if the server asks for a pause. A failure that the
 * operator must fix halts it. Each wait in a row is longer than the last. Time
 * and random numbers are arguments here. */
#ifndef DELIVERY_SINK_HEALTH_H
#define DELIVERY_SINK_HEALTH_H

#include <glib.h>

#include "settings/service_settings.h"
#include "spool/spool.h"

struct sink_health {
	const struct delivery_settings *settings; /* borrowed */
	enum sink_state state;
	char *reason;	    /* NULL when SINK_OK */
	gint64 next_try;    /* monotonic microseconds; 0: now */
	guint waits;	    /* in a row */
	GHashTable *failed; /* ids of records, since the last that went well */
};

struct sink_failure {
	const GError *error;   /* RETRY or FATAL */
	const char *record_id; /* NULL: the sink did not open */
	gboolean is_sinks;     /* no record would have fared better */
	double retry_after;    /* seconds; 0: the server named none */
};

void sink_health_init(struct sink_health *health,
		      const struct delivery_settings *settings);
void sink_health_clear(struct sink_health *health);

/* The sink answered. TRUE: it was waiting or halted before. */
gboolean sink_health_good(struct sink_health *health);
/* *out_news: the state or the reason has changed. TRUE: the sink waits or is
 * halted from now on. random is from 0 to 1. */
gboolean sink_health_bad(struct sink_health *health,
			 const struct sink_failure *failure, gint64 monotonic,
			 double random, gboolean *out_news);

#endif
