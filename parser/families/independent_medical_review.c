/* independent_medical_review.c - the letters of late 2013: the sections of
 * 2014, a list of documents, and issues that are decided in a sentence:
 *
 *     1. <X> is [not] medically necessary and appropriate.
 *     The Claims Administrator based its decision on ...
 *     The Physician Reviewer based his/her decision on ...
 *     The Physician Reviewer's decision rationale: ...
 *
 * Some already carry 2014's labels and decision words. */
#include "parser/families/family.h"

#include "parser/fields/documents.h"
#include "parser/fields/header.h"
#include "parser/fields/issues.h"
#include "parser/fields/reviewer.h"
#include "parser/fields/sentence_issues.h"
#include "parser/fields/summary.h"
#include "parser/letter/landmark.h"
#include "parser/letter/phrase.h"

static gboolean
matches(const struct letter *letter, const GArray *landmarks)
{
	gsize start = letter->start, end = letter->end;
	const struct landmark *issues =
		landmark_next(landmarks, LANDMARK_ISSUES, start, end);
	const struct landmark *how =
		landmark_next(landmarks, LANDMARK_HOW_MADE, start, end);
	const struct landmark *summary =
		landmark_next(landmarks, LANDMARK_SUMMARY, start, end);

	if (issues != NULL &&
	    phrase_begins(letter->flow->text, issues->start, end,
			  "IMR DECISION(S) AND RATIONALE(S)", NULL))
		return TRUE;
	/* Further on these words are a summary's own. */
	return how != NULL &&
	       landmark_next(landmarks, LANDMARK_DOCUMENTS, how->end,
			     landmark_start_or(summary, end)) != NULL;
}

static void
read(struct letter *letter, const GArray *landmarks)
{
	gsize start = letter->start, end = letter->end;
	const struct landmark *how =
		landmark_next(landmarks, LANDMARK_HOW_MADE, start, end);
	const struct landmark *summary =
		landmark_next(landmarks, LANDMARK_SUMMARY, start, end);
	const struct landmark *documents =
		landmark_next(landmarks, LANDMARK_DOCUMENTS, start,
			      landmark_start_or(summary, end));
	const struct landmark *issues =
		landmark_next(landmarks, LANDMARK_ISSUES, start, end);
	gsize summary_start =
		landmark_start_or(summary, landmark_start_or(issues, end));

	header_read(letter, start, landmark_start_or(how, summary_start));
	if (how != NULL)
		reviewer_read(letter, how->end,
			      landmark_start_or(documents, summary_start));
	if (documents != NULL)
		documents_read(letter, documents->end, summary_start);
	if (summary != NULL)
		summary_read(letter, summary->end,
			     landmark_start_or(issues, end));
	if (issues == NULL)
		return;
	if (landmark_next(landmarks, LANDMARK_CLAIMS_GUIDELINE, issues->end,
			  end) != NULL)
		issues_read(letter, landmarks, issues->end, end);
	else
		sentence_issues_read(letter, landmarks, issues->end, end);
}

#define BEFORE_ISSUES                                                          \
	(SECTION(LANDMARK_COVER_LETTER) | SECTION(LANDMARK_CASE_NUMBER) |      \
	 SECTION(LANDMARK_HOW_MADE) | SECTION(LANDMARK_DOCUMENTS) |            \
	 SECTION(LANDMARK_SUMMARY) | SECTION(LANDMARK_ISSUES))

static const struct section_rule rules[] = {
	{ LANDMARK_COVER_LETTER,
	  SECTION_START | SECTION(LANDMARK_CASE_NUMBER) },
	{ LANDMARK_CASE_NUMBER, SECTION_START | SECTION(LANDMARK_COVER_LETTER) |
					SECTION(LANDMARK_CASE_NUMBER) },
	{ LANDMARK_HOW_MADE, SECTION_START | SECTION(LANDMARK_COVER_LETTER) |
				     SECTION(LANDMARK_CASE_NUMBER) },
	{ LANDMARK_DOCUMENTS, SECTION(LANDMARK_HOW_MADE) },
	{ LANDMARK_SUMMARY,
	  SECTION(LANDMARK_HOW_MADE) | SECTION(LANDMARK_DOCUMENTS) },
	{ LANDMARK_ISSUES, SECTION(LANDMARK_SUMMARY) },
	{ LANDMARK_CLAIMS_GUIDELINE,
	  SECTION(LANDMARK_ISSUES) | SECTION(LANDMARK_RATIONALE) },
	{ LANDMARK_REVIEWER_GUIDELINE, SECTION(LANDMARK_CLAIMS_GUIDELINE) },
	{ LANDMARK_CLAIMS_BASED,
	  SECTION(LANDMARK_ISSUES) | SECTION(LANDMARK_RATIONALE) },
	{ LANDMARK_REVIEWER_BASED, SECTION(LANDMARK_CLAIMS_BASED) },
	{ LANDMARK_RATIONALE, SECTION(LANDMARK_REVIEWER_GUIDELINE) |
				      SECTION(LANDMARK_REVIEWER_BASED) },
	{ 0 },
};

static const struct grammar grammar = {
	.rules = rules,
	.closing = SECTION(LANDMARK_RATIONALE),
	.before_decisions = BEFORE_ISSUES,
};

const struct family family_independent_medical_review = {
	.name = "independent_medical_review",
	.matches = matches,
	.read = read,
	.grammar = &grammar,
};
