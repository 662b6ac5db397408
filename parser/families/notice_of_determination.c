/* notice_of_determination.c - the letters of September 2013: the decisions
 * first, and once more in the body, then who reviewed what and why. */
#include "parser/families/family.h"

#include <string.h>

#include "parser/fields/documents.h"
#include "parser/fields/header.h"
#include "parser/fields/numbered.h"
#include "parser/fields/reviewer.h"
#include "parser/fields/summary.h"
#include "parser/letter/date.h"
#include "parser/letter/landmark.h"
#include "parser/letter/phrase.h"

static gboolean
matches(const struct letter *letter, const GArray *landmarks)
{
	return landmark_next(landmarks, LANDMARK_NOTICE, letter->start,
			     letter->end) != NULL ||
	       landmark_next(landmarks, LANDMARK_NOTICE_BODY, letter->start,
			     letter->end) != NULL;
}

/* The start of the first section or label behind start, or end. */
static gsize
next_landmark(const GArray *landmarks, gsize start, gsize end)
{
	for (guint i = 0; i < landmarks->len; i++) {
		const struct landmark *landmark =
			&g_array_index(landmarks, struct landmark, i);

		/* Sentences of a section here, not sections of their own. */
		if (landmark->kind == LANDMARK_CLAIMS_BASED ||
		    landmark->kind == LANDMARK_REVIEWER_BASED)
			continue;
		if (landmark->start >= start && landmark->start < end)
			return landmark->start;
	}
	return end;
}

/* "... was filed on 9/6/2013 disputing ..." gives what the header does not. */
static void
read_date_after(struct letter *letter, const char *phrase, const char *path,
		char **field, gsize start, gsize end)
{
	const char *text = letter->flow->text;
	gsize at;

	if (*field != NULL || !phrase_find(text, start, end, phrase, NULL, &at))
		return;
	while (at < end && g_ascii_isspace(text[at]))
		at++;
	letter_set(letter, path, field, date_parse(text + at, FALSE), at,
		   at + date_length(text + at, FALSE));
}

/* The decisions are printed twice: both must say the same. */
static void
check_against(struct letter *letter, const GArray *again)
{
	GPtrArray *issues = letter->record->issues;

	for (guint i = 0; i < issues->len && i < again->len; i++) {
		struct issue *issue = g_ptr_array_index(issues, i);
		const char *decision =
			g_array_index(again, struct numbered, i).decision;
		g_autofree char *path = letter_issue_path(issue, "decision");

		if (issue->decision != NULL && decision != NULL &&
		    strcmp(issue->decision, decision) != 0)
			letter_withdraw(letter, path, &issue->decision,
					"conflict",
					"the letter decides it both ways");
	}
}

static void
read_decisions(struct letter *letter, const struct landmark *body,
	       gsize body_end)
{
	gsize first_end = body != NULL ? body->start : body_end;
	g_autoptr(GArray) first =
		numbered_find(letter->flow, letter->start, first_end, TRUE);
	g_autoptr(GArray) again =
		body != NULL
			? numbered_find(letter->flow, body->end, body_end, TRUE)
			: NULL;
	gboolean use_first = again == NULL || first->len >= again->len;
	const GArray *items = use_first ? first : again;

	for (guint i = 0; i < items->len; i++) {
		const struct numbered *item =
			&g_array_index(items, struct numbered, i);

		if (item->decision != NULL || !item->unnumbered)
			numbered_enter(letter, item);
	}
	if (again != NULL)
		check_against(letter, use_first ? again : first);
}

/* "The Claims Administrator based its decision on ... . The Expert Reviewer
 * found ...": each party's sentences to its field. */
static void
enter_guidelines(struct letter *letter, struct issue *issue, gsize start,
		 gsize end)
{
	g_autofree char *claims =
		letter_issue_path(issue, "claims_administrator_guideline");
	g_autofree char *reviewer =
		letter_issue_path(issue, "reviewer_guideline");
	gsize split = start;

	phrase_find(letter->flow->text, start, end, "The Expert Reviewer",
		    &split, NULL);
	letter_set(letter, claims, &issue->claims_administrator_guideline,
		   letter_slice(letter, start, split), start, split);
	letter_set(letter, reviewer, &issue->reviewer_guideline,
		   letter_slice(letter, split, end), split, end);
}

static void
enter_rationale(struct letter *letter, struct issue *issue, gsize start,
		gsize end)
{
	g_autofree char *path = letter_issue_path(issue, "rationale");

	letter_set(letter, path, &issue->rationale,
		   letter_slice(letter, start, end), start, end);
}

/* The n-th "Regarding the request for" is the n-th decision's. */
static void
read_reasons(struct letter *letter, const GArray *landmarks, gsize end)
{
	struct issue *issue = NULL;
	guint next = 0;

	for (guint i = 0; i < landmarks->len; i++) {
		const struct landmark *landmark =
			&g_array_index(landmarks, struct landmark, i);
		gsize stop;

		if (landmark->start < letter->start || landmark->start >= end)
			continue;
		stop = next_landmark(landmarks, landmark->end, end);
		if (landmark->kind == LANDMARK_REGARDING)
			issue = next < letter->record->issues->len
					? g_ptr_array_index(
						  letter->record->issues,
						  next++)
					: NULL;
		else if (landmark->kind == LANDMARK_RELIED_UPON &&
			 issue != NULL)
			enter_guidelines(letter, issue, landmark->end, stop);
		else if (landmark->kind == LANDMARK_RATIONALE && issue != NULL)
			enter_rationale(letter, issue, landmark->end, stop);
	}
}

