/* page_text.c - looks at the first and the last words of each page. */
#include "parser/pages/page_text.h"

#include <string.h>

#include "parser/fields/header.h"
#include "parser/letter/decision.h"
#include "parser/letter/phrase.h"

/* Of a page's height: the text of a page that goes on reaches down to 0.8,
 * where a heading is kept with what follows it. */
#define LEAST_FULL 0.70
#define FULL 0.80
/* How far from a page's end a bracket's other half is looked for. */
#define BRACKET_BYTES 150
#define BRACKET_REACH 500
/* What stands above a label at a page's top may be a speck. */
#define SPECK_BYTES 3
/* "vs.", "Dr.", "e.g." end no sentence. */
#define ABBREVIATION_BYTES 4
/* How far behind its case number a header's other labels stand. */
#define HEADER_BYTES 400

static const struct span *
span_at(const struct flow *flow, guint index)
{
	return &g_array_index(flow->spans, struct span, index);
}

/* The case number alone is a running line. */
static gboolean
is_section(const struct flow *flow, const struct grammar *grammar,
	   const struct landmark *landmark)
{
	gsize start = landmark->start;

	return grammar_has(grammar, landmark->kind) &&
	       (landmark->kind != LANDMARK_CASE_NUMBER ||
		header_is_there(
			flow, start,
			start + strnlen(flow->text + start, HEADER_BYTES)));
}

static enum ending
find_ending(const char *text, gsize start, gsize end)
{
	gsize word = end;

	if (text[end - 1] == ':')
		return ENDING_UNSURE;
	if (!phrase_ends_sentence(text, start, end))
		return ENDING_OPEN;
	while (word > start && !g_ascii_isspace(text[word - 1]))
		word--;
	return end - word <= ABBREVIATION_BYTES && g_ascii_isalpha(text[word])
		       ? ENDING_UNSURE
		       : ENDING_SENTENCE;
}

/* An address (www.example.org) begins in lower case wherever it stands. */
static gboolean
begins_mid_sentence(const char *text, gsize start, gsize end)
{
	gsize length;

	if (strchr(",;)]", text[start]) != NULL)
		return TRUE;
	while (start < end && strchr("\"'([", text[start]) != NULL)
		start++;
	if (!g_ascii_islower(text[start]))
		return FALSE;
	length = strcspn(text + start, " \n");
	for (gsize i = start; i + 1 < start + length; i++)
		if (strchr("./@:\\", text[i]) != NULL ||
		    g_ascii_isupper(text[i]))
			return FALSE;
	return TRUE;
}

static gboolean
is_typed(const struct page *page)
{
	return page->text_source != TEXT_SOURCE_OCR;
}

/* "..: Upheld" and no full stop behind it. */
static gboolean
ends_in_decision(const struct page *page, const char *text, gsize start,
		 gsize end)
{
	struct verdict verdict;
	gsize colon;

	if (end == start || !g_ascii_isalpha(text[end - 1]) ||
	    !decision_at_end(text, start, end, is_typed(page), &verdict))
		return FALSE;
	colon = verdict.heading_end;
	while (g_ascii_isspace(text[colon]))
		colon++;
	return text[colon] == ':' || text[colon] == ';';
}

/* What most rationales end with. */
static gboolean
ends_in_verdict(const char *text, gsize start, gsize end)
{
	static const char *const words[] = { "necessary", "appropriate" };
	gsize word = end;

	while (word > start && !g_ascii_isspace(text[word - 1]))
		word--;
	for (guint i = 0; i < G_N_ELEMENTS(words); i++)
		if (phrase_begins(text, word, end, words[i], NULL))
			return TRUE;
	return FALSE;
}

static gboolean
holds_one_of(const char *sentence, const char *const *stems)
{
	for (; *stems != NULL; stems++)
		if (strstr(sentence, *stems) != NULL)
			return TRUE;
	return FALSE;
}

/* A rationale closes with what it means for the request. Some words of that
 * are in other sentences too ("is recommended for ..."), where they are said
 * of something else than the request. */
static gboolean
lacks_verdict(const char *text, gsize start, gsize end)
{
	static const char *const verdicts[] = { "necess",   "appropriate",
						"certif",   "medical need",
						"overturn", "upheld",
						NULL };
	static const char *const opinions[] = { "support", "recommend",
						"warrant", "indicat",
						"approv",  "authori",
						NULL };
	g_autofree char *sentence = NULL;
	gsize from = end > start ? end - 1 : start;

	while (from > start &&
	       !(g_ascii_isspace(text[from]) && text[from - 1] == '.'))
		from--;
	sentence = g_ascii_strdown(text + from, (gssize)(end - from));
	return !holds_one_of(sentence, verdicts) &&
	       !(strstr(sentence, "request") != NULL &&
		 holds_one_of(sentence, opinions));
}

/* "1)" closes none. */
static gboolean
is_list_mark(const char *text, gsize start, gsize at)
{
	return at <= start + 1 ||
	       (g_ascii_isalnum(text[at - 1]) && g_ascii_isspace(text[at - 2]));
}

/* Brackets of [start, end) that are open at its end, or (negative) closed that
 * were opened before it, whichever comes last. */
static int
count_brackets(const char *text, gsize start, gsize end)
{
	int depth = 0;

	for (gsize i = start; i < end; i++) {
		if (text[i] == '(')
			depth++;
		if (text[i] == ')' && !is_list_mark(text, start, i))
			depth--;
		if (depth < 0)
			return depth;
	}
	return depth;
}

