/* service_private.h - shared by the service's files: its parts, and how they
 * are started, changed and stopped. Main loop only. */
#ifndef DAEMON_SERVICE_PRIVATE_H
#define DAEMON_SERVICE_PRIVATE_H

#include <glib.h>

#include "daemon/service.h"

struct config;

struct service {
	const struct service_plan *plan;
	struct config *config;
	GPtrArray *retired; /* of struct config: old ones, still used by letters
			     * and files that were begun under them */
	GMainLoop *loop;
	struct store *store;
	struct watch_locks *locks; /* on the inboxes */
	struct metrics *metrics;
	struct troubles *troubles;
	struct metrics_server *server;
	struct spool_thread *spool_thread;
	struct inbox *inbox;
	struct extraction *extraction;
	struct queues *queues;
	struct survey *survey;
	struct look_fill *look_fill;
	struct indexer *indexer;
	struct reload *reload;
	int lock;	  /* the spool's; -1: not held */
	gboolean no_room; /* the disk is full, and the other parts are not
			   * started yet */
	gboolean stopping;
	enum status status;
	gint64 deadline; /* monotonic, while stopping */
};

/* --- service_start.c --- */

/* TRUE also if the disk is full: then the service waits for room. */
gboolean service_start(struct service *service, GError **error);
/* If the settings ask for it. */
gboolean service_start_metrics(struct service *service, GError **error);
/* Logs the error and ends the main loop. */
void service_give_up(struct service *service, const GError *error);

/* --- service_reload.c: SIGHUP, and the callback of reload.h --- */

gboolean service_reload(gpointer service);
void service_settings_were_read(struct config *take_config, const GError *error,
				gpointer service);

/* --- service_stop.c --- */

/* SIGTERM, SIGINT: the second one does not wait. */
gboolean service_stop(gpointer service);
/* Call after the main loop; does not return if a thread hangs. */
void service_finish(struct service *service);

#endif
