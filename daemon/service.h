/* service.h - the daemon: `imr-ingest` without --once.
 *
 *     watcher -> intake -> [spool] -> extraction -> [spool] -> queues -> sinks
 *
 * What stands in brackets is durable, so every part may die at any instant and
 * begins where the spool says. Signals: TERM and INT end it, with what is under
 * way finished or given back within stop_seconds; HUP reads the settings
 * anew, and a bad file leaves the old ones in force. */
#ifndef DAEMON_SERVICE_H
#define DAEMON_SERVICE_H

#include <glib.h>

#include "core/status.h"

struct config;

struct service_plan {
	const char *worker_program; /* path */
	/* Reads the settings, as at the start; the caller's. */
	struct config *(*configure)(gconstpointer data, GError **error);
	gconstpointer data;
};

/* FATAL: what the settings lack or contradict themselves in, for a service. */
gboolean service_check(const struct config *config, GError **error);

/* Runs until it is told to end. take_config has passed service_check(). What
 * fails at the start is logged. */
enum status service_run(const struct service_plan *plan,
			struct config *take_config);

#endif
