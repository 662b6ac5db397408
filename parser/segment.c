/* segment.c - where one letter ends and the next begins. */
#include "parser/segment.h"

#include <string.h>

#include "parser/header.h"
#include "parser/landmark.h"

/* The parts of which a letter has one each, in their order on paper. */
enum opening {
	OPENING_NONE = 0,
	OPENING_COVER = 1,
	OPENING_HEADER = 2,
	OPENING_BODY = 3,
};

/* A party's copy names its case on the cover and again in the header. */
static gboolean
names_case(const struct flow *flow, const struct landmark *landmark,
	   const struct landmark *earlier)
{
	const char *a, *b;
	gsize length;

	if (earlier == NULL || landmark->kind != LANDMARK_CASE_NUMBER)
		return FALSE;
	a = flow->text + landmark->end;
	b = flow->text + earlier->end;
	length = strcspn(a, " \n");
	return length == strcspn(b, " \n") && strncmp(a, b, length) == 0;
}

/* How far behind its case number a header's other labels stand. */
#define HEADER_BYTES 400

static enum opening
opening_of(const struct flow *flow, const struct landmark *landmark,
	   gsize flow_end)
{
	switch (landmark->kind) {
	case LANDMARK_COVER_LETTER:
		return OPENING_COVER;
	case LANDMARK_NOTICE:
	case LANDMARK_PROFESSIONAL:
		return OPENING_HEADER;
	case LANDMARK_CASE_NUMBER:
		return header_is_there(
			   flow, landmark->start,
			   MIN(landmark->start + HEADER_BYTES, flow_end))
			   ? OPENING_HEADER
			   : OPENING_NONE;
	case LANDMARK_HOW_MADE:
		return OPENING_BODY;
	default:
		return OPENING_NONE;
	}
}

/* The start of the page that holds offset, if behind has not reached it; else
 * the start of offset's paragraph. */
static gsize
letter_start(const struct flow *flow, gsize offset, gsize behind)
{
	guint index = flow_span_at(flow, offset);
	const struct page *page =
	    g_array_index(flow->spans, struct span, index).page;

	while (index > 0 &&
	       g_array_index(flow->spans, struct span, index - 1).page == page)
		index--;
	if (g_array_index(flow->spans, struct span, index).start >= behind)
		return g_array_index(flow->spans, struct span, index).start;
	return g_array_index(flow->paragraphs, struct paragraph,
			     flow_paragraph_at(flow, offset))
	    .start;
}

/* A cover letter opens a file's next letter, not one under way. */
static gboolean
opens_next(enum opening opening, enum opening had)
{
	if (opening == OPENING_NONE)
		return FALSE;
	return opening == OPENING_COVER ? had == OPENING_BODY : opening <= had;
}

GPtrArray *
segment_letters(const struct flow *flow, const GArray *landmarks)
{
	GPtrArray *letters =
		g_ptr_array_new_with_free_func((GDestroyNotify)letter_free);
	gsize flow_end = strlen(flow->text), start = 0, behind = 0;
	const struct landmark *case_number = NULL;
	enum opening had = OPENING_NONE;

	if (flow->spans->len == 0)
		return letters;
	for (guint i = 0; i < landmarks->len; i++) {
		const struct landmark *landmark =
			&g_array_index(landmarks, struct landmark, i);
		enum opening opening = opening_of(flow, landmark, flow_end);

		if (opening != OPENING_NONE &&
		    names_case(flow, landmark, case_number))
			opening = OPENING_NONE;
		if (opens_next(opening, had)) {
			gsize next =
				letter_start(flow, landmark->start, behind);

			g_ptr_array_add(letters,
					letter_new(flow, start, next));
			start = next;
			had = OPENING_NONE;
		}
		had = MAX(had, opening);
		if (landmark->kind == LANDMARK_CASE_NUMBER)
			case_number = landmark;
		behind = landmark->end;
	}
	g_ptr_array_add(letters, letter_new(flow, start, flow_end));
	return letters;
}
