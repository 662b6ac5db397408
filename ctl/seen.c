/* seen.c - imrctl seen: marks letters that somebody has looked at. */
#include "core/error.h"
#include "ctl/action.h"
#include "ctl/command.h"
#include "ctl/session.h"
#include "spool/look_stored.h"
#include "view/find_letter.h"

static char *reason;
static gboolean all;

static const GOptionEntry options[] = {
	{ "reason", 'r', 0, G_OPTION_ARG_FILENAME, &reason,
	  "What was found, for the letter's history", "TEXT" },
	{ "all", 'a', 0, G_OPTION_ARG_NONE, &all,
	  "Every letter in quarantine that nobody has seen", NULL },
	{ NULL },
};

static gboolean
check(const struct session *session, GError **error)
{
	if ((session_argument_count(session) > 0) == (all != FALSE))
		return error_set(error, IMR_ERROR_FATAL,
				 "seen wants either letters or --all; see "
				 "--help");
	return reason == NULL || g_utf8_validate(reason, -1, NULL) ||
	       error_set(error, IMR_ERROR_FATAL,
			 "--reason: not a text in UTF-8");
}

/* A letter that an older version stored may not have been looked through
 * yet. */
static gboolean
mark(struct session *session, const char *id, GError **error)
{
	return look_stored_fill_one(session->spool, session->store, id,
				    error) &&
	       spool_mark_seen(session->spool, id, reason, session->now, error);
}

static gboolean
is_unseen(const struct spool_letter *letter)
{
	return letter->state >= LETTER_REJECTED && letter->seen == 0;
}

static enum ctl_status
mark_all(struct session *session, GError **error)
{
	const struct letter_filter filter = { .any_state = TRUE };
	g_autoptr(GPtrArray) ids =
		find_matching_ids(session->spool, &filter, is_unseen, error);
	g_autofree char *text = NULL;

	for (guint i = 0; ids != NULL && i < ids->len; i++)
		if (!spool_mark_seen(session->spool, ids->pdata[i], reason,
				     session->now, error))
			return ctl_status_of(*error);
	if (ids == NULL)
		return ctl_status_of(*error);
	text = g_strdup_printf("%u seen, all in quarantine.", ids->len);
	return action_report(session,
			     json_pack("{s:i}", "letters", (int)ids->len), text,
			     FALSE, error);
}

static enum ctl_status
run(struct session *session, GError **error)
{
	if (all)
		return mark_all(session, error);
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
	.most = G_MAXUINT,
	.check = check,
	.run = run,
};
