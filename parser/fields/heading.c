/* heading.c - where an issue's heading begins and what it decides. */
#include "parser/fields/heading.h"

#include <string.h>

#include "parser/fields/treatment.h"
#include "parser/letter/decision.h"
#include "parser/letter/phrase.h"

/* The longest heading seen has 550 characters. */
#define SUSPICIOUS_LENGTH 700

static const struct span *
span_at(const struct flow *flow, guint index)
{
	return &g_array_index(flow->spans, struct span, index);
}

static const struct paragraph *
paragraph_at(const struct flow *flow, guint index)
{
	return &g_array_index(flow->paragraphs, struct paragraph, index);
}

/* Back over the bold words that end at end; end itself where none is bold. */
static gsize
bold_run_start(const struct flow *flow, gsize behind, gsize end)
{
	gsize start = end;

	for (guint i = flow_span_at(flow, end - 1) + 1; i-- > 0;) {
		const struct span *span = span_at(flow, i);

		if (span->start < behind || !span->page->tells_bold ||
		    !span->word->bold)
			break;
		start = span->start;
	}
	return start;
}

/* "<X> was the original request." ends a sentence inside a heading. */
static gboolean
is_partial_approval(const struct flow *flow, gsize start, gsize end)
{
	return phrase_find(flow->text, start, end, "was the original request",
			   NULL, NULL);
}

/* Whether the heading's first paragraph continues the one before it: the break
 * between them is not an empty line but a short line in a heading, or a page's
 * top amid a partial approval, or where no other text precedes. */
static gboolean
continues_heading(const struct flow *flow, guint paragraph, gboolean after_text)
{
	const struct paragraph *here = paragraph_at(flow, paragraph);
	const struct paragraph *above = paragraph_at(flow, paragraph - 1);
	const struct span *first =
		span_at(flow, flow_span_at(flow, here->start));
	const struct span *last =
		span_at(flow, flow_span_at(flow, above->end - 1));

	if (first->gap_above)
		return FALSE;
	if (first->page != last->page)
		return !here->certain &&
		       (!after_text ||
			is_partial_approval(flow, above->start, above->end));
	return !after_text ||
	       !phrase_ends_sentence(flow->text, 0, above->end) ||
	       is_partial_approval(flow, above->start, above->end);
}

static gsize
layout_start(const struct flow *flow, gsize behind, gsize end,
	     gboolean after_text)
{
	guint paragraph = flow_paragraph_at(flow, end - 1);

	while (paragraph > 0 &&
	       paragraph_at(flow, paragraph - 1)->start >= behind &&
	       paragraph_at(flow, paragraph)->start > behind &&
	       continues_heading(flow, paragraph, after_text))
		paragraph--;
	return MAX(paragraph_at(flow, paragraph)->start, behind);
}

/* Nothing but a page break can have joined text to a heading: the form sets
 * an empty line above it. */
static gboolean
stands_clear(const struct flow *flow, gsize start, gsize end)
{
	const struct span *first = span_at(flow, flow_span_at(flow, start));
	const struct span *last = span_at(flow, flow_span_at(flow, end - 1));

	return first->gap_above && first->page == last->page;
}

/* A text layer knows what is bold. On a scan bold is measured, and a run may
 * have missed a word: there it says only where a heading begins behind text
 * that the layout could not tell from it. */
static gsize
heading_start(const struct flow *flow, gsize behind, gsize end,
	      gboolean after_text)
{
	gsize bold = bold_run_start(flow, behind, end);
	gsize layout = layout_start(flow, behind, end, after_text);
	const struct span *run = span_at(flow, flow_span_at(flow, bold));
	const struct span *first = span_at(flow, flow_span_at(flow, layout));

	if (bold == end)
		return layout;
	if (run->page->text_source == TEXT_SOURCE_OCR &&
	    (!after_text || first->word->bold || !run->starts_line ||
	     stands_clear(flow, layout, end)))
		return layout;
	return bold;
}

/* At a page's top, after a short line that does not end a sentence, it is
 * unknown whether that line belongs to the heading or the rationale. */
static gboolean
may_begin_above(const struct flow *flow, gsize start)
{
	guint paragraph = flow_paragraph_at(flow, start);

	return paragraph > 0 && !paragraph_at(flow, paragraph)->certain &&
	       !phrase_ends_sentence(flow->text, 0,
				     paragraph_at(flow, paragraph - 1)->end);
}

/* Where the heading is bold as far as its colon, what stands behind that is in
 * the decision's place, whatever it says. */
static gboolean
takes_decisions_place(const struct flow *flow, gsize behind, gsize end,
		      struct verdict *out)
{
	guint first = flow_span_at(flow, end - 1) + 1, last = first - 1;
	const struct span *span;

	while (first > 0 && !span_at(flow, first - 1)->word->bold &&
	       span_at(flow, first - 1)->start > behind)
		first--;
	if (first == 0 || first > last)
		return FALSE;
	span = span_at(flow, first - 1);
	if (!span->word->bold || !span->page->tells_bold ||
	    span->page->text_source == TEXT_SOURCE_OCR ||
	    span->start < behind || flow->text[span->end - 1] != ':')
		return FALSE;
	*out = (struct verdict){ NULL, span_at(flow, first)->start, end,
				 span->end - 1 };
	return TRUE;
}

/* Typed text: not recognised by us, nor hidden text from an earlier
 * recognition. */
static gboolean
is_typed(const struct flow *flow, gsize offset)
{
	const struct span *span = span_at(flow, flow_span_at(flow, offset));

	return span->page->text_source != TEXT_SOURCE_OCR &&
	       span->word->confidence >= 1;
}

