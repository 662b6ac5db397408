/* reject.c - imrctl reject: a letter into quarantine, by hand. */
#include "core/error.h"
#include "ctl/action.h"
#include "ctl/command.h"
#include "ctl/letter_json.h"
#include "ctl/session.h"
#include "ctl/spot.h"

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

static enum ctl_status
run(struct session *session, GError **error)
{
	g_autoptr(GPtrArray) letters = spot_arguments(session, error);
	g_autofree char *text = NULL;

	if (letters == NULL)
		return ctl_status_of(*error);
	for (guint i = 0; i < letters->len; i++) {
		const struct spool_letter *letter = letters->pdata[i];

		if (!spool_reject(session->spool, letter->id, reason,
				  session->now, error))
			return ctl_status_of(*error);
	}
	text = g_strdup_printf("%u rejected: the originals stay, and nothing "
			       "more is delivered.",
			       letters->len);
	return action_report(
		session,
		json_pack("{s:o}", "letters", letter_ids_to_json(letters)),
		text, FALSE, error);
}

const struct command command_reject = {
	.name = "reject",
	.arguments = "ID|CASE...",
	.summary = "Puts letters into quarantine by hand",
	.options = options,
	.least = 1,
	.most = G_MAXUINT,
	.check = check,
	.run = run,
};
