/* system_service.h - keeps ordinary users from running the system's service.
 *
 * imr-ingest without options uses the settings in /etc, with the office's
 * inboxes. They are meant for the service: a user who may not use its spool
 * would take the office's letters into another spool. */
#ifndef DAEMON_SYSTEM_SERVICE_H
#define DAEMON_SYSTEM_SERVICE_H

#include <glib.h>

struct config;

/* FATAL, with what to type instead, if these are the system's settings and this
 * user may not use their spool. */
gboolean system_service_check(const struct config *config, GError **error);

#endif
