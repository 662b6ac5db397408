/* sink_job.h - what a sink's thread does: takes what is due to its sink,
 * and writes into the spool what became of it. It has no thread and no lock;
 * sink_queue.h has. */
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
/* A mark that could not be written is lost: that record is put once more. */
void sink_job_free(struct sink_job *job);

struct stop {
	gboolean (*is_stopping)(gpointer data);
	gpointer data;
};

/* Delivers what is due, until it is to stop. Returns when there is something to
 * do again (g_get_monotonic_time(); G_MAXINT64: nothing that it knows of). */
gint64 sink_job_round(struct sink_job *job, const struct stop *stop);
/* Somebody else has changed the spool since the last call. */
gboolean sink_job_has_news(struct sink_job *job);

DEFINE_AUTOPTR(sink_job, sink_job_free)

#endif
