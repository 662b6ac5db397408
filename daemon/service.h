/* service.h - the daemon: `imr-ingest` without --once.
 *
 *     watcher -> intake -> [spool] -> extraction -> [spool] -> queues -> sinks
 *
 * The spool is durable, so every part may die at any instant and continues from
 * the spool's state. Signals: TERM and INT end the service; work under way is
 * finished or given back within stop_seconds. HUP reads the settings again; if
 * the file is wrong, the old ones stay in force. */
#ifndef DAEMON_SERVICE_H
#define DAEMON_SERVICE_H

#include <glib.h>

#include "core/status.h"
#include "daemon/service_plan.h"

/* Runs until it is told to end. take_config has passed service_check().
 * Failures at the start are logged. */
enum status service_run(const struct service_plan *plan,
			struct config *take_config);

#endif
