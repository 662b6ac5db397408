/* forget_sink.c - imrctl forget-sink: gives up a removed sink's queue. */
#include "core/error.h"
#include "ctl/action.h"
#include "ctl/command.h"
#include "ctl/print.h"
#include "ctl/session.h"
#include "view/json.h"

static enum ctl_status
run(struct session *session, GError **error)
{
	const char *sink = session->arguments[0];
	g_autofree char *text = g_strdup_printf("'%s' is forgotten.", sink);

	if (!spool_forget_sink(session->spool, sink, error))
		/* FATAL here is "no such sink" or "still in the settings". */
		return g_error_matches(*error, IMR_ERROR, IMR_ERROR_RETRY)
			       ? CTL_ENVIRONMENT
			       : CTL_WRONG;
	return action_report(session,
			     json_pack("{s:o}", "sink", json_of_string(sink)),
			     text, FALSE, error);
}

const struct command command_forget_sink = {
	.name = "forget-sink",
	.arguments = "NAME",
	.summary = "Gives up what waits for a sink that is no more",
	.details = "Only for a sink that is no longer in the settings that the "
		   "daemon runs with.",
	.least = 1,
	.most = 1,
	.run = run,
};
