/* segment.c - where one letter ends and the next begins. */
#include "parser/pages/segment.h"

#include <string.h>

#include "parser/fields/header.h"
#include "parser/letter/landmark.h"
#include "parser/letter/phrase.h"
#include "parser/pages/mail_tail.h"

/* How far behind its case number a header's other labels stand. */
#define HEADER_BYTES 400
/* More words than this make a page of a letter. */
#define SHEET_WORDS 12

static gboolean
is_body(enum landmark_kind kind)
{
	return kind == LANDMARK_HOW_MADE || kind == LANDMARK_NOTICE_BODY ||
	       kind == LANDMARK_AT_DISPUTE;
}

/* What can come first in a letter. */
static gboolean
is_opening(enum landmark_kind kind)
{
	return kind == LANDMARK_COVER_LETTER || kind == LANDMARK_CASE_NUMBER ||
	       kind == LANDMARK_NOTICE || kind == LANDMARK_PROFESSIONAL ||
	       is_body(kind);
}

static gboolean
is_header(const struct flow *flow, const struct landmark *landmark)
{
	/* Not by strlen(): it would measure the rest at every landmark. */
	gsize end = landmark->start +
		    strnlen(flow->text + landmark->start, HEADER_BYTES);

	return header_is_there(flow, landmark->start, end);
}

/* A party's copy names its case on the cover and again in the header. */
static gboolean
same_case(const struct flow *flow, const struct landmark *a,
	  const struct landmark *b)
{
	const char *x = flow->text + a->end, *y = flow->text + b->end;
	gsize length = strcspn(x, " \n");

	return length == strcspn(y, " \n") && strncmp(x, y, length) == 0;
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

/* A sheet between two letters (a barcode, "next letter") is a page of a few
 * words that are no sentence, behind a page that ended with one. */
static gsize
without_last_sheet(const struct flow *flow, gsize start, gsize end)
{
	guint last = flow_span_before(flow, end), index = last;
	const struct page *page =
		g_array_index(flow->spans, struct span, index).page;
	gsize sheet;

	while (index > 0 &&
	       g_array_index(flow->spans, struct span, index - 1).page == page)
		index--;
	sheet = g_array_index(flow->spans, struct span, index).start;
	return sheet > start && last - index < SHEET_WORDS &&
			       phrase_ends_sentence(flow->text, start, sheet) &&
			       !phrase_ends_sentence(flow->text, sheet, end)
		       ? sheet
		       : end;
}

/* behind: the end of the last that it has of the form. */
static void
add_letter(GPtrArray *letters, const struct flow *flow, gsize start,
	   gsize behind, gsize end)
{
	end = without_last_sheet(flow, start, end);
	if (behind > start)
		end = mail_tail_find(flow, behind, end);
	g_ptr_array_add(letters, letter_new(flow, start, end));
}

/* What the letter under way has had so far. */
struct progress {
	gsize start, behind;
	gboolean body;
	const struct landmark *case_number;
};

static gboolean
opens_next(const struct flow *flow, const struct landmark *landmark,
	   const struct progress *letter)
{
	if (!is_opening(landmark->kind))
		return FALSE;
	if (landmark->kind != LANDMARK_CASE_NUMBER)
		return letter->body;
	return is_header(flow, landmark) &&
	       (letter->case_number == NULL
			? letter->body
			: !same_case(flow, landmark, letter->case_number));
}

GPtrArray *
segment_letters(const struct flow *flow, const GArray *landmarks)
{
	GPtrArray *letters =
		g_ptr_array_new_with_free_func((GDestroyNotify)letter_free);
	struct progress letter = { 0 };

	if (flow->spans->len == 0)
		return letters;
	for (guint i = 0; i < landmarks->len; i++) {
		const struct landmark *landmark =
			&g_array_index(landmarks, struct landmark, i);

		if (opens_next(flow, landmark, &letter)) {
			gsize next = letter_start(flow, landmark->start,
						  letter.behind);

			add_letter(letters, flow, letter.start, letter.behind,
				   next);
			letter = (struct progress){ .start = next };
		}
		letter.body = letter.body || is_body(landmark->kind);
		if (landmark->kind == LANDMARK_CASE_NUMBER)
			letter.case_number = landmark;
		letter.behind = landmark->end;
	}
	add_letter(letters, flow, letter.start, letter.behind,
		   strlen(flow->text));
	return letters;
}

char *
segment_case_number(const struct letter *letter, const GArray *landmarks)
{
	const char *text = letter->flow->text;
	gsize from = letter->start;
	const struct landmark *landmark;

	while ((landmark = landmark_next(landmarks, LANDMARK_CASE_NUMBER, from,
					 letter->end)) != NULL) {
		if (is_header(letter->flow, landmark))
			return g_strndup(text + landmark->end,
					 strcspn(text + landmark->end, " \n"));
		from = landmark->end;
	}
	return NULL;
}
