/* main.c - imrctl: the operator's view of what the daemon keeps. */
#include <signal.h>
#include <stdio.h>

#include "core/error.h"
#include "core/own_memory.h"
#include "ctl/command.h"
#include "ctl/options.h"
#include "ctl/print.h"
#include "ctl/session.h"

static int
give_up(enum ctl_status status, const GError *error)
{
	print_complaint(NULL, error);
	return (int)status;
}

/* Settings that are wrong are no reason to hide the spool. */
static gboolean
can_do_without_settings(const struct session *session,
			const struct command *command, GError **error)
{
	g_autoptr(GError) wrong = NULL;

	if (session->settings_error == NULL)
		return TRUE;
	if (command->settings)
		return error_set(error, IMR_ERROR_FATAL, "%s",
				 session->settings_error);
	error_set(&wrong, IMR_ERROR_FATAL,
		  "%s. The file has changed since the service read it, or the "
		  "service cannot start; this works on the spool '%s' all the "
		  "same",
		  session->settings_error, session->directory);
	print_complaint(NULL, wrong);
	return TRUE;
}

/* error: why it cannot be opened, and then what became of that. */
static enum ctl_status
do_without_spool(struct session *session, const struct command *command,
		 GError **error)
{
	g_autoptr(GError) why = NULL;

	if (command->run_without_spool == NULL)
		return CTL_ENVIRONMENT;
	why = g_steal_pointer(error);
	return command->run_without_spool(session, why, error);
}

int
main(int argc, char **argv)
{
	g_autoptr(session) session = session_new();
	g_autoptr(GError) error = NULL;
	const struct command *command;
	enum ctl_status status;

	own_memory_close();
	/* Who started us may ignore it; `| head` ends us without a word. */
	signal(SIGPIPE, SIG_DFL);
	if (!options_parse(session, argc, argv, &command, &error))
		return give_up(CTL_USAGE, error);
	if (command == NULL)
		return CTL_DONE;
	if (!session_configure(session, &error) ||
	    !can_do_without_settings(session, command, &error))
		return give_up(CTL_USAGE, error);
	if (session_open(session, command->reads, &error))
		status = command->run(session, &error);
	else
		status = do_without_spool(session, command, &error);
	if (error != NULL)
		return give_up(status, error);
	if (!print_flush(&error))
		return give_up(CTL_ENVIRONMENT, error);
	return (int)status;
}
