/* seen.c - imrctl seen: somebody has looked at these letters. */
#include "core/error.h"
#include "ctl/action.h"
#include "ctl/command.h"
#include "ctl/session.h"
#include "spool/look_stored.h"

static char *reason;

static const GOptionEntry options[] = {
	{ "reason", 'r', 0, G_OPTION_ARG_FILENAME, &reason,
	  "What was found, for the letter's history", "TEXT" },
	{ NULL },
};

static gboolean
check(const struct session *session G_GNUC_UNUSED, GError **error)
{
	return reason == NULL || g_utf8_validate(reason, -1, NULL) ||
	       error_set(error, IMR_ERROR_FATAL,
			 "--reason: not a text in UTF-8");
}

/* One that an older version stored may not have been looked through yet. */
static gboolean
mark(struct session *session, const char *id, GError **error)
{
	return look_stored_fill_one(session->spool, session->store, id,
				    error) &&
	       spool_mark_seen(session->spool, id, reason, session->now, error);
}

static enum ctl_status
run(struct session *session, GError **error)
{
	return action_each(session, mark,
			   "seen: no look is needed until the record changes.",
			   FALSE, error);
}

const struct command command_seen = {
	.name = "seen",
	.arguments = "LETTER...",
	.summary = "Marks letters as looked at by a person",
	.details = "They are no longer listed by --warnings, until a reparse "
		   "or a reocr changes\ntheir records.",
	.options = options,
	.least = 1,
	.most = G_MAXUINT,
	.check = check,
	.run = run,
};
