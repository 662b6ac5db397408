/* filter.c - options that choose letters. */
#include "ctl/filter.h"

#include <string.h>

#include "core/error.h"
#include "core/record.h"
#include "core/warning_code.h"
#include "view/times.h"
#include "view/typed_case.h"

#define CASE_DIGITS 7 /* at least */
#define NO_LIMIT G_MININT

static struct {
	char *state, *case_number, *name;
	char *since, *until, *decided_from, *decided_to;
	gboolean parked, warnings;
	char *warning;
	int limit;
} typed = { .limit = NO_LIMIT };

/* --warnings, or --warnings=CODE */
static gboolean
take_warnings(const char *option G_GNUC_UNUSED, const char *code,
	      gpointer data G_GNUC_UNUSED, GError **error)
{
	if (code != NULL && warning_code_find(code) == NULL) {
		g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
			    "--warnings=%s: no warning has this code; see "
			    "imr-record(5)",
			    code);
		return FALSE;
	}
	typed.warnings = TRUE;
	g_free(typed.warning);
	typed.warning = g_strdup(code);
	return TRUE;
}

const GOptionEntry filter_options[] = {
	{ "state", 0, 0, G_OPTION_ARG_FILENAME, &typed.state,
	  "received, delivered, rejected, failed, ...", "STATE" },
	{ "case", 0, 0, G_OPTION_ARG_FILENAME, &typed.case_number,
	  "Of this case", "NUMBER" },
	{ "name", 0, 0, G_OPTION_ARG_FILENAME, &typed.name,
	  "Whose file name matches, as a shell's pattern", "PATTERN" },
	{ "since", 0, 0, G_OPTION_ARG_FILENAME, &typed.since,
	  "Arrived then or later: 2026-11-25, 36h", "TIME" },
	{ "until", 0, 0, G_OPTION_ARG_FILENAME, &typed.until,
	  "Arrived then or earlier", "TIME" },
	{ "decided-from", 0, 0, G_OPTION_ARG_FILENAME, &typed.decided_from,
	  "Decided on this day or later", "DAY" },
	{ "decided-to", 0, 0, G_OPTION_ARG_FILENAME, &typed.decided_to,
	  "Decided on this day or earlier", "DAY" },
	{ "parked", 0, 0, G_OPTION_ARG_NONE, &typed.parked,
	  "With a delivery that was given up or refused", NULL },
	{ "warnings", 0, G_OPTION_FLAG_OPTIONAL_ARG, G_OPTION_ARG_CALLBACK,
	  take_warnings, "That need a look; or unseen, with this warning",
	  "CODE" },
	{ "limit", 0, 0, G_OPTION_ARG_INT, &typed.limit,
	  "At most so many, the first to arrive", "NUMBER" },
	{ NULL },
};

gboolean
filter_parse_state(const char *name, enum letter_state *out_state,
		   GError **error)
{
	g_autofree char *known = NULL;

	for (guint i = 0; letter_state_names[i] != NULL; i++) {
		if (strcmp(letter_state_names[i], name) != 0)
			continue;
		*out_state = (enum letter_state)i;
		return TRUE;
	}
	known = g_strjoinv(", ", (char **)(gpointer)letter_state_names);
	return error_set(error, IMR_ERROR_FATAL,
			 "there is no state '%s', only %s", name, known);
}

static gboolean
read_time(const char *option, const char *text, gint64 now, gboolean end,
	  gint64 *out_time, GError **error)
{
	if (text == NULL || times_parse(text, now, end, out_time, error))
		return TRUE;
	g_prefix_error(error, "%s: ", option);
	return FALSE;
}

static gboolean
check_day(const char *option, const char *text, GError **error)
{
	if (text == NULL || times_check_day(text, error))
		return TRUE;
	g_prefix_error(error, "%s: ", option);
	return FALSE;
}

/* In the form that records have; NULL stays NULL. */
static const char *
take_case(void)
{
	char *number = typed.case_number
			       ? typed_case(typed.case_number, CASE_DIGITS)
			       : NULL;

	g_free(typed.case_number);
	typed.case_number = number;
	return number;
}

gboolean
filter_read(gint64 now, struct letter_filter *out_filter, GError **error)
{
	struct letter_filter filter = {
		.case_number = take_case(),
		.name = typed.name,
		.any_state = typed.state == NULL,
		.decided_from = typed.decided_from,
		.decided_to = typed.decided_to,
		.parked = typed.parked,
		.needs_look = typed.warnings && typed.warning == NULL,
		.warning = typed.warning,
	};

	if (typed.limit < 1 && typed.limit != NO_LIMIT)
		return error_set(error, IMR_ERROR_FATAL,
				 "--limit %d: 1 or more", typed.limit);
	filter.limit = typed.limit == NO_LIMIT ? 0 : (guint)typed.limit;
	if (typed.state != NULL &&
	    !filter_parse_state(typed.state, &filter.state, error))
		return FALSE;
	if (!read_time("--since", typed.since, now, FALSE,
		       &filter.received_from, error) ||
	    !read_time("--until", typed.until, now, TRUE, &filter.received_to,
		       error) ||
	    !check_day("--decided-from", typed.decided_from, error) ||
	    !check_day("--decided-to", typed.decided_to, error))
		return FALSE;
	*out_filter = filter;
	return TRUE;
}

gboolean
filter_wants_record(const struct letter_filter *filter,
		    const struct record *record)
{
	const char *decided = record->decision_date;

	if (filter->case_number != NULL &&
	    g_strcmp0(filter->case_number, record->case_number) != 0)
		return FALSE;
	if (filter->decided_from == NULL && filter->decided_to == NULL)
		return TRUE;
	/* ISO dates sort as they read. */
	return decided != NULL &&
	       (filter->decided_from == NULL ||
		strcmp(decided, filter->decided_from) >= 0) &&
	       (filter->decided_to == NULL ||
		strcmp(decided, filter->decided_to) <= 0);
}
