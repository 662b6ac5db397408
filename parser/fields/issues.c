/* issues.c - labelled issues: their labels, then the headings between. */
#include "parser/fields/issues.h"

#include "parser/fields/heading.h"
#include "parser/fields/treatment.h"
#include "parser/letter/decision.h"
#include "parser/letter/guideline.h"
#include "parser/letter/landmark.h"
#include "parser/letter/phrase.h"

enum part { PART_CLAIMS, PART_REVIEWER, PART_RATIONALE, PARTS };

/* The labels of one issue, in the order of enum part; NULL where missing. */
struct group {
	const struct landmark *label[PARTS];
	struct heading heading;
};

static enum part
part_of(enum landmark_kind kind)
{
	switch (kind) {
	case LANDMARK_CLAIMS_GUIDELINE:
		return PART_CLAIMS;
	case LANDMARK_REVIEWER_GUIDELINE:
		return PART_REVIEWER;
	case LANDMARK_RATIONALE:
		return PART_RATIONALE;
	default:
		return PARTS;
	}
}

/* A label that does not come after the last one in the form's order opens
 * the next issue. */
static GArray *
groups_find(const GArray *landmarks, gsize start, gsize end)
{
	GArray *groups = g_array_new(FALSE, TRUE, sizeof(struct group));
	int last = PARTS;

	for (guint i = 0; i < landmarks->len; i++) {
		const struct landmark *landmark =
			&g_array_index(landmarks, struct landmark, i);
		enum part part = part_of(landmark->kind);

		if (part == PARTS || landmark->start < start ||
		    landmark->start >= end)
			continue;
		if ((int)part <= last || groups->len == 0)
			g_array_set_size(groups, groups->len + 1);
		g_array_index(groups, struct group, groups->len - 1)
			.label[part] = landmark;
		last = (int)part;
	}
	return groups;
}

static gsize
group_start(const struct group *group)
{
	for (guint part = 0; part < PARTS; part++)
		if (group->label[part] != NULL)
			return group->label[part]->start;
	g_assert_not_reached();
}

/* Behind the group's last label: its rationale, if it has one. */
static gsize
group_text_start(const struct group *group)
{
	for (guint part = PARTS; part-- > 0;)
		if (group->label[part] != NULL)
			return group->label[part]->end;
	g_assert_not_reached();
}

static gboolean
is_recognised(const struct flow *flow, gsize offset)
{
	guint span = flow_span_at(flow, offset);

	return span < flow->spans->len &&
	       g_array_index(flow->spans, struct span, span)
			       .page->text_source == TEXT_SOURCE_OCR;
}

static char *
slice_part(const struct letter *letter, enum part part, gsize start, gsize end)
{
	g_autofree char *text = letter_slice(letter, start, end);

	if (text == NULL || part == PART_RATIONALE ||
	    !is_recognised(letter->flow, start))
		return g_steal_pointer(&text);
	return guideline_restore(text);
}

static void
enter_part(struct letter *letter, struct issue *issue,
	   const struct group *group, enum part part, const char *member,
	   char **field, gsize end)
{
	g_autofree char *path = letter_issue_path(issue, member);
	const struct landmark *label = group->label[part];

	if (label == NULL) {
		record_add_warning(letter->record, "missing", path,
				   "the label of this part was not found");
		return;
	}
	for (guint next = part + 1; next < PARTS; next++) {
		if (group->label[next] != NULL) {
			end = group->label[next]->start;
			break;
		}
	}
	letter_set(letter, path, field,
		   slice_part(letter, part, label->end, end), label->end, end);
	if (*field == NULL)
		record_add_warning(letter->record, "missing", path,
				   "nothing stands behind its label");
}

static void
enter_issue(struct letter *letter, const struct group *group, gsize end)
{
	struct issue *issue = record_add_issue(letter->record);

	heading_enter(letter, issue, &group->heading);
	enter_part(letter, issue, group, PART_CLAIMS,
		   "claims_administrator_guideline",
		   &issue->claims_administrator_guideline, end);
	enter_part(letter, issue, group, PART_REVIEWER, "reviewer_guideline",
		   &issue->reviewer_guideline, end);
	enter_part(letter, issue, group, PART_RATIONALE, "rationale",
		   &issue->rationale, end);
}

static const char opening_sentence[] =
	"The Final Determination was based on decisions "
	"for the disputed items/services set forth below";

gsize
issues_find(const struct letter *letter, const GArray *landmarks, gsize start,
	    gsize end)
{
	const struct landmark *heading =
		landmark_next(landmarks, LANDMARK_ISSUES, start, end);
	gsize sentence = end;

	if (heading != NULL)
		return heading->start;
	phrase_find(letter->flow->text, start, end, opening_sentence, &sentence,
		    NULL);
	return sentence;
}

static gsize
skip_opening(const struct flow *flow, gsize start, gsize end)
{
	gsize after;

	if (!phrase_begins(flow->text, start, end, opening_sentence, &after))
		return start;
	return phrase_skip_colon(flow->text, after, end);
}

void
issues_read(struct letter *letter, const GArray *landmarks, gsize start,
	    gsize end)
{
	g_autoptr(GArray) groups = groups_find(landmarks, start, end);
	gsize behind = skip_opening(letter->flow, start, end);

	for (guint i = 0; i < groups->len; i++) {
		struct group *group = &g_array_index(groups, struct group, i);

		group->heading = heading_before(letter->flow, behind,
						group_start(group), i > 0);
		behind = group_text_start(group);
	}
	for (guint i = 0; i < groups->len; i++) {
		const struct group *next =
			i + 1 < groups->len
				? &g_array_index(groups, struct group, i + 1)
				: NULL;

		enter_issue(letter, &g_array_index(groups, struct group, i),
			    next != NULL ? next->heading.start : end);
	}
}
