/* service_start.c - prepares the spool and starts the parts; if the disk is
 * full, waits for room. */
#include "daemon/service_private.h"

#include "core/error.h"
#include "daemon/extraction.h"
#include "daemon/indexer.h"
#include "daemon/look_fill.h"
#include "daemon/recovery.h"
#include "daemon/survey.h"
#include "delivery/queues.h"
#include "intake/inbox.h"
#include "monitor/log.h"
#include "monitor/metrics.h"
#include "monitor/notify.h"
#include "monitor/troubles.h"
#include "settings/config.h"
#include "sources/directory/watch_locks.h"
#include "spool/directory.h"
#include "spool/lock.h"
#include "spool/spool.h"
#include "spool/spool_situation.h"
#include "spool/spool_thread.h"
#include "spool/store.h"
#include "spool/strays.h"

/* Each connection waits so long for other writers. */
#define BUSY_SECONDS 10.0
#define ROOM_AGAIN_SECONDS 1

static void
letters_are_queued(gpointer data)
{
	struct service *service = data;

	if (service->queues != NULL)
		queues_wake(service->queues);
}

static void
letters_are_due(gpointer data)
{
	struct service *service = data;

	if (service->extraction != NULL && !service->stopping)
		extraction_wake(service->extraction);
}

static struct spool *
open_spool(const struct service *service, GError **error)
{
	return spool_open(service->config->spool.directory, TRUE, BUSY_SECONDS,
			  error);
}

/* Notes the settings in the spool, and handles what a dead daemon left. */
static gboolean
prepare_spool(const struct service *service, struct spool *spool,
	      GError **error)
{
	g_auto(GStrv) names = config_sink_names(service->config);
	const guint attempts = (guint)service->config->spool.attempts;
	guint recovered, failed;

	if (!recovery_run(spool, service->store, error) ||
	    !spool_recover(spool, attempts, spool_now(), &recovered, &failed,
			   error) ||
	    !spool_set_sinks(spool, (const char *const *)names, spool_now(),
			     error) ||
	    !spool_forget_strays(spool, G_MAXINT64, error) ||
	    !strays_note(spool, service->config->spool.directory, error) ||
	    !spool_note_settings(spool, NULL, spool_now(), error))
		return FALSE;
	if (recovered > 0)
		log_notice("service",
			   "%u %s being read when the last run ended, and "
			   "will be read again",
			   recovered,
			   g_dngettext(NULL, "letter was", "letters were",
				       recovered));
	if (failed > 0)
		log_error("service",
			  "a letter is given up, because the last run ended "
			  "while it was being read and no other; imrctl list "
			  "--state failed shows it, imrctl retry tries it "
			  "again");
	return TRUE;
}

static void
tell_warning(const char *message)
{
	log_warning("service", "%s", message);
}

static gboolean
open_store_and_spool(struct service *service, GError **error)
{
	const char *directory = service->config->spool.directory;
	struct spool *spool;

	if (!directory_make(directory, error))
		return FALSE;
	/* Held until the process ends. */
	if (service->lock < 0)
		service->lock = spool_lock(directory, SPOOL_LOCK_DAEMON, error);
	if (service->lock < 0)
		return FALSE;
	if (!watch_locks_set(service->locks, service->config->watches, error))
		return FALSE;
	service->store = store_open(directory, error);
	if (service->store != NULL)
		store_sweep(service->store, tell_warning);
	spool = service->store ? open_spool(service, error) : NULL;
	if (spool == NULL || !prepare_spool(service, spool, error)) {
		g_clear_pointer(&spool, spool_close);
		g_clear_pointer(&service->store, store_free);
		return FALSE;
	}
	service->spool_thread = spool_thread_new(spool);
	return TRUE;
}

gboolean
service_start_metrics(struct service *service, GError **error)
{
	const char *address = service->config->service.metrics_listen;

	if (address == NULL)
		return TRUE;
	service->server = metrics_server_new(service->metrics, address, error);
	return service->server != NULL;
}

