/* alert.c - imrctl alert: reports what needs a person, when that changes; or,
 * as a report, what has come. Run by a timer. */
#include <unistd.h>

#include "core/error.h"
#include "ctl/alert/message.h"
#include "ctl/alert/tell.h"
#include "ctl/alert/told.h"
#include "ctl/command.h"
#include "ctl/print.h"
#include "ctl/session.h"
#include "ctl/status/checkup.h"
#include "spool/spool_situation.h"
#include "view/json.h"

#define DAY_MS (24 * 3600 * G_GINT64_CONSTANT(1000))

static char *mail, *shell_command;
static gboolean as_report;

static const GOptionEntry options[] = {
	{ "mail", 0, 0, G_OPTION_ARG_FILENAME, &mail,
	  "Tell this address, through sendmail(1)", "ADDRESS" },
	{ "command", 0, 0, G_OPTION_ARG_FILENAME, &shell_command,
	  "Tell this command, on its standard input", "COMMAND" },
	{ "report", 0, 0, G_OPTION_ARG_NONE, &as_report,
	  "What has come since the last report", NULL },
	{ NULL },
};

static gboolean
check(const struct session *session G_GNUC_UNUSED, GError **error)
{
	if ((mail != NULL) == (shell_command != NULL))
		return error_set(error, IMR_ERROR_FATAL,
				 "alert wants --mail ADDRESS or --command "
				 "COMMAND; see --help");
	return mail == NULL || tell_check_address(mail, error);
}

static const struct audience *
audience(void)
{
	static struct audience those;

	those = (struct audience){ mail, shell_command };
	return &those;
}

static void
print_outcome(const struct session *session, const struct message *message)
{
	g_autoptr(GString) line = g_string_new(NULL);

	if (session->json) {
		print_json(json_pack(
			"{s:b, s:o}", "told", message != NULL, "subject",
			json_of_string(message ? message->subject : NULL)));
		return;
	}
	if (message != NULL)
		g_string_printf(line, "told: %s\n", message->subject);
	else
		g_string_printf(line, "nothing has changed\n");
	print_text(line);
}

/* --- without a spool: its disk is full, or gone --- */

/* The unit's own directory, below /run; NULL: each time is the first. */
static char *
stamp_path(void)
{
	const char *directory = g_getenv("RUNTIME_DIRECTORY");

	return directory != NULL ? g_build_filename(directory, "failed", NULL)
				 : NULL;
}

static gboolean
tell_failure(const struct session *session, const GError *why, GError **error)
{
	g_autofree char *path = stamp_path();
	g_autofree char *before = NULL;
	g_autoptr(message) message = NULL;

	if (path != NULL && g_file_get_contents(path, &before, NULL, NULL) &&
	    g_strcmp0(before, why->message) == 0) {
		print_outcome(session, NULL);
		return TRUE;
	}
	message = message_of_failure(why->message);
	if (!tell(audience(), message, error))
		return FALSE;
	if (path != NULL)
		(void)g_file_set_contents(path, why->message, -1, NULL);
	print_outcome(session, message);
	return TRUE;
}

/* The exit status is still that of a failure. */
static enum ctl_status
run_without_spool(struct session *session, const GError *why, GError **error)
{
	if (as_report)
		g_propagate_error(error, g_error_copy(why));
	else
		(void)tell_failure(session, why, error);
	return CTL_ENVIRONMENT;
}

/* --- with one --- */

static void
forget_failure(void)
{
	g_autofree char *path = stamp_path();

	if (path != NULL)
		(void)unlink(path);
}

static gboolean
alert(struct session *session, const GPtrArray *concerns, GError **error)
{
	g_autofree char *way = tell_way(audience());
	g_autofree char *now = told_of(concerns);
	g_autoptr(GPtrArray) ended = NULL;
	g_autoptr(message) message = NULL;
	g_autoptr(GError) problem = NULL;
	g_autofree char *told = NULL;
	gint64 at;

	told = spool_told(session->spool, way, &at, &problem);
	if (problem != NULL) {
		g_propagate_error(error, g_steal_pointer(&problem));
		return FALSE;
	}
	if (told_is_outdated(told, concerns, &ended)) {
		message = message_of_concerns(concerns, ended);
		if (!tell(audience(), message, error))
			return FALSE;
	}
	if (g_strcmp0(told, now) != 0 &&
	    !spool_note_told(session->spool, way, now, session->now, error))
		return FALSE;
	print_outcome(session, message);
	return TRUE;
}

/* The first report covers one day. */
static gboolean
report(struct session *session, const GPtrArray *concerns, GError **error)
{
	g_autofree char *one = tell_way(audience());
	g_autofree char *way = g_strconcat("report ", one, NULL);
	g_autoptr(GError) problem = NULL;
	gint64 since = session->now - DAY_MS;
	g_autofree char *told =
		spool_told(session->spool, way, &since, &problem);
	g_autoptr(message) message = NULL;

	if (problem != NULL) {
		g_propagate_error(error, g_steal_pointer(&problem));
		return FALSE;
	}
	message = message_of_report(session, concerns, since, error);
	if (message == NULL || !tell(audience(), message, error) ||
	    !spool_note_told(session->spool, way, "", session->now, error))
		return FALSE;
	print_outcome(session, message);
	return TRUE;
}

static enum ctl_status
run(struct session *session, GError **error)
{
	g_autoptr(checkup) checkup = checkup_take(session, error);

	if (checkup == NULL)
		return CTL_ENVIRONMENT;
	forget_failure();
	return (as_report ? report(session, checkup->concerns, error)
			  : alert(session, checkup->concerns, error))
		       ? CTL_DONE
		       : CTL_ENVIRONMENT;
}

const struct command command_alert = {
	.name = "alert",
	.summary =
		"Tells by mail or a command what needs a person, if it is news",
	.details = "Counts and ids only; no names of files, no word of a "
		   "letter.\nA timer is to run it.",
	.options = options,
	.check = check,
	.run = run,
	.run_without_spool = run_without_spool,
};
