/* reocr.c - imrctl reocr: extraction anew, each page recognised. */
#include "ctl/action.h"
#include "ctl/command.h"
#include "ctl/session.h"

static gboolean
reocr(struct session *session, const char *id, GError **error)
{
	return spool_reocr(session->spool, id, session->now, error);
}

static enum ctl_status
run(struct session *session, GError **error)
{
	return action_each(session, reocr,
			   "queued: each page will be recognised, from the "
			   "original.",
			   TRUE, error);
}

const struct command command_reocr = {
	.name = "reocr",
	.arguments = "LETTER...",
	.summary = "Extracts letters anew, recognising every page",
	.least = 1,
	.most = G_MAXUINT,
	.run = run,
};
