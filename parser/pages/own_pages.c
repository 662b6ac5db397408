/* own_pages.c - the pages that are a letter's, and text that only quotes it. */
#include "parser/pages/own_pages.h"

#include <string.h>

#include "parser/fields/header.h"
#include "parser/letter/date.h"
#include "parser/letter/decision.h"
#include "parser/letter/landmark.h"
#include "parser/letter/phrase.h"
#include "parser/pages/other_kind.h"

/* An exhibit's stamp or a running header may stand above a letter. */
#define WORDS_ABOVE 12
/* A heading's words; what introduces a quotation has more than an opening. */
#define WORDS_OF_INTRODUCTION 4
/* More words than this are a text, not a letterhead or a notice that was
 * stamped on a page. */
#define WORDS_OF_PROSE 60

static const struct span *
span_at(const struct flow *flow, guint index)
{
	return &g_array_index(flow->spans, struct span, index);
}

static gsize
page_start(const struct flow *flow, gsize offset)
{
	guint index = flow_span_at(flow, offset);
	const struct page *page = span_at(flow, index)->page;

	while (index > 0 && span_at(flow, index - 1)->page == page)
		index--;
	return span_at(flow, index)->start;
}

static gsize
page_end(const struct flow *flow, gsize offset)
{
	guint index = flow_span_at(flow, offset);
	const struct page *page = span_at(flow, index)->page;

	while (index + 1 < flow->spans->len &&
	       span_at(flow, index + 1)->page == page)
		index++;
	return span_at(flow, index)->end;
}

static guint
page_number(const struct flow *flow, gsize offset)
{
	return span_at(flow, flow_span_at(flow, offset))->page->number;
}

static guint
count_words(const struct flow *flow, gsize start, gsize end)
{
	guint count = 0;

	for (guint i = flow_span_at(flow, start);
	     i < flow->spans->len && span_at(flow, i)->end <= end; i++)
		count++;
	return count;
}

/* --- where the letter begins in its range --- */

static gboolean
is_section(const struct letter *letter, const struct landmark *landmark)
{
	return landmark->start >= letter->start &&
	       landmark->start < letter->end &&
	       landmark->kind != LANDMARK_CASE_NUMBER &&
	       landmark->kind != LANDMARK_COVER_LETTER;
}

static const struct landmark *
first_section(const struct letter *letter, const GArray *landmarks)
{
	for (guint i = 0; i < landmarks->len; i++) {
		const struct landmark *landmark =
			&g_array_index(landmarks, struct landmark, i);

		if (is_section(letter, landmark))
			return landmark;
	}
	return NULL;
}

static const struct landmark *
last_section(const struct letter *letter, const GArray *landmarks)
{
	for (guint i = landmarks->len; i-- > 0;) {
		const struct landmark *landmark =
			&g_array_index(landmarks, struct landmark, i);

		if (is_section(letter, landmark))
			return landmark;
	}
	return NULL;
}

/* The paragraph of an issue's heading, which stands above its label, or runs
 * into it. */
static gsize
heading_start(const struct flow *flow, gsize label)
{
	guint span = flow_span_before(flow, label);
	gsize end = span_at(flow, span)->end;
	const struct paragraph *above =
		&g_array_index(flow->paragraphs, struct paragraph,
			       flow_paragraph_at(flow, end - 1));
	struct verdict verdict;

	return end <= label && decision_at_end(flow->text, above->start, end,
					       TRUE, &verdict)
		       ? above->start
		       : label;
}

/* Where the form begins: its header, else its first heading or label. */
static gsize
form_start(const struct letter *letter, const GArray *landmarks,
	   const struct landmark *first)
{
	const struct flow *flow = letter->flow;
	const struct landmark *number = landmark_next(
		landmarks, LANDMARK_CASE_NUMBER, letter->start, first->start);

	if (number != NULL && number->start < first->start &&
	    page_start(flow, number->start) == page_start(flow, first->start) &&
	    header_is_there(flow, number->start, first->start))
		return number->start;
	return first->kind == LANDMARK_CLAIMS_GUIDELINE
		       ? heading_start(flow, first->start)
		       : first->start;
}

/* --- what stands before it --- */

static gboolean
is_letters_own(const char *text)
{
	static const char *const phrases[] = {
		"set forth below",
		"medical records",
		"following credentials",
		"Dear",
		"From:",
		"Subject:",
		"Sent:",
		"Date:",
	};

	for (guint i = 0; i < G_N_ELEMENTS(phrases); i++)
		if (strstr(text, phrases[i]) != NULL)
			return TRUE;
	return FALSE;
}

