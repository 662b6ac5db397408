/* retry.c - imrctl retry: tries again what was given up. */
#include <string.h>

#include "core/error.h"
#include "ctl/action.h"
#include "ctl/command.h"
#include "ctl/filter.h"
#include "ctl/print.h"
#include "ctl/session.h"
#include "view/find_letter.h"
#include "view/json.h"
#include "view/letter_json.h"

static gboolean all, parked;
static char *state, *sink;

static const GOptionEntry options[] = {
	{ "all", 'a', 0, G_OPTION_ARG_NONE, &all,
	  "All in quarantine; with --sink every record", NULL },
	{ "state", 0, 0, G_OPTION_ARG_FILENAME, &state,
	  "With --all: only those that are rejected, or failed", "STATE" },
	{ "parked", 0, 0, G_OPTION_ARG_NONE, &parked,
	  "Every delivery that was refused or given up", NULL },
	{ "sink", 0, 0, G_OPTION_ARG_FILENAME, &sink,
	  "Of --parked only those there; all to it with --all", "NAME" },
	{ NULL },
};

static gboolean
check_state(GError **error)
{
	enum letter_state parsed;

	if (!filter_parse_state(state, &parsed, error))
		return FALSE;
	if (parsed == LETTER_REJECTED || parsed == LETTER_FAILED)
		return TRUE;
	return error_set(error, IMR_ERROR_FATAL,
			 "--state %s: only rejected and failed letters are in "
			 "quarantine",
			 state);
}

static gboolean
check(const struct session *session, GError **error)
{
	int ways = (session_argument_count(session) > 0) + (all != FALSE) +
		   (parked != FALSE);

	if (ways != 1)
		return error_set(error, IMR_ERROR_FATAL,
				 "retry wants either letters, --all or "
				 "--parked; see --help");
	if (sink != NULL && !all && !parked)
		return error_set(error, IMR_ERROR_FATAL,
				 "--sink wants --parked or --all");
	if (state != NULL && (!all || sink != NULL))
		return error_set(error, IMR_ERROR_FATAL,
				 "--state goes with --all, and without --sink");
	return state == NULL || check_state(error);
}

/* --- which letters --- */

/* Rejected letters, then failed ones; or only those of one state. */
static GPtrArray *
find_quarantined(struct session *session, GError **error)
{
	static const enum letter_state states[] = { LETTER_REJECTED,
						    LETTER_FAILED };
	g_autoptr(GPtrArray) all_ids = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < G_N_ELEMENTS(states); i++) {
		const struct letter_filter filter = { .state = states[i] };
		GPtrArray *ids;

		if (state != NULL &&
		    strcmp(letter_state_names[states[i]], state) != 0)
			continue;
		ids = find_matching_ids(session->spool, &filter, NULL, error);
		if (ids == NULL)
			return NULL;
		g_ptr_array_extend_and_steal(all_ids, ids);
	}
	return g_steal_pointer(&all_ids);
}

static gboolean
is_parked_in_sink(struct session *session, const char *id, gboolean *out_parked,
		  GError **error)
{
	g_autoptr(GPtrArray) deliveries =
		spool_letter_deliveries(session->spool, id, error);

	if (deliveries == NULL)
		return FALSE;
	*out_parked = FALSE;
	for (guint i = 0; i < deliveries->len; i++) {
		const struct spool_delivery *delivery = deliveries->pdata[i];

		*out_parked |=
			delivery->state == DELIVERY_PARKED &&
			(sink == NULL || strcmp(delivery->sink, sink) == 0);
	}
	return TRUE;
}

static GPtrArray *
find_parked(struct session *session, GError **error)
{
	const struct letter_filter filter = { .any_state = TRUE,
					      .parked = TRUE };
	g_autoptr(GPtrArray) ids =
		find_matching_ids(session->spool, &filter, NULL, error);

	for (guint i = ids ? ids->len : 0; i > 0; i--) {
		gboolean there;

		if (!is_parked_in_sink(session, ids->pdata[i - 1], &there,
				       error))
			return NULL;
		if (!there)
			g_ptr_array_remove_index(ids, i - 1);
	}
	return g_steal_pointer(&ids);
}

static GPtrArray *
find(struct session *session, GError **error)
{
	if (all)
		return find_quarantined(session, error);
	return parked ? find_parked(session, error)
		      : find_letter_ids(session->spool, session->arguments,
					error);
}

/* --- trying --- */

static enum ctl_status
retry_letters(struct session *session, GError **error)
{
	g_autoptr(GPtrArray) ids = find(session, error);
	g_autoptr(GPtrArray) retried = g_ptr_array_new();
	g_autofree char *text = NULL;
	json_t *done;
	guint count;

	if (ids == NULL || !spool_retry_all(session->spool, ids, session->now,
					    retried, &count, error))
		return ctl_status_of(*error);
	done = json_array();
	for (guint i = 0; i < retried->len; i++)
		json_array_append_new(done, json_of_string(retried->pdata[i]));
	text = count > 0
		       ? g_strdup_printf("%u queued again.", count)
		       : g_strdup("Nothing there is in quarantine or parked.");
	return action_report(
		session,
		json_pack("{s:o, s:i}", "letters", done, "retried", (int)count),
		text, count > 0, error);
}

static enum ctl_status
retry_sink(struct session *session, GError **error)
{
	g_autofree char *text = NULL;
	guint count;

	if (!spool_requeue_sink(session->spool, sink, session->now, &count,
				error))
		return g_error_matches(*error, IMR_ERROR, IMR_ERROR_RETRY)
			       ? CTL_ENVIRONMENT
			       : CTL_WRONG;
	text = g_strdup_printf("%u queued for '%s'.", count, sink);
	return action_report(session,
			     json_pack("{s:o, s:i}", "sink",
				       json_of_string(sink), "retried",
				       (int)count),
			     text, count > 0, error);
}

static enum ctl_status
run(struct session *session, GError **error)
{
	return sink != NULL && all ? retry_sink(session, error)
				   : retry_letters(session, error);
}

const struct command command_retry = {
	.name = "retry",
	.arguments = "[LETTER...]",
	.summary = "Tries anew what is in quarantine or parked",
	.details = "A letter in quarantine is extracted anew; of any other, "
		   "the deliveries\nthat were given up are queued again. "
		   "--sink NAME --all queues every record\nfor a sink that is "
		   "new or has lost its data.",
	.options = options,
	.most = G_MAXUINT,
	.check = check,
	.run = run,
};
