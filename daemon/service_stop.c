/* service_stop.c - finishes work under way, and leaves hanging threads
 * behind. */
#include "daemon/service_private.h"

#include "daemon/exit_guard.h"
#include "daemon/extraction.h"
#include "daemon/indexer.h"
#include "daemon/look_fill.h"
#include "daemon/reload.h"
#include "daemon/survey.h"
#include "delivery/queues.h"
#include "intake/inbox.h"
#include "monitor/log.h"
#include "monitor/metrics.h"
#include "monitor/notify.h"
#include "monitor/troubles.h"
#include "settings/config.h"
#include "sources/directory/watch_locks.h"
#include "spool/spool_thread.h"
#include "spool/store.h"

#define LOOK_AGAIN_MS 50
/* for the end itself; with stop_seconds, less than systemd's
 * TimeoutStopSec=. */
#define EXIT_GRACE_SECONDS 5

static gboolean
is_idle(const struct service *service)
{
	return inbox_is_idle(service->inbox) &&
	       extraction_under_way(service->extraction) == 0 &&
	       spool_thread_pending(service->spool_thread) == 0 &&
	       queues_have_stopped(service->queues);
}

static gboolean
wait_for_idle(gpointer data)
{
	struct service *service = data;

	if (!is_idle(service) && g_get_monotonic_time() < service->deadline)
		return G_SOURCE_CONTINUE;
	g_main_loop_quit(service->loop);
	return G_SOURCE_REMOVE;
}

/* The second signal does not wait. */
gboolean
service_stop(gpointer data)
{
	struct service *service = data;

	if (service->stopping) {
		g_main_loop_quit(service->loop);
		return G_SOURCE_CONTINUE;
	}
	notify_stopping();
	log_notice("service", "stopping");
	service->stopping = TRUE;
	if (service->no_room) {
		g_main_loop_quit(service->loop);
		return G_SOURCE_CONTINUE;
	}
	service->deadline = g_get_monotonic_time() +
			    (gint64)(service->config->service.stop_seconds *
				     G_USEC_PER_SEC);
	exit_guard_start(service->config->service.stop_seconds +
				 EXIT_GRACE_SECONDS,
			 service->lock, service->locks);
	inbox_close(service->inbox);
	g_clear_pointer(&service->survey, survey_free);
	g_clear_pointer(&service->look_fill, look_fill_free);
	extraction_stop(service->extraction);
	queues_stop(service->queues);
	g_timeout_add(LOOK_AGAIN_MS, wait_for_idle, service);
	return G_SOURCE_CONTINUE;
}

/* Threads that still deliver, or wait for a file system that does not respond,
 * are not waited for any longer: a record stays queued and may be put again, a
 * file stays in its inbox. */
static void
leave_at_once(const struct service *service)
{
	log_notice("service",
		   service->inbox != NULL
			   ? "a watched directory or its archive does not "
			     "answer; the next start goes on there"
			   : "a sink still delivers; its record will be "
			     "delivered again");
	exit_guard_leave(service->lock, service->locks);
}

void
service_finish(struct service *service)
{
	gboolean stopped;

	g_clear_pointer(&service->reload, reload_free);
	if (service->inbox != NULL)
		inbox_close(service->inbox);
	if (service->inbox == NULL || inbox_has_stopped(service->inbox))
		g_clear_pointer(&service->inbox, inbox_free);
	g_clear_pointer(&service->server, metrics_server_free);
	g_clear_pointer(&service->survey, survey_free);
	g_clear_pointer(&service->look_fill, look_fill_free);
	g_clear_pointer(&service->extraction, extraction_free);
	g_clear_pointer(&service->indexer, indexer_free);
	g_clear_pointer(&service->spool_thread, spool_thread_free);
	stopped = service->inbox == NULL &&
		  (service->queues == NULL ||
		   queues_have_stopped(service->queues));
	if (!stopped)
		leave_at_once(service);
	g_clear_pointer(&service->queues, queues_free);
	g_clear_pointer(&service->store, store_free);
	g_clear_pointer(&service->metrics, metrics_free);
	g_clear_pointer(&service->troubles, troubles_free);
	g_clear_pointer(&service->locks, watch_locks_free);
	config_free(service->config);
	g_ptr_array_unref(service->retired);
	g_main_loop_unref(service->loop);
}