static struct verdict
verdict_before(const struct flow *flow, gsize behind, gsize end)
{
	struct verdict verdict = { NULL, end, end, end };
	gboolean typed = end > behind && is_typed(flow, end - 1);

	if (end > behind &&
	    !decision_at_end(flow->text, behind, end, typed, &verdict))
		takes_decisions_place(flow, behind, end, &verdict);
	return verdict;
}

/* Words without which hardly any sentence of a rationale does, and that no
 * treatment's name needs. */
static gboolean
is_sentence(const char *text, gsize start, gsize end)
{
	static GRegex *verbs;

	if (verbs == NULL)
		verbs = g_regex_new(
			"\\b(?:is|are|was|were|has|have|had|does|do|"
			"did|not|should|would|cannot)\\b",
			G_REGEX_OPTIMIZE, 0, NULL);
	return g_regex_match_full(verbs, text, (gssize)end, (int)start, 0, NULL,
				  NULL);
}

/* Behind the words that begin the last sentence of a partial approval, which
 * is a heading's although it has a verb; start where there are none. */
static gsize
partial_approval_end(const char *text, gsize start, gsize end)
{
	static const char *const phrases[] = {
		"The remaining IMR eligible portion of the original request",
		"The original request",
	};

	for (guint i = 0; i < G_N_ELEMENTS(phrases); i++) {
		gsize behind;

		while (phrase_find(text, start, end, phrases[i], NULL, &behind))
			start = behind;
	}
	return start;
}

/* Behind the last sentence of [start, end), which is a rationale's that a
 * heading was run into; start where there is none. */
static gsize
sentences_end(const struct flow *flow, gsize start, gsize end)
{
	const char *text = flow->text;
	gsize from = is_partial_approval(flow, start, end)
			     ? partial_approval_end(text, start, end)
			     : start;

	for (gsize i = end; i-- > from + 1;)
		if (text[i - 1] == '.' && text[i] == ' ' &&
		    !g_ascii_islower(text[i + 1]))
			return is_sentence(text, from, i) ? i + 1 : start;
	return start;
}

struct heading
heading_before(const struct flow *flow, gsize behind, gsize limit,
	       gboolean after_text)
{
	struct heading heading = { 0 };
	gsize end = limit;

	while (end > behind && g_ascii_isspace(flow->text[end - 1]))
		end--;
	heading.verdict = verdict_before(flow, behind, end);
	heading.end = heading.verdict.heading_end;
	if (heading.end <= behind) {
		heading.start = heading.end = behind;
		return heading;
	}
	heading.start = heading_start(flow, behind, heading.end, after_text);
	if (after_text && !flow_is_bold(flow, heading.start, heading.end)) {
		gsize start = sentences_end(flow, heading.start, heading.end);

		heading.start_is_guess =
			start != heading.start || heading.start == behind;
		heading.start = start;
	}
	heading.start_is_certain =
		!heading.start_is_guess &&
		!(heading.start == behind && after_text) &&
		(flow_is_bold(flow, heading.start, heading.end) ||
		 (heading.end - heading.start < SUSPICIOUS_LENGTH &&
		  !may_begin_above(flow, heading.start)));
	return heading;
}

/* What ends a heading without a decision may be a verdict in words of its own,
 * or what stood before a heading that was lost. */
static void
warn_of_end(struct letter *letter, const struct issue *issue)
{
	static const char message[] = "where the heading ends is uncertain: "
				      "no decision follows it";
	g_autofree char *heading = letter_issue_path(issue, "heading");
	g_autofree char *treatment = letter_issue_path(issue, "treatment");

	if (issue->heading != NULL)
		record_add_warning(letter->record, "heading-start", heading,
				   message);
	if (issue->treatment != NULL)
		record_add_warning(letter->record, "heading-start", treatment,
				   message);
}

static void
enter_decision(struct letter *letter, struct issue *issue,
	       const struct verdict *verdict)
{
	g_autofree char *path = letter_issue_path(issue, "decision");

	if (verdict->decision != NULL) {
		letter_set(letter, path, &issue->decision,
			   g_strdup(verdict->decision), verdict->start,
			   verdict->end);
	} else if (verdict->start < verdict->end) {
		record_add_warning(letter->record, "unreadable", path,
				   "neither Upheld nor Overturned ends the "
				   "heading, but other words");
	} else {
		record_add_warning(letter->record, "missing", path,
				   "no decision word ends the heading");
		warn_of_end(letter, issue);
	}
}

void
heading_enter(struct letter *letter, struct issue *issue,
	      const struct heading *heading)
{
	g_autofree char *heading_path = letter_issue_path(issue, "heading");
	g_autofree char *treatment_path = letter_issue_path(issue, "treatment");

	letter_set(letter, heading_path, &issue->heading,
		   letter_slice(letter, heading->start, heading->end),
		   heading->start, heading->end);
	if (issue->heading == NULL)
		record_add_warning(letter->record, "missing", heading_path,
				   "no heading stands above the guidelines");
	else if (!heading->start_is_certain)
		record_add_warning(letter->record, "heading-start",
				   heading_path,
				   "where the heading begins is uncertain");
	treatment_read(letter, issue, heading->start, heading->end);
	if (issue->heading == NULL)
		record_add_warning(letter->record, "missing", treatment_path,
				   "it would stand in the heading");
	else if (heading->start_is_guess && issue->treatment != NULL)
		record_add_warning(letter->record, "heading-start",
				   treatment_path,
				   "where the heading begins is uncertain");
	enter_decision(letter, issue, &heading->verdict);
}
