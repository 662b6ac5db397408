/* service_reload.c - replaces the settings in use. */
#include "daemon/service_private.h"

#include <string.h>

#include "core/error.h"
#include "daemon/extraction.h"
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
#include "spool/spool.h"
#include "spool/spool_situation.h"
#include "spool/spool_thread.h"
#include "spool/strays.h"

static void
note_reading_work(struct spool *spool, gpointer data)
{
	g_autofree char *refused = data;
	g_autoptr(GError) error = NULL;

	if (!spool_note_settings(spool, refused, spool_now(), &error))
		log_warning("service", "the spool does not note the reload: %s",
			    error->message);
}

/* Notes the outcome in the spool, if it is open already. */
static void
note_reading(struct service *service, const GError *refused)
{
	if (refused == NULL)
		troubles_end(service->troubles, TROUBLE_RELOAD, "");
	else
		troubles_set(service->troubles, TROUBLE_RELOAD, "",
			     refused->message);
	if (service->spool_thread != NULL)
		spool_thread_do(service->spool_thread, note_reading_work, NULL,
				refused ? g_strdup(refused->message) : NULL);
}

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
	gint64 since; /* everything noted from then on is from the new watcher
		       */
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

	change->sink_names = config_sink_names(service->config);
	change->spool_directory = g_strdup(service->config->spool.directory);
	change->since = spool_now();
	spool_thread_do(service->spool_thread, note_change_work, NULL, change);
}

/* The address may be in use by then; the daemon runs without it. */
static void
restart_metrics_server(struct service *service, const struct config *old)
{
	const char *address = service->config->service.metrics_listen;
	g_autoptr(GError) error = NULL;

	if (g_strcmp0(old->service.metrics_listen, address) == 0 &&
	    (address == NULL || service->server != NULL))
		return;
	g_clear_pointer(&service->server, metrics_server_free);
	if (service_start_metrics(service, &error)) {
		troubles_end(service->troubles, TROUBLE_METRICS,
			     "metrics_listen");
		return;
	}
	log_error("service", "metrics are not served: %s", error->message);
	troubles_set(service->troubles, TROUBLE_METRICS, "metrics_listen",
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
	log_set_level(log_level_priority(take_config->service.log_level));
	restart_metrics_server(service, old);
	if (service->no_room)
		return;
	note_change(service);
	queues_set(service->queues, take_config);
	extraction_set_config(service->extraction, take_config);
	survey_set_config(service->survey, take_config);
	inbox_open(service->inbox, take_config);
}

void
service_settings_were_read(struct config *take_config, const GError *error,
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
	note_reading(service, problem);
	notify_ready();
}

gboolean
service_reload(gpointer data)
{
	struct service *service = data;

	if (service->stopping)
		return G_SOURCE_CONTINUE;
	notify_reloading();
	reload_begin(service->reload);
	return G_SOURCE_CONTINUE;
}
