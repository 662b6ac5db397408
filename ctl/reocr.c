/* reocr.c - imrctl reocr: extraction anew, each page recognised. */
#include "ctl/action.h"
#include "ctl/command.h"
#include "ctl/letter_json.h"
#include "ctl/session.h"
#include "ctl/spot.h"

static enum ctl_status
run(struct session *session, GError **error)
{
	g_autoptr(GPtrArray) letters = spot_arguments(session, error);
	g_autofree char *text = NULL;

	if (letters == NULL)
		return ctl_status_of(*error);
	for (guint i = 0; i < letters->len; i++) {
		const struct spool_letter *letter = letters->pdata[i];

		if (!spool_reocr(session->spool, letter->id, session->now,
				 error))
			return ctl_status_of(*error);
	}
	text = g_strdup_printf("%u queued: each page will be recognised, from "
			       "the original.",
			       letters->len);
	return action_report(
		session,
		json_pack("{s:o}", "letters", letter_ids_to_json(letters)),
		text, TRUE, error);
}

const struct command command_reocr = {
	.name = "reocr",
	.arguments = "ID|CASE...",
	.summary = "Extracts letters anew, recognising every page",
	.least = 1,
	.most = G_MAXUINT,
	.run = run,
};
