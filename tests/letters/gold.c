/* gold.c - from a letter's data to its expected record. */
#include <stdio.h>
#include <string.h>

#include "tests/letters/form.h"
#include "tests/letters/gold.h"
#include "tests/letters/markup.h"

static json_t *
gold_text(const char *marked)
{
	g_autofree char *truth = NULL;

	if (marked == NULL)
		return json_null();
	truth = markup_truth(marked);
	return json_string(truth);
}

/* The letters print US dates, month first. */
static json_t *
gold_date(const char *printed)
{
	int month, day, year;

	if (printed == NULL)
		return json_null();
	if (sscanf(printed, "%d/%d/%d", &month, &day, &year) != 3)
		g_error("no date: %s", printed);
	return json_sprintf("%04d-%02d-%02d", year, month, day);
}

static json_t *
gold_lower(const char *text)
{
	g_autofree char *lower = NULL;

	if (text == NULL)
		return json_null();
	lower = g_ascii_strdown(text, -1);
	return json_string(lower);
}

static json_t *
gold_list(const char *marked)
{
	g_autofree char *truth = NULL;
	g_auto(GStrv) parts = NULL;
	json_t *list = json_array();

	if (marked == NULL)
		return json_null();
	truth = markup_truth(marked);
	parts = g_strsplit(truth, ",", -1);
	for (char **part = parts; *part != NULL; part++)
		json_array_append_new(list, json_string(g_strstrip(*part)));
	return list;
}

static json_t *
gold_certifications(const struct letter *letter)
{
	json_t *list = gold_list(letter->certifications);

	if (letter->subspecialty != NULL)
		json_array_append_new(list, gold_text(letter->subspecialty));
	return list;
}

static json_t *
gold_treatment(const struct issue_spec *issue)
{
	g_autofree char *treatment = NULL;

	if (issue->treatment != NULL)
		return gold_text(issue->treatment);
	treatment = markup_truth(issue->heading);
	if (g_str_has_suffix(treatment, "."))
		treatment[strlen(treatment) - 1] = '\0';
	return json_string(treatment);
}

static json_t *
gold_issue(const struct issue_spec *issue, guint number)
{
	json_t *gold = json_pack("{s:i, s:o, s:o, s:o, s:o, s:o, s:o}",
				 "number", (int)number, "heading",
				 gold_text(issue->heading), "treatment",
				 gold_treatment(issue), "original_request",
				 gold_text(issue->original_request),
				 "authorized", gold_text(issue->authorized),
				 "decision", gold_lower(issue->decision),
				 "rationale", gold_text(issue->rationale));

	if (issue->claims_guideline != NULL)
		json_object_set_new(gold, "claims_administrator_guideline",
				    gold_text(issue->claims_guideline));
	if (issue->reviewer_guideline != NULL)
		json_object_set_new(gold, "reviewer_guideline",
				    gold_text(issue->reviewer_guideline));
	return gold;
}

static const char *
outcome(const struct letter *letter)
{
	guint count = letter_count_issues(letter), upheld = 0;

	for (guint i = 0; i < count; i++)
		if (strcmp(letter->issues[i].decision, "Upheld") == 0)
			upheld++;
	if (upheld == count)
		return "upheld";
	return upheld == 0 ? "overturned" : "partially_overturned";
}

static void
set_header(json_t *gold, const struct letter *letter)
{
	json_object_set_new(gold, "case_number",
			    gold_text(letter->case_number));
	json_object_set_new(gold, "date_assigned",
			    gold_date(letter->date_assigned));
	json_object_set_new(gold, "date_of_injury",
			    gold_date(letter->date_of_injury));
	json_object_set_new(gold, "decision_date",
			    gold_date(letter->decision_date));
	json_object_set_new(gold, "ur_denial_date",
			    gold_date(letter->ur_denial_date));
	json_object_set_new(gold, "application_received",
			    gold_date(letter->application_received));
	json_object_set_new(gold, "priority", gold_lower(letter->priority));
	json_object_set_new(gold, "employee_name",
			    gold_text(letter->employee_name));
	json_object_set_new(gold, "claim_number",
			    gold_text(letter->claim_number));
}

static void
set_documents(json_t *gold, const char *const *documents)
{
	json_t *list = json_array();

	for (; *documents != NULL; documents++)
		json_array_append_new(list, gold_text(*documents));
	json_object_set_new(gold, "documents_reviewed", list);
}

json_t *
gold_of_letter(const struct letter *letter, const char *source,
	       guint page_count, enum gold_view view)
{
	static const struct letter no_header;
	json_t *gold = json_object(), *issues = json_array();

	json_object_set_new(gold, "source", json_string(source));
	json_object_set_new(gold, "format",
			    json_string(form_format(letter->form)));
	if (view == GOLD_BODY || letter->quirks & QUIRK_BODY_ONLY)
		set_header(gold, &no_header);
	else
		set_header(gold, letter);
	if (page_count > 0)
		json_object_set_new(gold, "page_count",
				    json_integer((json_int_t)page_count));
	json_object_set_new(gold, "reviewer",
			    json_pack("{s:o, s:o}", "licensed_states",
				      gold_list(letter->states),
				      "certifications",
				      gold_certifications(letter)));
	json_object_set_new(gold, "summary",
			    json_pack("{s:o, s:o, s:s?}", "text",
				      gold_text(letter->summary), "age",
				      letter->age > 0
					      ? json_integer(letter->age)
					      : json_null(),
				      "sex", letter->sex));
	if (letter->documents != NULL)
		set_documents(gold, letter->documents);
	json_object_set_new(gold, "outcome", json_string(outcome(letter)));
	for (guint i = 0; i < letter_count_issues(letter); i++)
		json_array_append_new(issues,
				      gold_issue(&letter->issues[i], i + 1));
	json_object_set_new(gold, "issues", issues);
	return gold;
}