static void
start_parts(struct service *service)
{
	const struct extraction_plan extraction = {
		.worker_program = (char *)service->plan->worker_program,
		.spool_thread = service->spool_thread,
		.store = service->store,
		.metrics = service->metrics,
		.troubles = service->troubles,
		.config = service->config,
		.queued = letters_are_queued,
		.data = service,
	};
	const struct sink_plan queues = {
		.spool_directory = service->config->spool.directory,
		.store = service->store,
		.metrics = service->metrics,
	};
	const struct inbox_plan inbox = {
		.spool_thread = service->spool_thread,
		.store = service->store,
		.locks = service->locks,
		.metrics = service->metrics,
		.troubles = service->troubles,
		.changed = letters_are_due,
		.data = service,
	};
	const struct survey_plan survey = {
		.spool_thread = service->spool_thread,
		.metrics = service->metrics,
		.troubles = service->troubles,
		.changed = letters_are_due,
		.data = service,
	};

	service->queues = queues_new(&queues);
	queues_set(service->queues, service->config);
	service->extraction = extraction_new(&extraction);
	extraction_wake(service->extraction);
	service->inbox = inbox_new(&inbox);
	service->survey = survey_new(&survey, service->inbox);
	survey_set_config(service->survey, service->config);
	service->look_fill =
		look_fill_new(service->spool_thread, service->store);
	service->indexer =
		indexer_new(service->config->spool.directory, service->store);
	inbox_open(service->inbox, service->config);
}

static gboolean
open_and_start(struct service *service, GError **error)
{
	guint directories = service->config->watches->len;
	guint sinks = service->config->sink_names->len;

	if ((service->spool_thread == NULL &&
	     !open_store_and_spool(service, error)) ||
	    (service->server == NULL && !service_start_metrics(service, error)))
		return FALSE;
	start_parts(service);
	log_notice("service",
		   "imr-ingest " IMR_VERSION " watches %u %s for %u %s",
		   directories,
		   g_dngettext(NULL, "directory", "directories", directories),
		   sinks, g_dngettext(NULL, "sink", "sinks", sinks));
	return TRUE;
}

void
service_give_up(struct service *service, const GError *error)
{
	log_error("service", "%s", error->message);
	service->status = STATUS_ENVIRONMENT;
	g_main_loop_quit(service->loop);
}

static gboolean
look_for_room(gpointer data)
{
	struct service *service = data;
	g_autoptr(GError) error = NULL;

	if (service->stopping)
		return G_SOURCE_REMOVE;
	if (open_and_start(service, &error)) {
		service->no_room = FALSE;
		troubles_end(service->troubles, TROUBLE_NO_ROOM, "");
		metrics_set_intake_paused(service->metrics, FALSE);
	} else if (error_is_disk_full(error)) {
		return G_SOURCE_CONTINUE;
	} else {
		service_give_up(service, error);
	}
	return G_SOURCE_REMOVE;
}

/* Running but waiting, so that systemd's restart limit does not end the service
 * for good. */
static void
wait_for_room(struct service *service, const GError *full)
{
	g_autoptr(GPtrArray) now = NULL;
	g_autoptr(GError) error = NULL;

	service->no_room = TRUE;
	troubles_set(service->troubles, TROUBLE_NO_ROOM, "", full->message);
	now = troubles_now(service->troubles);
	metrics_set_troubles(service->metrics, now);
	log_error("service",
		  "disk full: no letters are taken, read or delivered until "
		  "there is room: %s",
		  full->message);
	notify_status("disk full, waiting for room: %s", full->message);
	metrics_set_intake_paused(service->metrics, TRUE);
	if (service->lock >= 0 && !service_start_metrics(service, &error))
		log_error("service", "metrics are not served: %s",
			  error->message);
	g_timeout_add_seconds(ROOM_AGAIN_SECONDS, look_for_room, service);
}

gboolean
service_start(struct service *service, GError **error)
{
	g_autoptr(GError) problem = NULL;

	log_set_level(log_level_priority(service->config->service.log_level));
	service->metrics = metrics_new();
	service->troubles = troubles_new();
	service->locks = watch_locks_new();
	if (!open_and_start(service, &problem)) {
		if (!error_is_disk_full(problem)) {
			g_propagate_error(error, g_steal_pointer(&problem));
			return FALSE;
		}
		wait_for_room(service, problem);
	}
	notify_start_watchdog();
	notify_ready();
	return TRUE;
}
