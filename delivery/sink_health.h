/* sink_health.h - how a sink fares, and when it is tried again.
 *
 * One record's failure says nothing of the sink. Several different records'
 * failures in a row, one that any record would have met, or a far side that
 * asks to be left alone make it wait; what the operator must mend halts it.
 * Each wait in a row is longer than the last. No clock and no chance is read
 * here. */
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
	double retry_after;    /* seconds; 0: nobody asked for any */
};

void sink_health_init(struct sink_health *health,
		      const struct delivery_settings *settings);
void sink_health_clear(struct sink_health *health);

/* The sink answered. TRUE: it did not before. */
gboolean sink_health_good(struct sink_health *health);
/* *out_news: the state or the reason is another one than before. TRUE: the
 * sink waits or is halted from now on. random is from 0 to 1. */
gboolean sink_health_bad(struct sink_health *health,
			 const struct sink_failure *failure, gint64 monotonic,
			 double random, gboolean *out_news);

#endif