/* The date, the sender's name, the salutation, or the header: what a whole
 * letter begins with. */
static gboolean
begins_letter(const char *text)
{
	static const char *const openings[] = { "MAXIMUS", "Dear",
						"Case Number", "Employee" };

	while (*text != '\0' && !g_ascii_isalnum(*text))
		text++;
	if (date_length(text, FALSE) > 0)
		return TRUE;
	for (guint i = 0; i < G_N_ELEMENTS(openings); i++)
		if (g_str_has_prefix(text, openings[i]))
			return TRUE;
	return FALSE;
}

/* "The reviewer wrote as follows:" ends [start, end). */
static gboolean
is_introduction(const struct flow *flow, gsize start, gsize end)
{
	g_autofree char *text = flow_slice(flow, start, end);

	return g_str_has_suffix(text, ":") && !is_letters_own(text) &&
	       count_words(flow, start, end) > WORDS_OF_INTRODUCTION;
}

/* The page that stood before the one of start ends in an introduction. It may
 * be read elsewhere: pages are read in the order in which a letter is whole. */
static gboolean
is_introduced_above(const struct flow *flow, gsize start)
{
	guint number = page_number(flow, start);

	for (guint i = flow->spans->len; i-- > 0;) {
		const struct span *span = span_at(flow, i);

		if (span->page->number + 1 == number) {
			const struct paragraph *last = &g_array_index(
				flow->paragraphs, struct paragraph,
				flow_paragraph_at(flow, span->start));

			return is_introduction(flow, last->start, span->end);
		}
	}
	return FALSE;
}

/* A sentence that introduces a quotation, right before the form or before what
 * else a letter begins with. */
static gboolean
is_introduced(const struct letter *letter, gsize start)
{
	const struct flow *flow = letter->flow;

	for (guint i = flow_paragraph_at(flow, letter->start);
	     i < flow->paragraphs->len; i++) {
		const struct paragraph *paragraph =
			&g_array_index(flow->paragraphs, struct paragraph, i);
		gsize from = MAX(paragraph->start, letter->start);
		gsize to = MIN(paragraph->end, start);
		gsize behind = to;

		if (from >= start)
			break;
		while (g_ascii_isspace(flow->text[behind]))
			behind++;
		if ((behind >= start || begins_letter(flow->text + behind)) &&
		    is_introduction(flow, from, to))
			return TRUE;
	}
	return is_introduced_above(flow, start);
}

static gboolean
opens_with_quote(const struct flow *flow, gsize start)
{
	return flow->text[start] == '"' ||
	       g_str_has_prefix(flow->text + start, "\342\200\234");
}

/* Headings and labels that are in quotation marks, two at least: one may be
 * what a scan made of a speck. */
static gboolean
is_in_quotes(const struct letter *letter, const GArray *landmarks)
{
	guint quoted = 0;

	for (guint i = 0; i < landmarks->len; i++) {
		gsize at = g_array_index(landmarks, struct landmark, i).start;

		quoted += at >= letter->start && at < letter->end &&
			  opens_with_quote(letter->flow, at);
	}
	return quoted > 1;
}

/* Prose on the page on which the form begins, and no cover letter's. */
static gboolean
is_amid_prose(const struct letter *letter, const GArray *landmarks, gsize start)
{
	gsize from = MAX(letter->start, page_start(letter->flow, start));

	return landmark_next(landmarks, LANDMARK_COVER_LETTER, letter->start,
			     start) == NULL &&
	       landmark_next(landmarks, LANDMARK_CASE_NUMBER, from, start) ==
		       NULL &&
	       count_words(letter->flow, from, start) > WORDS_OF_PROSE;
}

static gboolean
is_section_heading(enum landmark_kind kind)
{
	return kind == LANDMARK_HOW_MADE || kind == LANDMARK_NOTICE ||
	       kind == LANDMARK_PROFESSIONAL || kind == LANDMARK_AT_DISPUTE;
}

/* --- what stands behind it --- */

/* Appeal rights speak of law too; they stand in a cover letter, or behind the
 * determination's effect. */
