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
struct sink_courier;
struct store;

struct sink_plan {
	const char *spool_directory;
	struct store *store;	 /* borrowed; thread-safe */
	struct metrics *metrics; /* borrowed; thread-safe */
	struct delivery_settings settings;
};

struct sink_courier *sink_courier_new(struct sink *take_sink, const char *name,
				      const struct sink_plan *plan);
/* A mark that could not be written is lost: that record is put once more. */
void sink_courier_free(struct sink_courier *courier);

struct stop {
	gboolean (*is_stopping)(gpointer data);
	gpointer data;
};

/* Delivers what is due, until it is to stop. Returns when there is something to
 * do again (g_get_monotonic_time(); G_MAXINT64: nothing that it knows of). */
gint64 sink_courier_round(struct sink_courier *courier,
			  const struct stop *stop);
/* Somebody else has changed the spool since the last call. */
gboolean sink_courier_has_news(struct sink_courier *courier);

DEFINE_AUTOPTR(sink_courier, sink_courier_free)

#endif
