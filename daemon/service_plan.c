/* service_plan.c - refuses settings that are not enough for a service. */
#include "daemon/service_plan.h"

#include <string.h>

#include "core/error.h"
#include "monitor/log.h"
#include "monitor/metrics.h"
#include "settings/config.h"
#include "settings/places.h"
#include "settings/secrets.h"

static gboolean
check_places(const struct config *config, GPtrArray *out_missing,
	     GError **error)
{
	g_autoptr(GPtrArray) silent = g_ptr_array_new_with_free_func(g_free);
	gboolean good = places_check(config, silent, out_missing, error);

	for (guint i = 0; i < silent->len; i++)
		log_warning("service",
			    "%s does not answer: whether it overlaps another "
			    "was told from the names alone",
			    (char *)silent->pdata[i]);
	return good;
}

gboolean
service_check(const struct config *config, GPtrArray *out_missing,
	      GError **error)
{
	if (config_source_count(config) == 0)
		return error_set(error, IMR_ERROR_FATAL,
				 "there is nothing to watch: give a [watch "
				 "NAME] with a directory in the settings file, "
				 "or --once and files; see --help");
	for (guint i = 0; i < config->sink_names->len; i++)
		for (guint j = 0; j < i; j++)
			if (strcmp(config->sink_names->pdata[i],
				   config->sink_names->pdata[j]) == 0)
				return error_set(
					error, IMR_ERROR_FATAL,
					"there are two sinks '%s'; tell them "
					"apart: [sink NAME LABEL]",
					(char *)config->sink_names->pdata[i]);
	if (config->service.metrics_listen != NULL &&
	    !metrics_server_check(config->service.metrics_listen, error))
		return FALSE;
	return check_places(config, out_missing, error) &&
	       secrets_check(config, error);
}
