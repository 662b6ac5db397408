/* system_service.c - whether this user may run the system's service. */
#include "daemon/system_service.h"

#include <errno.h>
#include <unistd.h>

#include "core/error.h"
#include "settings/config.h"

/* If it is missing, we would create it. */
static gboolean
may_use(const char *directory)
{
	g_autofree char *parent = NULL;

	if (access(directory, R_OK | W_OK | X_OK) == 0)
		return TRUE;
	if (errno != ENOENT)
		return FALSE;
	parent = g_path_get_dirname(directory);
	return may_use(parent);
}

gboolean
system_service_check(const struct config *config, GError **error)
{
	if (!config->is_system || may_use(config->spool.directory))
		return TRUE;
	return error_set(
		error, IMR_ERROR_FATAL,
		"these are the settings of the system's service, whose spool "
		"'%s' you may not use. To read files of your own, type "
		"imr-ingest --once FILE...; to hand letters in, copy them into "
		"the service's inbox; to run the service, as root: systemctl "
		"start imr-ingest; and for one of your own: --config FILE",
		config->spool.directory);
}
