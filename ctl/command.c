/* command.c - the table of commands. */
#include "ctl/command.h"

#include <string.h>

#include "core/error.h"

extern const struct command command_status, command_list, command_show,
	command_original, command_retry, command_reparse, command_reextract,
	command_reocr, command_seen, command_reject, command_export,
	command_verify, command_forget_sink, command_reload, command_alert,
	command_search, command_stats, command_reindex;

const struct command *const command_table[] = {
	&command_status,
	&command_list,
	&command_search,
	&command_stats,
	&command_show,
	&command_original,
	&command_retry,
	&command_reparse,
	&command_reextract,
	&command_reocr,
	&command_seen,
	&command_reject,
	&command_export,
	&command_verify,
	&command_reindex,
	&command_forget_sink,
	&command_reload,
	&command_alert,
	NULL,
};

const struct command *
command_find(const char *name, GError **error)
{
	for (guint i = 0; command_table[i] != NULL; i++)
		if (strcmp(command_table[i]->name, name) == 0)
			return command_table[i];
	error_set(error, IMR_ERROR_FATAL,
		  "there is no command '%s'; see imrctl --help", name);
	return NULL;
}

enum ctl_status
ctl_status_of(const GError *error)
{
	return g_error_matches(error, IMR_ERROR, IMR_ERROR_REJECT)
		       ? CTL_WRONG
		       : CTL_ENVIRONMENT;
}