static gboolean
is_argued(const struct letter *letter, const GArray *landmarks)
{
	const struct landmark *last = last_section(letter, landmarks);

	return last->kind != LANDMARK_EFFECT &&
	       !phrase_find(letter->flow->text, last->end, letter->end,
			    "is binding on all parties", NULL, NULL) &&
	       other_kind_argues_law(letter->flow, last->end, letter->end);
}

/* The start of a page behind from that begins with another document's title,
 * whose kind goes to *out_kind; the letter's end where there is none. */
static gsize
find_page_behind(const struct letter *letter, gsize from, const char **out_kind)
{
	const struct flow *flow = letter->flow;

	for (guint i = flow_span_at(flow, from) + 1; i < flow->spans->len;
	     i++) {
		const struct span *span = span_at(flow, i);
		guint last = MIN(i + WORDS_ABOVE, flow->spans->len - 1);
		gsize title;

		if (span->start >= letter->end)
			break;
		if (span->page == span_at(flow, i - 1)->page)
			continue;
		*out_kind = other_kind_by_title(
			flow, span->start, span_at(flow, last)->end, &title);
		if (*out_kind == NULL)
			continue;
		/* A caption's title stands lower. */
		*out_kind = other_kind_by_title(
			flow, span->start, page_end(flow, span->start), &title);
		return span->start;
	}
	return letter->end;
}

/* --- both --- */

static gboolean
begins_its_page(const struct letter *letter, gsize start)
{
	const struct flow *flow = letter->flow;
	gsize from = page_start(flow, start);
	guint words = count_words(flow, from, start);

	return from >= letter->start &&
	       (words <= WORDS_ABOVE ||
		(words <= WORDS_OF_PROSE && begins_letter(flow->text + from)));
}

static void
cut_pages_before(struct letter *letter, gsize start)
{
	letter->start = page_start(letter->flow, start);
	record_add_warning(letter->record, "other-document", "",
			   "the pages before page %u are another document",
			   page_number(letter->flow, start));
}

static void
cut_pages_behind(struct letter *letter, gsize from)
{
	if (from == letter->end)
		return;
	letter->end = from;
	record_add_warning(letter->record, "other-document", "",
			   "from page %u on it is another document",
			   page_number(letter->flow, from));
}

static gboolean
is_quoted(const struct letter *letter, const GArray *landmarks,
	  const struct landmark *first, gsize start)
{
	return is_introduced(letter, start) ||
	       is_in_quotes(letter, landmarks) ||
	       (is_section_heading(first->kind) &&
		is_amid_prose(letter, landmarks, start));
}

/* What the text around a letter without a page of its own is: by the title of a
 * page that stood before it, wherever that is read. */
static const char *
kind_around(const struct letter *letter, gsize start)
{
	const struct flow *flow = letter->flow;
	guint number = page_number(flow, start);
	gsize end, title;

	for (gsize at = 0; at < strlen(flow->text); at = end + 1) {
		const char *kind;

		end = page_end(flow, at);
		kind = page_number(flow, at) < number
			       ? other_kind_by_title(flow, at, end, &title)
			       : NULL;
		if (kind != NULL)
			return kind;
	}
	return other_kind_argues_law(flow, letter->start, letter->end)
		       ? "board-decision"
		       : "commentary";
}

const char *
own_pages_isolate(struct letter *letter, const GArray *landmarks)
{
	const struct flow *flow = letter->flow;
	const struct landmark *first = first_section(letter, landmarks);
	const char *before, *behind = NULL, *around;
	gsize title = 0, start, cut;

	if (first == NULL)
		return other_kind_by_title(flow, letter->start, letter->end,
					   &title);
	start = form_start(letter, landmarks, first);
	before = other_kind_by_title(flow, letter->start, first->end, &title);
	cut = find_page_behind(letter, last_section(letter, landmarks)->end,
			       &behind);
	/* Pages are read in the order in which a letter is whole: the title may
	 * have come before it. */
	if (behind != NULL && !begins_its_page(letter, start) &&
	    page_number(flow, cut) < page_number(flow, start))
		return behind;
	around = before != NULL ? before : behind;
	cut_pages_behind(letter, cut);
	if (is_argued(letter, landmarks))
		return around != NULL ? around : "board-decision";
	if (is_quoted(letter, landmarks, first, start))
		return around != NULL ? around : kind_around(letter, start);
	if (before == NULL)
		return NULL;
	if (!begins_its_page(letter, start) || title >= page_start(flow, start))
		return before;
	cut_pages_before(letter, start);
	return NULL;
}
