/* own_form.c - the form's structure, by the record that was read. */
#include "parser/pages/own_form.h"

#include <string.h>

#include "parser/letter/phrase.h"

/* A number of the form's own and at least so many of its dates. */
static gboolean
has_header(const struct record *record, guint least_dates)
{
	const char *const dates[] = { record->date_of_injury,
				      record->ur_denial_date,
				      record->application_received,
				      record->date_assigned,
				      record->decision_date };
	guint known = 0;

	for (guint i = 0; i < G_N_ELEMENTS(dates); i++)
		known += dates[i] != NULL;
	return record->case_number != NULL && known >= least_dates;
}

static gboolean
is_guideline(const char *text)
{
	static const char *const openings[] = {
		"Decision based on",
		"The Claims Administrator",
		"The Expert Reviewer",
		"The Physician Reviewer",
	};

	for (guint i = 0; text != NULL && i < G_N_ELEMENTS(openings); i++)
		if (phrase_begins(text, 0, strlen(text), openings[i], NULL))
			return TRUE;
	return FALSE;
}

static gboolean
has_issue(const struct record *record)
{
	for (guint i = 0; i < record->issues->len; i++) {
		const struct issue *issue = record->issues->pdata[i];

		if (issue->decision != NULL ||
		    is_guideline(issue->claims_administrator_guideline) ||
		    is_guideline(issue->reviewer_guideline))
			return TRUE;
	}
	return FALSE;
}

static gboolean
has_fixed_sentence(const struct letter *letter)
{
	static const char *const sentences[] = {
		"MAXIMUS Federal Services sent the complete case file",
		"The Expert Reviewer has the following credentials",
		"reviewer developed the following clinical case summary",
		"The Final Determination was based on decisions for the "
		"disputed items/services",
		"Federal Services, Inc. has determined the request for",
		"An application for Independent Medical Review was filed on",
	};

	return phrase_find_any(letter->flow->text, letter->start, letter->end,
			       sentences, G_N_ELEMENTS(sentences), NULL, NULL);
}

/* "CM__-_______", "[specialty]", "MM/DD/YYYY" */
static gboolean
has_placeholders(const struct letter *letter)
{
	g_autofree char *text = g_strndup(letter->flow->text + letter->start,
					  letter->end - letter->start);

	return g_regex_match_simple("\\[[A-Za-z /]+\\]|__|MM/DD", text, 0, 0);
}

const char *
own_form_refute(const struct letter *letter)
{
	const struct record *record = letter->record;

	if (has_header(record, 2))
		return NULL;
	if (record->case_number == NULL && record->decision_date == NULL &&
	    record->age == INTEGER_UNKNOWN && record->sex == NULL &&
	    has_placeholders(letter))
		return "blank-form";
	if (strcmp(record->format, "unknown") == 0)
		return has_header(record, 1) ? NULL : "not-a-letter";
	return has_issue(record) || has_fixed_sentence(letter) ? NULL
							       : "commentary";
}
