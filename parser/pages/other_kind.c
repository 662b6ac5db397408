/* other_kind.c - the titles of documents of other kinds. */
#include "parser/pages/other_kind.h"

#include <string.h>

/* Of a line's letters, the part that a title in small letters has. */
#define LEAST_SHARE 0.6
/* Words of the law that make an argument. */
#define LEAST_LEGAL 4

/* Only among so many lines a title may be in small letters. */
#define FIRST_LINES 8

/* In the order of what is most particular; of one line the first counts. */
static const struct title {
	const char *code, *pattern;
} titles[] = {
	{ "bill-review", "independent bill review|\\bIBR (?:final|case)\\b" },
	{ "other-state",
	  "texas department of insurance|independent review decision|"
	  "independent review organization|external (?:appeal|review)|"
	  "department of financial services|insurance commissioner|"
	  "department of labor (?:and|&) industries|\\bIRO case\\b|"
	  "new york state|state of (?!california)[a-z]{4,}$" },
	{ "health-plan-review", "department of managed health care|\\bDMHC\\b|"
				"health plan (?:review|determination|appeal)|"
				"california department of insurance" },
	{ "board-decision",
	  "opinion and (?:order|decision|dissent)|"
	  "(?:opinion|order|decision)\\b.* (?:reconsideration|removal|remand)|"
	  "order (?:granting|denying|dismissing)|findings (?:and|of fact)|"
	  "report and recommendation|in the court of appeal|"
	  "certified for (?:partial )?publication|en banc" },
	{ "petition",
	  "petition (?:for|to|appealing)|\\bbrief$|brief (?:of|on|in|re)\\b|"
	  "answer to|points and authorities|declaration of|"
	  "appeal of (?:the )?(?:independent|imr|administrative)" },
	{ "ineligible-notice",
	  "ineligib|not eligible for|case (?:termination|closure)|"
	  "notice of (?:\\w+ )?(?:termination|dismissal|withdrawal|closure)" },
	{ "assignment-notice",
	  "notice of assignment|request for (?:additional )?information" },
	{ "imr-application",
	  "application for (?:an )?independent medical review|"
	  "dwc form imr" },
	{ "utilization-review",
	  "utilization review\\b.* (?:determination|decision|denial|report|"
	  "modification|certification|notice|response)|"
	  "(?:notice|determination|decision) of utilization review|"
	  "notice of (?:non-?certification|modification|denial)|"
	  "non-?certification (?:notice|letter)|adverse determination" },
	/* The caption of whatever is filed with it, whose title stands below
	 * it (CAPTION). */
	{ "board-decision", "workers.? compensation appeals board" },
};
#define CAPTION (G_N_ELEMENTS(titles) - 1)
/* So many lines lower. */
#define CAPTION_LINES 30

#define LEGAL_WORDS                                                            \
	"\\b(?:WCJ|reconsideration|Appeals Board|Labor Code|Lab\\. Code|"      \
	"plainly erroneous|defendants?|statut(?:e|es|ory)|petition(?:er)?|"    \
	"plaintiff|respondent|administrative director|rescind|reversed|"       \
	"remanded|WHEREFORE|ADJ ?\\d{6,8}|due process)\\b"

static gboolean
matches(const char *pattern, GRegex **compiled, const char *text,
	GMatchInfo **out_match)
{
	if (*compiled == NULL)
		*compiled = g_regex_new(
			pattern, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
	return g_regex_match(*compiled, text, 0, out_match);
}

static guint
count_letters(const char *text, gsize start, gsize end, guint *out_upper)
{
	guint count = 0;

	*out_upper = 0;
	for (gsize i = start; i < end; i++) {
		count += g_ascii_isalpha(text[i]) != 0;
		*out_upper += g_ascii_isupper(text[i]) != 0;
	}
	return count;
}

/* Whether line[start, end), which names a kind, is a title and not a mention in
 * a sentence or an item of a list of documents. bold: its words are. first: it
 * is one of the first lines. */
static gboolean
is_title(const char *line, gsize start, gsize end, gboolean bold,
	 gboolean first)
{
	guint upper, ignored,
		all = count_letters(line, 0, strlen(line), &ignored);
	guint found = count_letters(line, start, end, &upper);

	if (upper * 10 >= found * 9 || bold)
		return TRUE;
	return first && g_ascii_isalpha(*line) &&
	       memchr(line, ':', start) == NULL &&
	       !g_str_has_suffix(line, ".") && !g_str_has_suffix(line, ",") &&
	       found >= LEAST_SHARE * all;
}

/* The line's title, or NULL. */
static const struct title *
title_of(const struct flow *flow, gsize start, gsize end, gboolean first)
{
	static GRegex *compiled[G_N_ELEMENTS(titles)];
	g_autofree char *line = flow_slice(flow, start, end);

	for (guint i = 0; i < G_N_ELEMENTS(titles); i++) {
		g_autoptr(GMatchInfo) match = NULL;
		int from, to;

		if (!matches(titles[i].pattern, &compiled[i], line, &match))
			continue;
		g_match_info_fetch_pos(match, 0, &from, &to);
		if (is_title(line, (gsize)from, (gsize)to,
			     flow_is_bold(flow, start + (gsize)from,
					  start + (gsize)to),
			     first))
			return &titles[i];
	}
	return NULL;
}

/* The span behind the line that begins with span index. */
static guint
next_line(const struct flow *flow, guint index)
{
	do
		index++;
	while (index < flow->spans->len &&
	       !g_array_index(flow->spans, struct span, index).starts_line);
	return index;
}

const char *
other_kind_by_title(const struct flow *flow, gsize start, gsize end,
		    gsize *out_start)
{
	const char *caption = NULL;
	guint left = G_MAXUINT, lines = 0, next;

	for (guint i = flow_span_at(flow, start);
	     i < flow->spans->len && left > 0; i = next, left--) {
		const struct span *first =
			&g_array_index(flow->spans, struct span, i);
		const struct title *title;

		if (first->start >= end)
			break;
		next = next_line(flow, i);
		title = title_of(
			flow, first->start,
			g_array_index(flow->spans, struct span, next - 1).end,
			++lines <= FIRST_LINES);
		if (title == NULL || (title == &titles[CAPTION] && caption))
			continue;
		if (caption == NULL)
			*out_start = first->start;
		if (title != &titles[CAPTION])
			return title->code;
		caption = title->code;
		left = CAPTION_LINES;
	}
	return caption;
}

gboolean
other_kind_argues_law(const struct flow *flow, gsize start, gsize end)
{
	static GRegex *compiled;
	g_autofree char *text = g_strndup(flow->text + start, end - start);
	g_autoptr(GMatchInfo) match = NULL;
	g_autoptr(GHashTable) found =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	matches(LEGAL_WORDS, &compiled, text, &match);
	for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
		g_autofree char *word = g_match_info_fetch(match, 0);

		g_hash_table_add(found, g_ascii_strdown(word, -1));
	}
	return g_hash_table_size(found) >= LEAST_LEGAL;
}
