/* service.c - the parts of the daemon, put together, reloaded, and ended. */
#include "daemon/service.h"

#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/error.h"
#include "daemon/exit_guard.h"
#include "daemon/extraction.h"
#include "daemon/look_fill.h"
#include "daemon/recovery.h"
#include "daemon/reload.h"
#include "daemon/survey.h"
#include "delivery/queues.h"
#include "intake/inbox.h"
#include "monitor/log.h"
#include "monitor/metrics.h"
#include "monitor/notify.h"
#include "settings/config.h"
#include "sources/directory/watch_locks.h"
#include "spool/clerk.h"
#include "spool/directory.h"
#include "spool/lock.h"
#include "spool/spool.h"
#include "spool/store.h"
#include "spool/strays.h"

/* Each connection waits so long for whoever else writes. */
#define BUSY_SECONDS 10.0
#define LOOK_AGAIN_MS 50
#define ROOM_AGAIN_SECONDS 1
/* For the end itself; with stop_seconds, less than systemd's TimeoutStopSec=.
 */
#define EXIT_GRACE_SECONDS 5

struct service {
	const struct service_plan *plan;
	struct config *config;
	GPtrArray *retired; /* of struct config: letters begun under them, and
			     * files being taken, still read them */
	GMainLoop *loop;
	struct store *store;
	struct watch_locks *locks; /* on the inboxes */
	struct metrics *metrics;
	struct metrics_server *server;
	struct clerk *clerk;
	struct inbox *inbox;
	struct extraction *extraction;
	struct queues *queues;
	struct survey *survey;
	struct look_fill *look_fill;
	struct reload *reload;
	int lock;	  /* the spool's; -1: not held */
	gboolean no_room; /* the disk is full, and nothing below is there yet */
	gboolean stopping;
	enum status status;
	gint64 deadline; /* monotonic, while stopping */
};

/* --- what the parts report --- */

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

/* --- start --- */

static struct spool *
open_spool(const struct service *service, GError **error)
{
	return spool_open(service->config->spool.directory, TRUE, BUSY_SECONDS,
			  error);
}

static char **
sink_names(const struct config *config)
{
	char **names = g_new0(char *, config->sink_names->len + 1);

	for (guint i = 0; i < config->sink_names->len; i++)
		names[i] = g_strdup(config->sink_names->pdata[i]);
	return names;
}

/* What the spool must know of the settings, and what a dead daemon left. */
static gboolean
prepare_spool(const struct service *service, struct spool *spool,
	      GError **error)
{
	g_auto(GStrv) names = sink_names(service->config);
	const guint attempts = (guint)service->config->spool.attempts;
	guint recovered, failed;

	if (!recovery_run(spool, service->store, error) ||
	    !spool_recover(spool, attempts, spool_now(), &recovered, &failed,
			   error) ||
	    !spool_set_sinks(spool, (const char *const *)names, spool_now(),
			     error) ||
	    !spool_forget_strays(spool, G_MAXINT64, error) ||
	    !strays_note(spool, service->config->spool.directory, error))
		return FALSE;
	if (recovered > 0)
		log_notice("service",
			   "%u letters that were being read when the last run "
			   "ended are read again",
			   recovered);
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
	service->clerk = clerk_new(spool);
	return TRUE;
}

static gboolean
start_metrics_server(struct service *service, GError **error)
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
		.clerk = service->clerk,
		.store = service->store,
		.metrics = service->metrics,
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
		.clerk = service->clerk,
		.store = service->store,
		.locks = service->locks,
		.metrics = service->metrics,
		.changed = letters_are_due,
		.data = service,
	};
	const struct survey_plan survey = {
		.clerk = service->clerk,
		.metrics = service->metrics,
		.changed = letters_are_due,
		.data = service,
	};

	service->queues = queues_new(&queues);
	queues_set(service->queues, service->config);
	service->extraction = extraction_new(&extraction);
	extraction_wake(service->extraction);
	service->inbox = inbox_new(&inbox);
	service->survey =
		survey_new(&survey, service->inbox, service->extraction);
	survey_set_config(service->survey, service->config);
	service->look_fill = look_fill_new(service->clerk, service->store);
	inbox_open(service->inbox, service->config);
}

static gboolean
open_and_start(struct service *service, GError **error)
{
	if ((service->clerk == NULL && !open_store_and_spool(service, error)) ||
	    (service->server == NULL && !start_metrics_server(service, error)))
		return FALSE;
	start_parts(service);
	log_notice("service",
		   "imr-ingest " IMR_VERSION
		   " watches %u directories for %u sinks",
		   service->config->watches->len,
		   service->config->sink_names->len);
	return TRUE;
}

static void
give_up(struct service *service, const GError *error)
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
		metrics_set_intake_paused(service->metrics, FALSE);
	} else if (error_is_disk_full(error)) {
		return G_SOURCE_CONTINUE;
	} else {
		give_up(service, error);
	}
	return G_SOURCE_REMOVE;
}

/* Up, so that no restart limit ends it for good, and waiting. */
static void
wait_for_room(struct service *service, const GError *full)
{
	g_autoptr(GError) error = NULL;

	service->no_room = TRUE;
	log_error("service",
		  "disk full: no letters are taken, read or delivered until "
		  "there is room: %s",
		  full->message);
	notify_status("disk full, waiting for room: %s", full->message);
	metrics_set_intake_paused(service->metrics, TRUE);
	if (service->lock >= 0 && !start_metrics_server(service, &error))
		log_error("service", "metrics are not served: %s",
			  error->message);
	g_timeout_add_seconds(ROOM_AGAIN_SECONDS, look_for_room, service);
}

