/* service_plan.h - how the service gets its settings, and what they must
 * contain. */
#ifndef DAEMON_SERVICE_PLAN_H
#define DAEMON_SERVICE_PLAN_H

#include <glib.h>

struct config;

struct service_plan {
	const char *worker_program; /* path */
	/* Reads the settings, as at the start; the caller frees them. */
	struct config *(*read_config)(gconstpointer data, GError **error);
	gconstpointer data;
};

/* FATAL if settings that a service needs are missing or contradict each other.
 * out_missing: see places_check(). */
gboolean service_check(const struct config *config, GPtrArray *out_missing,
		       GError **error);

#endif
