/* heading.c - where an issue's heading begins and what it decides. */
#include "parser/heading.h"

#include <string.h>

#include "parser/decision.h"
#include "parser/phrase.h"
#include "parser/treatment.h"

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
	const struct span *begins = NULL;
	gsize start = end;

	for (guint i = flow_span_at(flow, end - 1) + 1; i-- > 0;) {
		const struct span *span = span_at(flow, i);

		if (span->start < behind || !span->page->tells_bold ||
		    !span->word->bold)
			break;
		start = span->start;
		begins = span;
	}
	/* Bold is measured on a scan, and a heading starts a line: a run that
	 * starts amid one has missed a word. */
	if (begins != NULL && !begins->starts_line &&
	    begins->page->text_source == TEXT_SOURCE_OCR)
		return end;
	return start;
}

static gboolean
ends_sentence(const struct flow *flow, gsize end)
{
	while (end > 0 && strchr(" \n\"')", flow->text[end - 1]) != NULL)
		end--;
	return end > 0 && strchr(".!?", flow->text[end - 1]) != NULL;
}

/* "<X> was the original request." ends a sentence inside a heading. */
static gboolean
is_partial_approval(const struct flow *flow, gsize start, gsize end)
{
	return phrase_find(flow->text, start, end, "was the original request",
			   NULL, NULL);
}

/* Whether the heading's first paragraph continues the one before it: the
 * break between them is no empty line but a short line in a heading, or a
 * page's top amid a partial approval. */
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
		       is_partial_approval(flow, above->start, above->end);
	return !after_text || !ends_sentence(flow, above->end) ||
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

struct heading
heading_before(const struct flow *flow, gsize behind, gsize limit,
	       gboolean after_text)
{
	struct heading heading = { 0 };
	gsize end = limit;

	while (end > behind && g_ascii_isspace(flow->text[end - 1]))
		end--;
	heading.decision_end = end;
	heading.end = end;
	heading.decision = decision_at_end(
		flow->text, behind, end, &heading.decision_start, &heading.end);
	if (heading.end <= behind) {
		heading.start = heading.end = behind;
		return heading;
	}
	heading.start = bold_run_start(flow, behind, heading.end);
	heading.start_is_certain = heading.start < heading.end;
	if (heading.start == heading.end)
		heading.start =
			layout_start(flow, behind, heading.end, after_text);
	if (heading.start == behind && after_text)
		heading.start_is_certain = FALSE;
	else if (!heading.start_is_certain)
		heading.start_is_certain =
			heading.end - heading.start < SUSPICIOUS_LENGTH;
	return heading;
}

void
heading_enter(struct letter *letter, struct issue *issue,
	      const struct heading *heading)
{
	g_autofree char *heading_path = letter_issue_path(issue, "heading");
	g_autofree char *decision_path = letter_issue_path(issue, "decision");

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
	if (heading->decision != NULL)
		letter_set(letter, decision_path, &issue->decision,
			   g_strdup(heading->decision), heading->decision_start,
			   heading->decision_end);
	else
		record_add_warning(letter->record, "missing", decision_path,
				   "no decision word ends the heading");
}
