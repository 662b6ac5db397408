/* service_plan.h - what the service is started with: where its settings come
 * from, and what they must say. */
#ifndef DAEMON_SERVICE_PLAN_H
#define DAEMON_SERVICE_PLAN_H

#include <glib.h>

struct config;

struct service_plan {
	const char *worker_program; /* path */
	/* Reads the settings, as at the start; the caller's. */
	struct config *(*read_config)(gconstpointer data, GError **error);
	gconstpointer data;
};

/* FATAL: what the settings lack or contradict themselves in, for a service.
 * out_missing: as places_check() has it. */
gboolean service_check(const struct config *config, GPtrArray *out_missing,
		       GError **error);

#endif
