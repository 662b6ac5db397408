/* professional_review.c - the earliest letters of 2013: what is at dispute,
 * the case, the guidelines, and a rationale whose heading decides. */
#include "parser/families/family.h"

#include <string.h>

#include "parser/fields/documents.h"
#include "parser/fields/header.h"
#include "parser/fields/numbered.h"
#include "parser/fields/reviewer.h"
#include "parser/fields/summary.h"
#include "parser/letter/decision.h"
#include "parser/letter/landmark.h"
#include "parser/letter/phrase.h"

static gboolean
matches(const struct letter *letter, const GArray *landmarks)
{
	return landmark_next(landmarks, LANDMARK_AT_DISPUTE, letter->start,
			     letter->end) != NULL;
}

/* A landmark of the letter and where its section ends: at the next one. */
struct section {
	gsize start, end;
	const struct landmark *landmark; /* NULL: not there */
};

static struct section
section_of(const struct letter *letter, const GArray *landmarks,
	   enum landmark_kind kind)
{
	struct section section = { 0, letter->end, NULL };

	section.landmark =
		landmark_next(landmarks, kind, letter->start, letter->end);
	if (section.landmark == NULL)
		return section;
	section.start = section.landmark->end;
	for (guint i = 0; i < landmarks->len; i++) {
		gsize at = g_array_index(landmarks, struct landmark, i).start;

		if (at >= section.start && at < section.end)
			section.end = at;
	}
	return section;
}

/* The rest of the rationale's heading, "IS/WAS NOT MEDICALLY NECESSARY:", is
 * no longer than this. */
#define LONGEST_VERDICT 80

/* "... TREATMENT/SERVICE IS/WAS NOT MEDICALLY NECESSARY:" upholds, without
 * NOT it overturns; other words ("IS/WAS PARTIALLY ...") do neither. The
 * section's start moves behind the heading's colon. */
static struct verdict
decide_by_heading(const struct letter *letter, struct section *rationale)
{
	const char *text = letter->flow->text;
	struct verdict verdict = { NULL, rationale->start, rationale->start,
				   rationale->start };
	gsize limit = MIN(rationale->end, rationale->start + LONGEST_VERDICT);
	gsize at, after;

	if (phrase_find(text, rationale->start, limit,
			"NOT MEDICALLY NECESSARY", &at, &after))
		verdict.decision = "upheld";
	else if (phrase_find(text, rationale->start, limit,
			     "MEDICALLY NECESSARY", &at, &after))
		verdict.decision = "overturned";
	else
		return verdict;
	/* Further on it is no longer the heading that says so, or not so. */
	if (at > rationale->start + strlen("IS/WAS "))
		verdict.decision = NULL;
	if (verdict.decision == NULL && text[after] != ':')
		return verdict;
	verdict.end = after;
	rationale->start = phrase_skip_colon(text, after, rationale->end);
	return verdict;
}

static void
enter(struct letter *letter, struct issue *issue, const char *member,
      char **field, gsize start, gsize end)
{
	g_autofree char *path = letter_issue_path(issue, member);

	letter_set(letter, path, field, letter_slice(letter, start, end), start,
		   end);
}

/* One rationale decides all that is at dispute. */
static void
read_issues(struct letter *letter, const GArray *landmarks)
{
	struct section dispute =
		section_of(letter, landmarks, LANDMARK_AT_DISPUTE);
	struct section guideline =
		section_of(letter, landmarks, LANDMARK_RELIED_UPON);
	struct section rationale =
		section_of(letter, landmarks, LANDMARK_WHY_NECESSARY);
	struct verdict verdict = { 0 };
	g_autoptr(GArray) items =
		numbered_find(letter->flow, dispute.start, dispute.end, FALSE);

	if (numbered_may_lack(letter->flow, items, dispute.start, dispute.end))
		record_add_warning(letter->record, "low-confidence", "/issues",
				   "a number was not recognised: an issue may "
				   "have been taken for a part of another");
	if (rationale.landmark != NULL)
		verdict = decide_by_heading(letter, &rationale);
	for (guint i = 0; i < items->len; i++) {
		struct numbered item = g_array_index(items, struct numbered, i);
		struct issue *issue;

		item.decision = verdict.decision;
		item.decision_start = verdict.start;
		item.decision_end = verdict.end;
		issue = numbered_enter(letter, &item);
		if (guideline.landmark != NULL)
			enter(letter, issue, "reviewer_guideline",
			      &issue->reviewer_guideline, guideline.start,
			      guideline.end);
		if (rationale.landmark != NULL)
			enter(letter, issue, "rationale", &issue->rationale,
			      rationale.start, rationale.end);
	}
}

static void
read(struct letter *letter, const GArray *landmarks)
{
	struct section dispute =
		section_of(letter, landmarks, LANDMARK_AT_DISPUTE);
	struct section summary =
		section_of(letter, landmarks, LANDMARK_SUMMARY);
	struct section documents =
		section_of(letter, landmarks, LANDMARK_DOCUMENTS);
	struct section reviewer =
		section_of(letter, landmarks, LANDMARK_QUALIFICATIONS);

	header_read(letter, letter->start, dispute.landmark->start);
	if (summary.landmark != NULL)
		summary_read(letter, summary.start, summary.end);
	if (documents.landmark != NULL)
		documents_read(letter, documents.start, documents.end);
	if (reviewer.landmark != NULL)
		reviewer_read(letter, reviewer.start, reviewer.end);
	read_issues(letter, landmarks);
}

static const struct section_rule rules[] = {
	{ LANDMARK_COVER_LETTER, SECTION_START },
	{ LANDMARK_PROFESSIONAL, SECTION_START |
					 SECTION(LANDMARK_COVER_LETTER) |
					 SECTION(LANDMARK_CASE_NUMBER) },
	{ LANDMARK_CASE_NUMBER, SECTION_START | SECTION(LANDMARK_COVER_LETTER) |
					SECTION(LANDMARK_PROFESSIONAL) |
					SECTION(LANDMARK_CASE_NUMBER) },
	{ LANDMARK_AT_DISPUTE, SECTION_START | SECTION(LANDMARK_PROFESSIONAL) |
				       SECTION(LANDMARK_CASE_NUMBER) },
	{ LANDMARK_SUMMARY, SECTION(LANDMARK_AT_DISPUTE) },
	{ LANDMARK_DOCUMENTS, SECTION(LANDMARK_SUMMARY) },
	{ LANDMARK_RELIED_UPON, SECTION(LANDMARK_DOCUMENTS) },
	{ LANDMARK_WHY_NECESSARY, SECTION(LANDMARK_RELIED_UPON) },
	{ LANDMARK_QUALIFICATIONS, SECTION(LANDMARK_WHY_NECESSARY) },
	{ 0 },
};

static const struct grammar grammar = {
	.rules = rules,
	.closing = SECTION(LANDMARK_QUALIFICATIONS),
	.before_decisions = SECTION(LANDMARK_COVER_LETTER) |
			    SECTION(LANDMARK_PROFESSIONAL) |
			    SECTION(LANDMARK_CASE_NUMBER) |
			    SECTION(LANDMARK_AT_DISPUTE),
	.after_decisions = SECTION(LANDMARK_WHY_NECESSARY) |
			   SECTION(LANDMARK_QUALIFICATIONS),
};

const struct family family_professional_review = {
	.name = "professional_review",
	.matches = matches,
	.read = read,
	.grammar = &grammar,
};
