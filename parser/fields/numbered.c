/* numbered.c - numbered decisions of 2013's letters. */
#include "parser/fields/numbered.h"

#include <stdlib.h>
#include <string.h>

#include "parser/letter/decision.h"
#include "parser/letter/phrase.h"

static const char *const request_phrases[] = {
	"has determined the request for",
	"has determined that the request for",
	"The request for",
};

static gsize
skip_item_number(const char *text, gsize start)
{
	while (g_ascii_isdigit(text[start]))
		start++;
	while (text[start] != '\0' && strchr(").: ", text[start]) != NULL)
		start++;
	return start;
}

/* "2) MAXIMUS ... has determined": no other number inside a line does. */
static gboolean
opens_sentence(const struct flow *flow, gsize start)
{
	return phrase_begins(flow->text, skip_item_number(flow->text, start),
			     strlen(flow->text),
			     "MAXIMUS Federal Services, Inc. has determined "
			     "the request for",
			     NULL);
}

static gboolean
starts_item(const struct flow *flow, const struct span *span, int wanted)
{
	const char *p = flow->text + span->start;

	if (!g_ascii_isdigit(*p) || atoi(p) != wanted)
		return FALSE;
	while (g_ascii_isdigit(*p))
		p++;
	return (*p == ')' || *p == '.') && !g_ascii_isalnum(p[1]) &&
	       (span->starts_line || opens_sentence(flow, span->start));
}

void
numbered_locate_parts(const struct flow *flow, struct numbered *item)
{
	const char *text = flow->text;
	gsize from = skip_item_number(text, item->start), after;
	struct verdict verdict;

	item->treatment_start = from;
	for (guint i = 0; i < G_N_ELEMENTS(request_phrases); i++) {
		if (phrase_find(text, from, item->end, request_phrases[i], NULL,
				&after)) {
			item->treatment_start = after;
			break;
		}
	}
	item->treatment_end = item->end;
	item->decision_start = item->decision_end = item->end;
	if (!decision_in_sentence(text, item->treatment_start, item->end,
				  &verdict))
		return;
	item->decision = verdict.decision;
	item->decision_start = verdict.start;
	item->decision_end = verdict.end;
	item->treatment_end = verdict.heading_end;
}

static gboolean
is_decided(const struct flow *flow, gsize start)
{
	const struct paragraph *paragraph =
		&g_array_index(flow->paragraphs, struct paragraph,
			       flow_paragraph_at(flow, start));
	struct verdict verdict;

	return decision_in_sentence(flow->text, start, paragraph->end,
				    &verdict) ||
	       opens_sentence(flow, start);
}

GArray *
numbered_find(const struct flow *flow, gsize start, gsize end,
	      gboolean deciding)
{
	GArray *items = g_array_new(FALSE, TRUE, sizeof(struct numbered));

	for (guint i = flow_span_at(flow, start); i < flow->spans->len; i++) {
		const struct span *span =
			&g_array_index(flow->spans, struct span, i);
		struct numbered item = { .number = (int)items->len + 1,
					 .start = span->start };

		if (span->start >= end)
			break;
		if (!starts_item(flow, span, item.number) ||
		    (deciding && !is_decided(flow, span->start)))
			continue;
		if (items->len > 0)
			g_array_index(items, struct numbered, items->len - 1)
				.end = span->start;
		item.end = end;
		g_array_append_val(items, item);
	}
	if (items->len == 0 && start < end) {
		struct numbered whole = { .number = 1,
					  .start = start,
					  .end = end,
					  .unnumbered = TRUE };

		g_array_append_val(items, whole);
	}
	for (guint i = 0; i < items->len; i++)
		numbered_locate_parts(
			flow, &g_array_index(items, struct numbered, i));
	return items;
}

/* "2)", ".2,", "Z.": no word of a sentence. */
static gboolean
looks_like_number(const char *word)
{
	guint digits = 0, signs = 0, others = 0;

	for (; *word != '\0'; word++) {
		if (g_ascii_isdigit(*word))
			digits++;
		else if (strchr(").,:", *word) != NULL)
			signs++;
		else if (strchr("IlZSO|i", *word) != NULL)
			others++;
		else
			return FALSE;
	}
	return signs > 0 && digits <= 2 && digits + others > 0 && others <= 2;
}

gboolean
numbered_may_lack(const struct flow *flow, const GArray *items, gsize start,
		  gsize end)
{
	guint next = 0;

	for (guint i = flow_span_at(flow, start); i < flow->spans->len; i++) {
		const struct span *span =
			&g_array_index(flow->spans, struct span, i);

		if (span->start >= end)
			break;
		while (next < items->len &&
		       g_array_index(items, struct numbered, next).start <
			       span->start)
			next++;
		if (next < items->len &&
		    !g_array_index(items, struct numbered, next).unnumbered &&
		    g_array_index(items, struct numbered, next).start ==
			    span->start)
			continue;
		if (span->starts_line && looks_like_number(span->word->text))
			return TRUE;
	}
	return FALSE;
}

static void
trim(const char *text, gsize *start, gsize *end)
{
	while (*start < *end && strchr(" \n:", text[*start]) != NULL)
		(*start)++;
	while (*end > *start && strchr(" \n:.", text[*end - 1]) != NULL)
		(*end)--;
}

struct issue *
numbered_enter(struct letter *letter, const struct numbered *numbered)
{
	struct issue *issue = record_add_issue(letter->record);
	g_autofree char *heading = letter_issue_path(issue, "heading");
	g_autofree char *treatment = letter_issue_path(issue, "treatment");
	g_autofree char *decision = letter_issue_path(issue, "decision");
	gsize start = numbered->treatment_start, end = numbered->treatment_end;

	trim(letter->flow->text, &start, &end);
	letter_set(letter, heading, &issue->heading,
		   letter_slice(letter, start, end), start, end);
	letter_set(letter, treatment, &issue->treatment,
		   letter_slice(letter, start, end), start, end);
	if (numbered->decision != NULL)
		letter_set(letter, decision, &issue->decision,
			   g_strdup(numbered->decision),
			   numbered->decision_start, numbered->decision_end);
	else if (numbered->decision_start < numbered->decision_end)
		record_add_warning(letter->record, "unreadable", decision,
				   "neither \"is medically necessary\" nor "
				   "\"is not medically necessary\"");
	else
		record_add_warning(letter->record, "missing", decision,
				   "it is not said whether this is medically "
				   "necessary");
	return issue;
}
