/* reload.c - imrctl reload: asks the daemon to read its settings again, and
 * prints the outcome. */
#include <errno.h>
#include <signal.h>

#include "core/error.h"
#include "ctl/action.h"
#include "ctl/command.h"
#include "ctl/session.h"
#include "spool/spool_situation.h"
#include "view/json.h"

/* The daemon queries each file system that the settings name, for some seconds
 * at most. */
#define PATIENCE_US (60 * G_TIME_SPAN_SECOND)
#define LOOK_AGAIN_US 50000

static gboolean
ask(const struct session *session, GError **error)
{
	gint64 pid;

	if (!session_daemon(session, &pid, error))
		return FALSE;
	if (pid == 0)
		return error_set(error, IMR_ERROR_REJECT,
				 "no imr-ingest is running here: systemctl "
				 "start imr-ingest");
	if (pid < 0)
		return error_set(error, IMR_ERROR_FATAL,
				 "imr-ingest runs in a container: reload it "
				 "from there");
	return kill((pid_t)pid, SIGHUP) == 0 ||
	       error_set_errno(error, "signal process %ld", (long)pid);
}

/* What the daemon notes once it has read them, or has refused to. */
static struct spool_settings_read *
await(struct session *session, guint64 times, GError **error)
{
	gint64 deadline = g_get_monotonic_time() + PATIENCE_US;

	while (g_get_monotonic_time() < deadline) {
		g_autoptr(spool_settings_read) read =
			spool_read_settings_read(session->spool, error);

		if (read == NULL || read->times > times)
			return g_steal_pointer(&read);
		g_usleep(LOOK_AGAIN_US);
	}
	error_set(error, IMR_ERROR_RETRY,
		  "imr-ingest does not say whether it took the settings; see "
		  "imrctl status");
	return NULL;
}

static enum ctl_status
run(struct session *session, GError **error)
{
	g_autoptr(spool_settings_read) before =
		spool_read_settings_read(session->spool, error);
	g_autoptr(spool_settings_read) after = NULL;

	if (before == NULL || !ask(session, error))
		return ctl_status_of(*error);
	after = await(session, before->times, error);
	if (after == NULL)
		return CTL_ENVIRONMENT;
	if (after->refused != NULL) {
		error_set(error, IMR_ERROR_REJECT,
			  "the settings were refused, and the old ones stay: "
			  "%s",
			  after->refused);
		return CTL_WRONG;
	}
	return action_report(
		session, json_pack("{s:o}", "read", json_of_time(after->at)),
		"The settings were read anew.", FALSE, error);
}

const struct command command_reload = {
	.name = "reload",
	.summary = "Has the service read its settings, and says if it did",
	.details = "Exit status 1: they were refused, and the old ones stay.",
	.run = run,
};
