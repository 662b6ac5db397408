/* sentence_issues.c - items by their numbers, parts by their opening sentences,
 * and what has parts but no number. */
#include "parser/fields/sentence_issues.h"

#include "parser/fields/numbered.h"
#include "parser/letter/landmark.h"
#include "parser/letter/phrase.h"

/* "2. " and what a scan may make of it. */
#define LONGEST_NUMBER 5

enum part { PART_CLAIMS, PART_REVIEWER, PART_RATIONALE, PARTS };

static const enum landmark_kind part_kinds[PARTS] = {
	LANDMARK_CLAIMS_BASED,
	LANDMARK_REVIEWER_BASED,
	LANDMARK_RATIONALE,
};

static int
part_of(enum landmark_kind kind)
{
	for (int part = 0; part < PARTS; part++)
		if (part_kinds[part] == kind)
			return part;
	return -1;
}

/* Where parts begin that are a second issue's: one that should have come
 * before the last. NULL where there are none. */
static const struct landmark *
find_second_round(const GArray *landmarks, gsize start, gsize end)
{
	int last = -1;

	for (guint i = 0; i < landmarks->len; i++) {
		const struct landmark *landmark =
			&g_array_index(landmarks, struct landmark, i);
		int part = part_of(landmark->kind);

		if (part < 0 || landmark->start < start ||
		    landmark->start >= end)
			continue;
		if (part <= last)
			return landmark;
		last = part;
	}
	return NULL;
}

/* The text from the first landmark of kind to the next of the others. */
static void
enter_section(struct letter *letter, const GArray *landmarks,
	      const struct issue *issue, enum landmark_kind kind,
	      const char *member, char **field, gsize start, gsize end)
{
	const struct landmark *from =
		landmark_next(landmarks, kind, start, end);
	g_autofree char *path = letter_issue_path(issue, member);
	gsize stop = end;

	if (from == NULL) {
		record_add_warning(letter->record, "missing", path,
				   "this part was not found");
		return;
	}
	for (guint i = 0; i < landmarks->len; i++) {
		const struct landmark *landmark =
			&g_array_index(landmarks, struct landmark, i);

		if (landmark->start > from->start && landmark->start < stop)
			stop = landmark->start;
	}
	letter_set(letter, path, field, letter_slice(letter, from->end, stop),
		   from->end, stop);
}

static void
enter_parts(struct letter *letter, const GArray *landmarks, struct issue *issue,
	    gsize start, gsize end)
{
	enter_section(letter, landmarks, issue, LANDMARK_CLAIMS_BASED,
		      "claims_administrator_guideline",
		      &issue->claims_administrator_guideline, start, end);
	enter_section(letter, landmarks, issue, LANDMARK_REVIEWER_BASED,
		      "reviewer_guideline", &issue->reviewer_guideline, start,
		      end);
	enter_section(letter, landmarks, issue, LANDMARK_RATIONALE, "rationale",
		      &issue->rationale, start, end);
}

/* --- issues without a number --- */

/* Where text stands behind what may be a misread number: ".2, The ...". A
 * rationale's last sentence speaks of the request, too, but has no such thing.
 */
static gsize
behind_number(const char *text, gsize start)
{
	gsize i = start;

	while (text[i] != '\0' && text[i] != ' ' && i < start + LONGEST_NUMBER)
		i++;
	for (gsize j = start; j < i; j++)
		if (g_ascii_ispunct(text[j]) && text[i] == ' ')
			return i + 1;
	return start;
}

/* The sentence above a second round of parts, where it can be told. */
static gboolean
find_sentence_above(const struct flow *flow, gsize behind, gsize label,
		    struct numbered *out)
{
	guint index = flow_paragraph_at(flow, label);
	const struct paragraph *paragraph;
	gsize from;

	if (index == 0)
		return FALSE;
	paragraph =
		&g_array_index(flow->paragraphs, struct paragraph, index - 1);
	from = behind_number(flow->text, paragraph->start);
	if (paragraph->start < behind || from == paragraph->start ||
	    !phrase_begins(flow->text, from, label, "The request for", NULL))
		return FALSE;
	*out = (struct numbered){ .start = paragraph->start, .end = label };
	numbered_locate_parts(flow, out);
	return out->decision != NULL;
}

static void
warn_of(struct letter *letter, const struct issue *issue, const char *code,
	const char *member, const char *message)
{
	g_autofree char *path = letter_issue_path(issue, member);

	record_add_warning(letter->record, code, path, "%s", message);
}

/* An issue of which nothing but its parts is known. */
static struct issue *
enter_hidden(struct letter *letter)
{
	struct issue *issue = record_add_issue(letter->record);
	static const char message[] =
		"parts of an issue stand here without the sentence that "
		"decides it";

	warn_of(letter, issue, "missing", "heading", message);
	warn_of(letter, issue, "missing", "treatment", message);
	warn_of(letter, issue, "missing", "decision", message);
	return issue;
}

/* The parts of [start, end), which are of the issue, and further issues below
 * them. */
static void
enter_rounds(struct letter *letter, const GArray *landmarks,
	     struct issue *issue, gsize start, gsize end)
{
	const struct landmark *second =
		find_second_round(landmarks, start, end);

	while (second != NULL) {
		struct numbered sentence;
		gboolean found = find_sentence_above(letter->flow, start,
						     second->start, &sentence);

		enter_parts(letter, landmarks, issue, start,
			    found ? sentence.start : second->start);
		if (!found)
			warn_of(letter, issue, "low-confidence", "rationale",
				"the next issue's sentence was not recognised, "
				"and may stand at its end");
		issue = found ? numbered_enter(letter, &sentence)
			      : enter_hidden(letter);
		if (found)
			warn_of(letter, issue, "heading-start", "heading",
				"its number was not recognised");
		start = second->start;
		second = find_second_round(landmarks, start, end);
	}
	enter_parts(letter, landmarks, issue, start, end);
}

/* A sentence that decides stands above the parts: one below them is a
 * rationale's own. */
static gboolean
is_decided_below(const struct numbered *item, const GArray *landmarks)
{
	for (guint i = 0; i < landmarks->len; i++) {
		const struct landmark *landmark =
			&g_array_index(landmarks, struct landmark, i);

		if (part_of(landmark->kind) >= 0 &&
		    landmark->start >= item->start)
			return landmark->start < item->decision_start;
	}
	return FALSE;
}

void
sentence_issues_read(struct letter *letter, const GArray *landmarks,
		     gsize start, gsize end)
{
	g_autoptr(GArray) items = numbered_find(letter->flow, start, end, TRUE);

	for (guint i = 0; i < items->len; i++) {
		const struct numbered *item =
			&g_array_index(items, struct numbered, i);
		struct issue *issue = is_decided_below(item, landmarks)
					      ? enter_hidden(letter)
					      : numbered_enter(letter, item);

		enter_rounds(letter, landmarks, issue, item->start, item->end);
	}
}
