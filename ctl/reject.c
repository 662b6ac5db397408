/* reject.c - imrctl reject: puts a letter into quarantine by hand. */
#include "core/error.h"
#include "ctl/action.h"
#include "ctl/command.h"
#include "ctl/session.h"

static char *reason;

static const GOptionEntry options[] = {
	{ "reason", 'r', 0, G_OPTION_ARG_FILENAME, &reason,
	  "Why, for whoever looks at it later", "TEXT" },
	{ NULL },
};

static gboolean
check(const struct session *session G_GNUC_UNUSED, GError **error)
{
	if (reason == NULL || *reason == '\0')
		return error_set(error, IMR_ERROR_FATAL,
				 "reject wants --reason TEXT; see --help");
	return g_utf8_validate(reason, -1, NULL) ||
	       error_set(error, IMR_ERROR_FATAL,
			 "--reason: not a text in UTF-8");
}

static gboolean
reject(struct session *session, const char *id, GError **error)
{
	return spool_reject(session->spool, id, reason, session->now, error);
}

static enum ctl_status
run(struct session *session, GError **error)
{
	return action_each(session, reject,
			   "rejected: the originals stay, and nothing more is "
			   "delivered.",
			   FALSE, error);
}

const struct command command_reject = {
	.name = "reject",
	.arguments = "LETTER...",
	.summary = "Puts letters into quarantine by hand",
	.options = options,
	.least = 1,
	.most = G_MAXUINT,
	.check = check,
	.run = run,
};
