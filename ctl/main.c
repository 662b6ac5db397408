/* main.c - imrctl: the operator's view of what the daemon keeps. */
#include <signal.h>
#include <stdio.h>

#include "core/error.h"
#include "core/own_memory.h"
#include "ctl/caller_file.h"
#include "ctl/command.h"
#include "ctl/options.h"
#include "ctl/print.h"
#include "ctl/session.h"

static enum ctl_status
give_up(enum ctl_status status, const GError *error)
{
	print_complaint(NULL, error);
	return status;
}

/* What was asked. */
struct request {
	struct session *session;
	const struct command *command;
};

/* error: on entry why the spool cannot be opened; on return the outcome. */
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

static enum ctl_status
run_command(const struct request *request)
{
	struct session *session = request->session;
	const struct command *command = request->command;
	g_autoptr(GError) error = NULL;
	enum ctl_status status;

	if (session_open(session, command->reads, &error))
		status = command->run(session, &error);
	else
		status = do_without_spool(session, command, &error);
	if (error != NULL)
		return give_up(status, error);
	return print_flush(&error) ? status : give_up(CTL_ENVIRONMENT, error);
}

static enum ctl_status
run_into_pipe(int pipe, gpointer data)
{
	const struct request *request = data;

	request->session->pipe_path = g_strdup_printf("/dev/fd/%d", pipe);
	return run_command(request);
}

static enum ctl_status
run_for_caller(struct request *request)
{
	const struct command *command = request->command;
	g_autoptr(GError) error = NULL;
	enum ctl_status status = caller_file_fill(
		*command->output, command->force != NULL && *command->force,
		run_into_pipe, request, &error);

	return error != NULL ? give_up(status, error) : status;
}

/* Wrong settings are not a reason to hide the spool. */
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

int
main(int argc, char **argv)
{
	g_autoptr(session) session = session_new();
	g_autoptr(GError) error = NULL;
	struct request request = { .session = session };

	own_memory_close();
	/* The caller may have set it to be ignored; with `| head`, imrctl
	 * should end silently. */
	signal(SIGPIPE, SIG_DFL);
	if (!options_parse(session, argc, argv, &request.command, &error))
		return (int)give_up(CTL_USAGE, error);
	if (request.command == NULL)
		return CTL_DONE;
	if (!session_configure(session, &error) ||
	    !can_do_without_settings(session, request.command, &error))
		return (int)give_up(CTL_USAGE, error);
	if (request.command->output != NULL &&
	    *request.command->output != NULL && session_changes_user(session))
		return (int)run_for_caller(&request);
	return (int)run_command(&request);
}
