/* metrics_values.h - the values behind metrics.h, for the files that count and
 * print them. */
#ifndef MONITOR_METRICS_VALUES_H
#define MONITOR_METRICS_VALUES_H

#include <string.h>

#include "monitor/metrics.h"
#include "spool/spool.h"
#include "spool/spool_trouble.h"

#define METRICS_BUCKETS 16

extern const double metrics_bucket_seconds[METRICS_BUCKETS];

struct histogram {
	guint64 counts[METRICS_BUCKETS + 1]; /* not cumulative; last: +Inf */
	double sum;
};

struct sink_gauge {
	char *name;
	gboolean configured, up;
	guint64 queued, parked;
	double oldest_seconds; /* when summarised; 0 also: none queued */
};

struct metrics {
	GMutex lock;	  /* all below */
	GMutex file_lock; /* the one temporary file's */

	gint64 started; /* microseconds of Unix time */
	guint64 letters[OUTCOME_FAILED + 1];
	guint64 pages[TEXT_SOURCE_OCR + 1];
	GHashTable *rejections; /* code -> guint64 * */
	struct histogram stages[STAGE_TOTAL + 1];
	guint64 worker_restarts, extract_retries;
	GHashTable *deliver_retries; /* sink -> guint64 * */
	gboolean intake_paused;
	GHashTable *watches; /* name -> guint64 *, 1: up */

	GPtrArray *troubles; /* of struct spool_trouble */

	gint64 summarised; /* g_get_monotonic_time(); 0: not yet */
	guint64 states[LETTER_FAILED + 1];
	gboolean waiting;
	double oldest_seconds;
	guint strays;
	guint64 looks_open;
	double straight_through; /* -1: not known */
	GPtrArray *sinks;	 /* of struct sink_gauge */
};

#endif
