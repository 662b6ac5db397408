/* professional_review.c - the earliest letters of 2013: what is at dispute,
 * the case, the guidelines, and a rationale whose heading decides. */
#include "parser/format.h"

#include <string.h>

#include "parser/documents.h"
#include "parser/header.h"
#include "parser/landmark.h"
#include "parser/numbered.h"
#include "parser/phrase.h"
#include "parser/reviewer.h"
#include "parser/summary.h"

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

/* "... TREATMENT/SERVICE IS/WAS NOT MEDICALLY NECESSARY:" upholds, without
 * NOT it overturns. The section's start moves behind the heading's colon. */
static const char *
decide_by_heading(const struct letter *letter, struct section *rationale,
		  gsize *out_heading_end)
{
	const char *text = letter->flow->text;
	const char *decision = NULL;
	gsize at, after;

	*out_heading_end = rationale->start;
	if (phrase_find(text, rationale->start, rationale->end,
			"NOT MEDICALLY NECESSARY", &at, &after))
		decision = "upheld";
	else if (phrase_find(text, rationale->start, rationale->end,
			     "MEDICALLY NECESSARY", &at, &after))
		decision = "overturned";
	/* Further on it is no longer the heading that says so. */
	if (decision == NULL || at > rationale->start + strlen("IS/WAS "))
		return NULL;
	*out_heading_end = after;
	rationale->start = phrase_skip_colon(text, after, rationale->end);
	return decision;
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
	gsize heading_start = rationale.start, heading_end = rationale.start;
	const char *decision = NULL;
	g_autoptr(GArray) items =
		numbered_find(letter->flow, dispute.start, dispute.end, FALSE);

	if (rationale.landmark != NULL)
		decision = decide_by_heading(letter, &rationale, &heading_end);
	for (guint i = 0; i < items->len; i++) {
		struct numbered item = g_array_index(items, struct numbered, i);
		struct issue *issue;

		item.decision = decision;
		item.decision_start = heading_start;
		item.decision_end = heading_end;
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

const struct format format_professional_review = {
	.name = "professional_review",
	.matches = matches,
	.read = read,
};
