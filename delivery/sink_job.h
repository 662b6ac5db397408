/* sink_job.h - the work of a sink's thread: delivers due records to the sink
 * and writes the results into the spool. Thread and lock are in
 * sink_queue.h. */
#ifndef DELIVERY_SINK_JOB_H
#define DELIVERY_SINK_JOB_H

#include <glib.h>

#include "core/cleanup.h"
#include "settings/service_settings.h"

struct metrics;
struct sink;
struct sink_job;
struct store;

struct sink_plan {
	const char *spool_directory;
	struct store *store;	 /* borrowed; thread-safe */
	struct metrics *metrics; /* borrowed; thread-safe */
	struct delivery_settings settings;
};

struct sink_job *sink_job_new(struct sink *take_sink, const char *name,
			      const struct sink_plan *plan);
/* If a mark could not be written it is lost, and that record is put again
 * later. */
void sink_job_free(struct sink_job *job);

struct stop {
	gboolean (*is_stopping)(gpointer data);
	gpointer data;
};

/* Delivers what is due, until it must stop. Returns the time at which there is
 * something to do again (g_get_monotonic_time(); G_MAXINT64: nothing known). */
gint64 sink_job_round(struct sink_job *job, const struct stop *stop);
/* TRUE: another process or thread has changed the spool since the last call. */
gboolean sink_job_has_news(struct sink_job *job);

DEFINE_AUTOPTR(sink_job, sink_job_free)

#endif
