/* service_private.h - what the files of the service share: its parts, and how
 * they begin, change and end. Main loop only. */
#ifndef DAEMON_SERVICE_PRIVATE_H
#define DAEMON_SERVICE_PRIVATE_H

#include <glib.h>

#include "daemon/service.h"

struct config;

struct service {
	const struct service_plan *plan;
	struct config *config;
	GPtrArray *retired; /* of struct config: letters begun under them, and
			     * files being taken, still read them */
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
	gboolean no_room; /* the disk is full, and nothing below is there yet */
	gboolean stopping;
	enum status status;
	gint64 deadline; /* monotonic, while stopping */
};

/* --- service_start.c --- */

/* TRUE also where the disk is full: then it waits for room by itself. */
gboolean service_start(struct service *service, GError **error);
/* Where the settings want one. */
gboolean service_start_metrics(struct service *service, GError **error);
/* Logs the error and ends the main loop. */
void service_give_up(struct service *service, const GError *error);

/* --- service_reload.c: SIGHUP, and what reload.h calls when it is done --- */

gboolean service_reload(gpointer service);
void service_settings_were_read(struct config *take_config, const GError *error,
				gpointer service);

/* --- service_stop.c --- */

/* SIGTERM, SIGINT: the second one does not wait. */
gboolean service_stop(gpointer service);
/* Behind the main loop; does not return where something cannot be waited
 * for. */
void service_finish(struct service *service);

#endif