static guint
count_landmarks(const GArray *landmarks, enum landmark_kind kind, gsize start,
		gsize end)
{
	guint count = 0;

	for (guint i = 0; i < landmarks->len; i++) {
		const struct landmark *landmark =
			&g_array_index(landmarks, struct landmark, i);

		count += landmark->kind == kind && landmark->start >= start &&
			 landmark->start < end;
	}
	return count;
}

/* Reasons are told to their decisions by counting, so that one which was not
 * recognised moves all behind it. A letter that ends before its reasons has
 * none. */
static void
check_reasons(struct letter *letter, const GArray *landmarks, gsize end)
{
	static const enum landmark_kind kinds[] = { LANDMARK_REGARDING,
						    LANDMARK_RELIED_UPON,
						    LANDMARK_RATIONALE };
	guint issues = letter->record->issues->len, most = 0, least = G_MAXUINT;

	for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
		guint count = count_landmarks(landmarks, kinds[i],
					      letter->start, end);

		most = MAX(most, count);
		least = MIN(least, count);
	}
	if (most == 0 || (most == issues && least == issues))
		return;
	record_add_warning(letter->record, "low-confidence", "/issues",
			   "not as many reasons as decisions were found: an "
			   "issue may have been missed, or have another's "
			   "reasons");
	if (most > issues)
		letter->lacks_decisions = TRUE;
}

/* A fixed sentence, a disclaimer, may stand before the summary. */
static gsize
skip_disclaimer(const struct flow *flow, gsize start, gsize end)
{
	gsize after;

	if (!phrase_begins(flow->text, start, end,
			   "Disclaimer: The following case summary was taken "
			   "directly from the utilization review "
			   "denial/modification dated",
			   &after))
		return start;
	while (after < end && flow->text[after] != '.')
		after++;
	return MIN(after + 1, end);
}

static void
read(struct letter *letter, const GArray *landmarks)
{
	gsize start = letter->start, end = letter->end;
	const struct landmark *body =
		landmark_next(landmarks, LANDMARK_NOTICE_BODY, start, end);
	const struct landmark *reviewer =
		landmark_next(landmarks, LANDMARK_QUALIFICATIONS, start, end);
	const struct landmark *summary =
		landmark_next(landmarks, LANDMARK_SUMMARY, start, end);
	const struct landmark *documents =
		landmark_next(landmarks, LANDMARK_DOCUMENTS, start, end);
	gsize body_start = body != NULL ? body->end : start;
	gsize body_end = next_landmark(landmarks, body_start, end);

	header_read(letter, start, body != NULL ? body->start : body_end);
	read_decisions(letter, body, body_end);
	read_date_after(letter, "Independent Medical Review was filed on",
			"/case/application_received",
			&letter->record->application_received, body_start,
			body_end);
	read_date_after(letter, "Utilization Review Denial dated",
			"/case/ur_denial_date", &letter->record->ur_denial_date,
			body_start, body_end);
	if (reviewer != NULL)
		reviewer_read(letter, reviewer->end,
			      next_landmark(landmarks, reviewer->end, end));
	if (summary != NULL)
		summary_read(letter,
			     skip_disclaimer(letter->flow, summary->end, end),
			     next_landmark(landmarks, summary->end, end));
	if (documents != NULL)
		documents_read(letter, documents->end,
			       next_landmark(landmarks, documents->end, end));
	read_reasons(letter, landmarks, end);
	check_reasons(letter, landmarks, end);
}

/* The order behind the decisions is told, not seen: it is not insisted on. */
#define REASONS                                                                \
	(SECTION(LANDMARK_QUALIFICATIONS) | SECTION(LANDMARK_SUMMARY) |        \
	 SECTION(LANDMARK_DOCUMENTS))

static const struct section_rule rules[] = {
	{ LANDMARK_COVER_LETTER, SECTION_START },
	{ LANDMARK_NOTICE, SECTION_START | SECTION(LANDMARK_COVER_LETTER) |
				   SECTION(LANDMARK_CASE_NUMBER) },
	{ LANDMARK_CASE_NUMBER, SECTION_START | SECTION(LANDMARK_COVER_LETTER) |
					SECTION(LANDMARK_NOTICE) |
					SECTION(LANDMARK_CASE_NUMBER) },
	{ LANDMARK_NOTICE_BODY, SECTION_START | SECTION(LANDMARK_NOTICE) |
					SECTION(LANDMARK_CASE_NUMBER) },
	{ LANDMARK_QUALIFICATIONS, SECTION(LANDMARK_NOTICE_BODY) },
	{ LANDMARK_SUMMARY, REASONS },
	{ LANDMARK_DOCUMENTS, REASONS },
	{ LANDMARK_REGARDING, REASONS | SECTION(LANDMARK_RATIONALE) },
	{ LANDMARK_RELIED_UPON, SECTION(LANDMARK_REGARDING) },
	{ LANDMARK_RATIONALE,
	  SECTION(LANDMARK_REGARDING) | SECTION(LANDMARK_RELIED_UPON) },
	{ LANDMARK_EFFECT, SECTION(LANDMARK_RATIONALE) },
	{ 0 },
};

static const struct grammar grammar = {
	.rules = rules,
	.closing = SECTION(LANDMARK_RATIONALE) | SECTION(LANDMARK_EFFECT),
	.before_decisions =
		SECTION(LANDMARK_COVER_LETTER) | SECTION(LANDMARK_NOTICE) |
		SECTION(LANDMARK_CASE_NUMBER) | SECTION(LANDMARK_NOTICE_BODY),
	.after_decisions = REASONS | SECTION(LANDMARK_REGARDING) |
			   SECTION(LANDMARK_RELIED_UPON) |
			   SECTION(LANDMARK_RATIONALE) |
			   SECTION(LANDMARK_EFFECT),
};

const struct family family_notice_of_determination = {
	.name = "notice_of_determination",
	.matches = matches,
	.read = read,
	.grammar = &grammar,
};