/* The first sentence's end in [start, end), behind which more follows. */
static gboolean
holds_sentence_end(const char *text, gsize start, gsize end)
{
	for (gsize i = start; i + 2 < end; i++)
		if (text[i] == '.' && g_ascii_isspace(text[i + 1]))
			return TRUE;
	return FALSE;
}

static void
look_at_top(struct page_text *page, const struct flow *flow,
	    const struct landmark *first)
{
	const char *text = flow->text;
	struct verdict verdict;
	gsize end;

	page->begins_mid_sentence =
		begins_mid_sentence(text, page->start, page->end);
	page->begins_issues = phrase_begins(
		text, page->start, page->end,
		"The Final Determination was based on decisions for the", NULL);
	page->closes_bracket =
		count_brackets(text, page->start,
			       MIN(page->start + BRACKET_REACH, page->end)) < 0;
	if (first == NULL)
		return;
	page->begins_with_label = first->start <= page->start + SPECK_BYTES;
	if (page->begins_with_label || !page->grammar->has_headings ||
	    first->kind != LANDMARK_CLAIMS_GUIDELINE)
		return;
	end = first->start;
	while (end > page->start && g_ascii_isspace(text[end - 1]))
		end--;
	page->has_heading = decision_at_end(text, page->start, end,
					    is_typed(page->page), &verdict);
	page->begins_with_heading = page->has_heading &&
				    !holds_sentence_end(text, page->start, end);
}

static void
look_at_bottom(struct page_text *page, const struct flow *flow,
	       const struct landmark *last)
{
	gsize start = last != NULL ? last->start : page->start;

	page->ending = find_ending(flow->text, page->start, page->end);
	page->ends_in_verdict =
		ends_in_verdict(flow->text, page->start, page->end);
	page->lacks_verdict = lacks_verdict(flow->text, start, page->end);
	page->leaves_bracket =
		page->end - start > BRACKET_BYTES &&
		count_brackets(flow->text, page->end - BRACKET_BYTES,
			       page->end) > 0;
	page->ends_in_label = last != NULL && last->end >= page->end;
	page->ends_in_heading =
		page->grammar->has_headings && !page->ends_in_label &&
		ends_in_decision(page->page, flow->text, start, page->end);
}

/* The height of the page as it is read. */
static double
reading_height(const struct page *page)
{
	return page->rotation_deg % 180 == 0 ? page->height_pt : page->width_pt;
}

static void
measure(struct page_text *page, const struct flow *flow, guint first,
	guint last)
{
	const struct word *end = span_at(flow, last)->word;
	gboolean paper = strcmp(flow->document->media_type, "text/plain") != 0;
	double right = 0, bottom = 0;

	for (guint i = first; i <= last; i++) {
		right = MAX(right, span_at(flow, i)->word->box.x1);
		bottom = MAX(bottom, span_at(flow, i)->word->box.y1);
	}
	page->room = right - end->box.x1;
	page->first_width = span_at(flow, first)->word->box.x1 -
			    span_at(flow, first)->word->box.x0;
	page->leaves_room =
		paper && bottom < LEAST_FULL * reading_height(page->page);
	page->is_full = paper && bottom > FULL * reading_height(page->page);
	page->tells_bold = page->page->tells_bold &&
			   page->page->text_source != TEXT_SOURCE_OCR;
	page->begins_bold = span_at(flow, first)->word->bold;
	page->ends_bold = end->bold;
}

static struct page_text
look_at_page(const struct flow *flow, const GArray *landmarks,
	     const struct grammar *grammar, guint first, guint last)
{
	const struct landmark *from = NULL, *to = NULL;
	struct page_text page = {
		.page = span_at(flow, first)->page,
		.grammar = grammar,
		.start = span_at(flow, first)->start,
		.end = span_at(flow, last)->end,
		.words = last - first + 1,
	};

	for (guint i = 0; i < landmarks->len; i++) {
		const struct landmark *landmark =
			&g_array_index(landmarks, struct landmark, i);

		if (landmark->start < page.start ||
		    landmark->start >= page.end ||
		    !is_section(flow, grammar, landmark))
			continue;
		from = from != NULL ? from : landmark;
		to = landmark;
	}
	page.first = from != NULL ? SECTION(from->kind) : 0;
	page.last = to != NULL ? SECTION(to->kind) : 0;
	measure(&page, flow, first, last);
	look_at_top(&page, flow, from);
	look_at_bottom(&page, flow, to);
	return page;
}

GArray *
page_texts_find(const struct flow *flow, const GArray *landmarks,
		const struct grammar *grammar, gsize start, gsize end)
{
	GArray *pages = g_array_new(FALSE, FALSE, sizeof(struct page_text));
	guint first = flow_span_at(flow, start);

	while (first < flow->spans->len && span_at(flow, first)->start < end) {
		guint last = first;
		struct page_text page;

		while (last + 1 < flow->spans->len &&
		       span_at(flow, last + 1)->start < end &&
		       span_at(flow, last + 1)->page ==
			       span_at(flow, first)->page)
			last++;
		page = look_at_page(flow, landmarks, grammar, first, last);
		g_array_append_val(pages, page);
		first = last + 1;
	}
	return pages;
}