static gboolean
start(struct service *service, GError **error)
{
	g_autoptr(GError) problem = NULL;

	log_set_level(service->config->service.log_level);
	service->metrics = metrics_new();
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

/* --- reload --- */

static gboolean
check_new_config(const struct service *service, const struct config *config,
		 GError **error)
{
	if (strcmp(config->spool.directory, service->config->spool.directory) !=
	    0)
		return error_set(error, IMR_ERROR_FATAL,
				 "[spool] directory changes only with a "
				 "restart");
	return watch_locks_set(service->locks, config->watches, error);
}

struct change {
	char **sink_names;
	char *spool_directory;
	gint64 since; /* what is noted from then on is the new watcher's */
};

static void
note_change_work(struct spool *spool, gpointer data)
{
	struct change *change = data;
	g_auto(GStrv) names = change->sink_names;
	g_autofree char *directory = change->spool_directory;
	g_autoptr(GError) error = NULL;

	if (!spool_set_sinks(spool, (const char *const *)names, spool_now(),
			     &error) ||
	    !spool_forget_strays(spool, change->since, &error) ||
	    !strays_note(spool, directory, &error))
		log_warning("service",
			    "the spool does not note the new settings: %s",
			    error->message);
	g_free(change);
}

static void
note_change(const struct service *service)
{
	struct change *change = g_new0(struct change, 1);

	change->sink_names = sink_names(service->config);
	change->spool_directory = g_strdup(service->config->spool.directory);
	change->since = spool_now();
	clerk_do(service->clerk, note_change_work, NULL, change);
}

/* The address may be in use by then; the daemon lives without. */
static void
restart_metrics_server(struct service *service, const struct config *old)
{
	const char *address = service->config->service.metrics_listen;
	g_autoptr(GError) error = NULL;

	if (g_strcmp0(old->service.metrics_listen, address) == 0 &&
	    (address == NULL || service->server != NULL))
		return;
	g_clear_pointer(&service->server, metrics_server_free);
	if (!start_metrics_server(service, &error))
		log_error("service", "metrics are not served: %s",
			  error->message);
}

static void
apply(struct service *service, struct config *take_config)
{
	struct config *old = service->config;

	if (service->inbox != NULL)
		inbox_close(service->inbox);
	g_ptr_array_add(service->retired, old);
	service->config = take_config;
	log_set_level(take_config->service.log_level);
	restart_metrics_server(service, old);
	if (service->no_room)
		return;
	note_change(service);
	queues_set(service->queues, take_config);
	extraction_set_config(service->extraction, take_config);
	survey_set_config(service->survey, take_config);
	inbox_open(service->inbox, take_config);
}

static void
settings_were_read(struct config *take_config, const GError *error,
		   gpointer data)
{
	struct service *service = data;
	g_autoptr(config) config = take_config;
	g_autoptr(GError) problem = error ? g_error_copy(error) : NULL;

	if (service->stopping)
		return;
	if (config != NULL && check_new_config(service, config, &problem)) {
		apply(service, g_steal_pointer(&config));
		log_notice("service", "the settings were read anew");
	} else {
		log_error("service",
			  "the settings were not read anew, the old ones stay: "
			  "%s",
			  problem->message);
	}
	notify_ready();
}

static gboolean
hup_came(gpointer data)
{
	struct service *service = data;

	if (service->stopping)
		return G_SOURCE_CONTINUE;
	notify_reloading();
	reload_begin(service->reload);
	return G_SOURCE_CONTINUE;
}

/* --- stop --- */

static gboolean
is_idle(const struct service *service)
{
	return inbox_is_idle(service->inbox) &&
	       extraction_under_way(service->extraction) == 0 &&
	       clerk_pending(service->clerk) == 0 &&
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

/* The second one does not wait. */
static gboolean
term_came(gpointer data)
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

/* Whoever still delivers, or waits for a file system that does not answer, is
 * not waited for any longer: a record stays queued and may be put again, a file
 * stays in its inbox. */
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

static void
finish(struct service *service)
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
	g_clear_pointer(&service->clerk, clerk_free);
	stopped = service->inbox == NULL &&
		  (service->queues == NULL ||
		   queues_have_stopped(service->queues));
	if (!stopped)
		leave_at_once(service);
	g_clear_pointer(&service->queues, queues_free);
	g_clear_pointer(&service->store, store_free);
	g_clear_pointer(&service->metrics, metrics_free);
	g_clear_pointer(&service->locks, watch_locks_free);
	config_free(service->config);
	g_ptr_array_unref(service->retired);
	g_main_loop_unref(service->loop);
}

/* --- */

enum status
service_run(const struct service_plan *plan, struct config *take_config)
{
	struct service service = { .plan = plan,
				   .config = take_config,
				   .lock = -1 };
	g_autoptr(GError) error = NULL;

	service.loop = g_main_loop_new(NULL, FALSE);
	service.retired =
		g_ptr_array_new_with_free_func((GDestroyNotify)config_free);
	service.reload = reload_new(plan, settings_were_read, &service);
	/* Before anybody is told that we are ready: a signal that comes while
	 * we start has its turn in the main loop. */
	g_unix_signal_add(SIGHUP, hup_came, &service);
	g_unix_signal_add(SIGTERM, term_came, &service);
	g_unix_signal_add(SIGINT, term_came, &service);
	if (start(&service, &error)) {
		g_main_loop_run(service.loop);
		if (service.queues != NULL)
			queues_stop(service.queues);
	} else {
		give_up(&service, error);
	}
	finish(&service);
	return service.status;
}
