/* reextract.c - imrctl reextract and reocr: letters read again from their
 * originals, the latter with each page recognised. */
#include "ctl/action.h"
#include "ctl/command.h"
#include "ctl/session.h"

static gboolean
reextract(struct session *session, const char *id, GError **error)
{
	return spool_reextract(session->spool, id, session->now, error);
}

static enum ctl_status
run_reextract(struct session *session, GError **error)
{
	return action_each(session, reextract,
			   "queued: will be read again from the original.",
			   TRUE, error);
}

static gboolean
reocr(struct session *session, const char *id, GError **error)
{
	return spool_reocr(session->spool, id, session->now, error);
}

static enum ctl_status
run_reocr(struct session *session, GError **error)
{
	return action_each(session, reocr,
			   "queued: each page will be recognised, from the "
			   "original.",
			   TRUE, error);
}

const struct command command_reextract = {
	.name = "reextract",
	.arguments = "LETTER...",
	.summary = "Extracts letters again from their originals",
	.details = "Pages are recognised where the settings have it so: a good "
		   "text layer is\nread as it is.",
	.least = 1,
	.most = G_MAXUINT,
	.run = run_reextract,
};

const struct command command_reocr = {
	.name = "reocr",
	.arguments = "LETTER...",
	.summary = "Extracts letters again, recognising every page",
	.least = 1,
	.most = G_MAXUINT,
	.run = run_reocr,
};
