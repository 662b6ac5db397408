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
#include "daemon/service_plan.h"

/* Runs until it is told to end. take_config has passed service_check(). What
 * fails at the start is logged. */
enum status service_run(const struct service_plan *plan,
			struct config *take_config);

#endif
