/* page_joint.c - the form, the sentence, and the print tell. */
#include "parser/pages/page_joint.h"

#define SPACE_PT 3.0
/* A line that leaves so much free would have held most next words. */
#define SHORT_PT 60.0

/* Running text, whose last line ends with a sentence. */
#define PROSE                                                                  \
	(SECTION(LANDMARK_SUMMARY) | SECTION(LANDMARK_CLAIMS_GUIDELINE) |      \
	 SECTION(LANDMARK_REVIEWER_GUIDELINE) | SECTION(LANDMARK_RATIONALE) |  \
	 SECTION(LANDMARK_WHY_NECESSARY))

static enum joint
worse(enum joint a, enum joint b)
{
	return MAX(a, b);
}

static gboolean
fits_form(guint32 state, const struct page_text *page)
{
	const struct section_rule *rule = page->grammar->rules;

	for (; rule->after != 0; rule++)
		if (SECTION(rule->kind) == page->first)
			return (rule->after & state) != 0;
	return FALSE;
}

/* A heading stands right above the first label of its issue. */
static enum joint
decide_heading(const struct page_text *above, const struct page_text *below)
{
	if (above->ends_in_heading)
		return below->begins_with_label ? JOINT_FITS : JOINT_BROKEN;
	if (!above->grammar->has_headings ||
	    below->first != SECTION(LANDMARK_CLAIMS_GUIDELINE))
		return JOINT_FITS;
	if (below->has_heading)
		return JOINT_FITS;
	/* Its decision word may be none of the two. */
	return below->begins_with_label && above->ending != ENDING_OPEN
		       ? JOINT_BROKEN
		       : JOINT_LOOSE;
}

/* The section of issues opens with a sentence of its own; a bracket that is
 * open is closed. */
static gboolean
breaks_off(guint32 state, const struct page_text *above,
	   const struct page_text *below)
{
	if ((state == SECTION(LANDMARK_ISSUES) && above->ends_in_label) !=
	    below->begins_issues)
		return above->grammar->has_headings;
	return above->leaves_bracket && !below->closes_bracket;
}

/* The line ends although the next word would have fitted. */
static gboolean
ends_short(const struct page_text *above, const struct page_text *below)
{
	return above->room > below->first_width + SPACE_PT + SHORT_PT / 2;
}

/* An issue ends with its rationale's verdict, before the next one's heading. */
static gboolean
ends_early(guint32 state, const struct page_text *above,
	   const struct page_text *below)
{
	return state == SECTION(LANDMARK_RATIONALE) && above->lacks_verdict &&
	       below->begins_with_heading;
}

/* What was broken off goes on in mid-sentence, and what ended does not. */
static enum joint
decide_sentence(guint32 state, const struct page_text *above,
		const struct page_text *below)
{
	gboolean begins_part;

	if (above->ends_in_heading)
		return JOINT_FITS;
	if (above->ends_in_label)
		return below->begins_with_label || below->begins_mid_sentence
			       ? JOINT_BROKEN
			       : JOINT_FITS;
	if (above->ending == ENDING_SENTENCE)
		return ends_early(state, above, below) ||
				       (below->begins_mid_sentence &&
					!below->begins_with_heading)
			       ? JOINT_BROKEN
			       : JOINT_FITS;
	begins_part = below->begins_with_label ||
		      (above->tells_bold && below->tells_bold &&
		       !above->ends_bold && below->begins_bold);
	if (begins_part && above->ending == ENDING_OPEN && (state & PROSE) != 0)
		return ends_short(above, below) ? JOINT_LOOSE : JOINT_BROKEN;
	if (state == SECTION(LANDMARK_ISSUES) && above->ending == ENDING_UNSURE)
		return below->begins_mid_sentence && !below->begins_with_heading
			       ? JOINT_BROKEN
			       : JOINT_FITS;
	return above->ending == ENDING_OPEN && !below->begins_mid_sentence
		       ? JOINT_LOOSE
		       : JOINT_FITS;
}

guint32
joint_state_behind(guint32 state, const struct page_text *page)
{
	return page->last != 0 ? page->last : state;
}

enum joint
joint_between(guint32 state, const struct page_text *above,
	      const struct page_text *below)
{
	enum joint joint;

	if ((below->first != 0 && !fits_form(state, below)) ||
	    breaks_off(state, above, below))
		return JOINT_BROKEN;
	joint = worse(decide_heading(above, below),
		      decide_sentence(state, above, below));
	return above->leaves_room ? worse(joint, JOINT_LOOSE) : joint;
}

enum joint
joint_at_start(const struct page_text *page)
{
	if (page->first == 0)
		return JOINT_BROKEN;
	return fits_form(SECTION_START, page) ? JOINT_FITS : JOINT_BROKEN;
}

enum joint
joint_at_end(guint32 state, const struct page_text *page, gboolean others_fill)
{
	if ((page->grammar->closing & state) == 0 || page->ends_in_label ||
	    page->ends_in_heading)
		return JOINT_BROKEN;
	/* A page is filled where the text goes on, seldom where it ends. */
	if (page->is_full && page->lacks_verdict &&
	    state == SECTION(LANDMARK_RATIONALE))
		return JOINT_BROKEN;
	if (page->ending != ENDING_OPEN)
		return JOINT_FITS;
	/* A full stop was forgotten, or not read. */
	return page->ends_in_verdict || (page->leaves_room && others_fill)
		       ? JOINT_LOOSE
		       : JOINT_BROKEN;
}
