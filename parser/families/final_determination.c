/* final_determination.c - the letters of 2014 to now: a header table, how the
 * determination was made, the case summary, the issues. */
#include "parser/families/family.h"
#include "parser/fields/header.h"
#include "parser/fields/issues.h"
#include "parser/fields/reviewer.h"
#include "parser/fields/summary.h"
#include "parser/letter/landmark.h"

static gboolean
matches(const struct letter *letter, const GArray *landmarks)
{
	gsize start = letter->start, end = letter->end;

	return landmark_next(landmarks, LANDMARK_ISSUES, start, end) != NULL ||
	       landmark_next(landmarks, LANDMARK_HOW_MADE, start, end) !=
		       NULL ||
	       (landmark_next(landmarks, LANDMARK_CLAIMS_GUIDELINE, start,
			      end) != NULL &&
		landmark_next(landmarks, LANDMARK_RATIONALE, start, end) !=
			NULL);
}

/* The headings of what follows the summary were lost: their text is in it. */
static void
doubt_summary(struct letter *letter)
{
	if (letter->record->summary_text != NULL)
		record_add_warning(letter->record, "low-confidence",
				   "/summary/text",
				   "the heading behind it was not found: it "
				   "may hold more than the summary");
}

/* A section whose heading was lost runs on from the one before it. */
static void
read(struct letter *letter, const GArray *landmarks)
{
	gsize start = letter->start, end = letter->end;
	const struct landmark *how =
		landmark_next(landmarks, LANDMARK_HOW_MADE, start, end);
	const struct landmark *summary =
		landmark_next(landmarks, LANDMARK_SUMMARY, start, end);
	const struct landmark *issues =
		landmark_next(landmarks, LANDMARK_ISSUES, start, end);
	gsize behind = landmark_end_or(summary, start);
	gsize section = issues_find(letter, landmarks, behind, end);

	header_read(letter, start,
		    landmark_start_or(how, landmark_start_or(summary, end)));
	reviewer_read(letter, landmark_end_or(how, start),
		      landmark_start_or(summary, section));
	if (summary != NULL)
		summary_read(letter, summary->end, section);
	if (section == end &&
	    landmark_next(landmarks, LANDMARK_CLAIMS_GUIDELINE, behind, end) !=
		    NULL)
		doubt_summary(letter);
	issues_read(letter, landmarks,
		    landmark_end_or(issues, section < end ? section : behind),
		    end);
}

#define BEFORE_ISSUES                                                          \
	(SECTION(LANDMARK_COVER_LETTER) | SECTION(LANDMARK_CASE_NUMBER) |      \
	 SECTION(LANDMARK_HOW_MADE) | SECTION(LANDMARK_SUMMARY) |              \
	 SECTION(LANDMARK_ISSUES))

static const struct section_rule rules[] = {
	{ LANDMARK_COVER_LETTER,
	  SECTION_START | SECTION(LANDMARK_CASE_NUMBER) },
	{ LANDMARK_CASE_NUMBER, SECTION_START | SECTION(LANDMARK_COVER_LETTER) |
					SECTION(LANDMARK_CASE_NUMBER) },
	{ LANDMARK_HOW_MADE, SECTION_START | SECTION(LANDMARK_COVER_LETTER) |
				     SECTION(LANDMARK_CASE_NUMBER) },
	{ LANDMARK_SUMMARY, SECTION(LANDMARK_HOW_MADE) },
	{ LANDMARK_ISSUES, SECTION(LANDMARK_SUMMARY) },
	{ LANDMARK_CLAIMS_GUIDELINE,
	  SECTION(LANDMARK_ISSUES) | SECTION(LANDMARK_RATIONALE) },
	{ LANDMARK_REVIEWER_GUIDELINE, SECTION(LANDMARK_CLAIMS_GUIDELINE) },
	{ LANDMARK_RATIONALE, SECTION(LANDMARK_REVIEWER_GUIDELINE) },
	{ 0 },
};

static const struct grammar grammar = {
	.rules = rules,
	.closing = SECTION(LANDMARK_RATIONALE),
	.before_decisions = BEFORE_ISSUES,
	.has_headings = TRUE,
};

const struct family family_final_determination = {
	.name = "final_determination",
	.matches = matches,
	.read = read,
	.grammar = &grammar,
};
