/* system_service.h - the system's settings in the hands of people.
 *
 * Whoever types imr-ingest alone gets the settings of /etc, with the office's
 * inboxes. They are the service's: who may not use its spool would take the
 * office's letters into a spool of his own. */
#ifndef DAEMON_SYSTEM_SERVICE_H
#define DAEMON_SYSTEM_SERVICE_H

#include <glib.h>

struct config;

/* FATAL, with what to type instead: these are the system's settings, and this
 * user may not use their spool. */
gboolean system_service_check(const struct config *config, GError **error);

#endif
