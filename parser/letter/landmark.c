/* landmark.c - the table of the form's headings and labels, and their search.
 */
#include "parser/letter/landmark.h"

#include <string.h>

#include "parser/letter/phrase.h"

enum form {
	FORM_HEADING,  /* bold, or in capitals */
	FORM_LABEL,    /* followed by a colon, or opening a paragraph */
	FORM_OPENING,  /* opening a paragraph; its words belong to the text */
	FORM_NUMBERED, /* a label behind "1)" */
};

static const struct wording {
	enum landmark_kind kind;
	enum form form;
	const char *phrase;
} wordings[] = {
	{ LANDMARK_HOW_MADE, FORM_HEADING,
	  "HOW THE IMR FINAL DETERMINATION WAS MADE" },
	{ LANDMARK_DOCUMENTS, FORM_LABEL,
	  "DOCUMENTS REVIEWED FOR DETERMINATION" },
	{ LANDMARK_DOCUMENTS, FORM_HEADING, "DOCUMENTS REVIEWED" },
	{ LANDMARK_SUMMARY, FORM_HEADING, "CLINICAL CASE SUMMARY" },
	{ LANDMARK_SUMMARY, FORM_LABEL, "CASE SUMMARY" },
	{ LANDMARK_ISSUES, FORM_HEADING,
	  "IMR ISSUES, DECISIONS AND RATIONALES" },
	{ LANDMARK_ISSUES, FORM_HEADING, "IMR DECISION(S) AND RATIONALE(S)" },
	{ LANDMARK_CLAIMS_GUIDELINE, FORM_LABEL,
	  "Claims Administrator guideline" },
	{ LANDMARK_REVIEWER_GUIDELINE, FORM_LABEL, "MAXIMUS guideline" },
	{ LANDMARK_RATIONALE, FORM_LABEL, "Decision rationale" },
	{ LANDMARK_RATIONALE, FORM_LABEL,
	  "The Physician Reviewer's decision rationale" },
	{ LANDMARK_RATIONALE, FORM_LABEL,
	  "The Expert Reviewer's decision rationale" },
	{ LANDMARK_RATIONALE, FORM_LABEL, "Rationale for the Decision" },
	{ LANDMARK_CLAIMS_BASED, FORM_OPENING,
	  "The Claims Administrator based its decision on" },
	{ LANDMARK_REVIEWER_BASED, FORM_OPENING,
	  "The Physician Reviewer based his/her decision on" },
	{ LANDMARK_NOTICE, FORM_OPENING,
	  "Notice of Independent Medical Review Determination" },
	{ LANDMARK_NOTICE_BODY, FORM_HEADING,
	  "INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE" },
	{ LANDMARK_QUALIFICATIONS, FORM_LABEL,
	  "Medical Qualifications of the Expert Reviewer" },
	{ LANDMARK_QUALIFICATIONS, FORM_LABEL,
	  "MEDICAL REVIEWER QUALIFICATIONS" },
	{ LANDMARK_REGARDING, FORM_NUMBERED, "Regarding the request for" },
	{ LANDMARK_RELIED_UPON, FORM_LABEL,
	  "Section of the MTUS Relied Upon by the Expert Reviewer to Make "
	  "His/Her Decision" },
	{ LANDMARK_RELIED_UPON, FORM_LABEL,
	  "Medical Treatment Guideline(s) Relied Upon by the Expert Reviewer "
	  "to Make His/Her Decision" },
	{ LANDMARK_RELIED_UPON, FORM_LABEL,
	  "The Medical Treatment Guidelines Relied Upon by the Expert "
	  "Reviewer to Make His/Her Decision" },
	{ LANDMARK_RELIED_UPON, FORM_LABEL,
	  "MEDICAL TREATMENT GUIDELINE(S) RELIED UPON BY PROFESSIONAL "
	  "REVIEWER AND WHY" },
	{ LANDMARK_EFFECT, FORM_OPENING, "Effect of the Decision" },
	{ LANDMARK_PROFESSIONAL, FORM_HEADING, "MEDICAL PROFESSIONAL REVIEW" },
	{ LANDMARK_AT_DISPUTE, FORM_LABEL, "ISSUE AT DISPUTE" },
	{ LANDMARK_AT_DISPUTE, FORM_LABEL, "ISSUES AT DISPUTE" },
	{ LANDMARK_WHY_NECESSARY, FORM_HEADING,
	  "RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE" },
	{ LANDMARK_COVER_LETTER, FORM_OPENING, "Dear" },
	{ LANDMARK_CASE_NUMBER, FORM_LABEL, "Case Number" },
	{ LANDMARK_CASE_NUMBER, FORM_LABEL, "MAXIMUS Case Number" },
	{ LANDMARK_CASE_NUMBER, FORM_LABEL, "IMR Case Number" },
};

static gboolean
in_capitals(const char *text, gsize start, gsize end)
{
	guint upper = 0, lower = 0;

	for (gsize i = start; i < end; i++) {
		upper += g_ascii_isupper(text[i]) != 0;
		lower += g_ascii_islower(text[i]) != 0;
	}
	return upper > 3 * lower;
}

/* Behind closing brackets, a colon (or what a scan made of it) and spaces. */
static gsize
skip_colon(const char *text, gsize offset, gsize end, gboolean *out_colon)
{
	while (text[offset] == ')' || text[offset] == ']')
		offset++;
	*out_colon = text[offset] == ':' || text[offset] == ';' ||
		     g_str_has_prefix(text + offset, " :");
	return phrase_skip_colon(text, offset, end);
}

/* Behind "1)" or "12.", or the start where there is no number. */
static gsize
skip_number(const char *text, gsize offset)
{
	gsize i = offset;

	while (g_ascii_isdigit(text[i]))
		i++;
	if (i == offset || strchr(").", text[i]) == NULL || text[i] == '\0')
		return offset;
	i++;
	while (text[i] == ' ')
		i++;
	return i;
}

static gboolean
has_form(const struct flow *flow, enum form form, gsize start, gsize end,
	 gboolean opens_paragraph, gboolean colon)
{
	/* "Dearth of evidence ..." is no "Dear". */
	gboolean ends_word = !g_ascii_isalnum(flow->text[end]);

	switch (form) {
	case FORM_HEADING:
		return in_capitals(flow->text, start, end) ||
		       flow_is_bold(flow, start, end);
	case FORM_LABEL:
	case FORM_NUMBERED:
		return colon || (opens_paragraph && ends_word);
	default:
		return opens_paragraph && ends_word;
	}
}

/* What one search asks of many places. */
struct search {
	const struct flow *flow;
	gsize length;
	struct phrase phrases[G_N_ELEMENTS(wordings)];
};

/* A place where a landmark may be. */
struct spot {
	gsize offset, behind_number;
	struct phrase_place place, numbered_place;
};

static void
spot_open(struct spot *spot, const struct search *search, gsize offset)
{
	const char *text = search->flow->text;

	spot->offset = offset;
	spot->behind_number = skip_number(text, offset);
	phrase_place_open(&spot->place, text, offset, search->length);
	phrase_place_open(&spot->numbered_place, text, spot->behind_number,
			  search->length);
}

static gboolean
try_wording(const struct search *search, guint index, struct spot *spot,
	    gboolean opens_paragraph, struct landmark *out)
{
	const struct wording *wording = &wordings[index];
	const struct flow *flow = search->flow;
	gboolean numbered = wording->form == FORM_NUMBERED;
	gsize start = numbered ? spot->behind_number : spot->offset, end;
	gboolean colon;

	if (!phrase_place_begins(numbered ? &spot->numbered_place
					  : &spot->place,
				 &search->phrases[index], &end))
		return FALSE;
	out->kind = wording->kind;
	out->start = spot->offset;
	out->end = skip_colon(flow->text, end, search->length, &colon);
	if (!has_form(flow, wording->form, start, end, opens_paragraph, colon))
		return FALSE;
	if (wording->form == FORM_OPENING)
		out->end = start;
	if (wording->form == FORM_NUMBERED)
		out->end = end;
	return TRUE;
}

/* --- inside a line --- */

/* Of the word before a span. */
struct before {
	gboolean closes; /* a sentence, a label, an item's number, a date; or
			  * a heading, whose decision begins with a capital */
	gboolean capitals;
	gboolean bold;
};

static struct before
look_before(const struct flow *flow, guint index)
{
	const struct span *span =
		&g_array_index(flow->spans, struct span, index - 1);
	char last = flow->text[span->end - 1];
	struct before before = {
		.closes = strchr(".:;!?)\"", last) != NULL ||
			  g_ascii_isdigit(last) ||
			  g_ascii_isupper(flow->text[span->start]),
		.capitals = in_capitals(flow->text, span->start, span->end),
		.bold = span->page->tells_bold && span->word->bold,
	};

	return before;
}

/* How much longer than its wording a label may be printed, with its colon. */
#define COLON_SLACK 12

#define LONGEST_LABEL 140

/* How far the next colon is from text; at most LONGEST_LABEL. */
static gsize
colon_distance(const char *text)
{
	gsize i = 0;

	while (i < LONGEST_LABEL && text[i] != '\0' && text[i] != ':' &&
	       text[i] != ';')
		i++;
	return i;
}

/* A header's labels are found by their place (parser/fields/header.h);
 * sentences inside a line belong to their paragraph. Told at little cost, since
 * most words of a letter come to be asked. */
static gboolean
may_stand_inside(const struct flow *flow, const struct wording *wording,
		 const struct span *span, gsize colon)
{
	const char *text = flow->text + span->start;

	switch (wording->form) {
	case FORM_HEADING:
		return g_ascii_isupper(text[1]) || span->word->bold;
	case FORM_LABEL:
		return wording->kind != LANDMARK_CASE_NUMBER &&
		       colon < strlen(wording->phrase) + COLON_SLACK;
	case FORM_OPENING:
		return wording->kind == LANDMARK_NOTICE;
	default:
		return TRUE;
	}
}

/* Whether a landmark that does not start its line stands apart from the words
 * before it all the same: a heading by its capitals or its boldness, a label
 * by what ends before it. */
static gboolean
stands_apart(const struct flow *flow, enum form form,
	     const struct landmark *landmark, const struct before *before)
{
	gboolean bold = flow_is_bold(flow, landmark->start, landmark->end);

	switch (form) {
	case FORM_HEADING:
		if (in_capitals(flow->text, landmark->start, landmark->end))
			return before->closes || !before->capitals;
		return before->closes && !before->bold;
	case FORM_LABEL:
	case FORM_NUMBERED:
		return before->closes || (bold && !before->bold);
	default:
		return before->closes || before->capitals;
	}
}

/* Lines that were run together hide a landmark behind other words: the title
 * behind the sender's name, a heading behind the last sentence before it. */
static gboolean
try_inside_line(const struct search *search, guint index, struct landmark *out)
{
	const struct flow *flow = search->flow;
	const struct span *span =
		&g_array_index(flow->spans, struct span, index);
	char first = flow->text[span->start];
	struct before before;
	struct spot spot;
	gsize colon;

	if (!g_ascii_isupper(first) && !g_ascii_isdigit(first))
		return FALSE;
	colon = colon_distance(flow->text + span->start);
	before = look_before(flow, index);
	spot_open(&spot, search, span->start);
	for (guint w = 0; w < G_N_ELEMENTS(wordings); w++) {
		const struct wording *wording = &wordings[w];

		if ((wording->form == FORM_NUMBERED) ==
			    (g_ascii_isdigit(first) != 0) &&
		    may_stand_inside(flow, wording, span, colon) &&
		    try_wording(search, w, &spot, wording->form != FORM_LABEL,
				out) &&
		    stands_apart(flow, wording->form, out, &before))
			return TRUE;
	}
	return FALSE;
}

static gboolean
try_at_start(const struct search *search, gsize start, gboolean opens_paragraph,
	     struct landmark *out)
{
	struct spot spot;

	spot_open(&spot, search, start);
	for (guint w = 0; w < G_N_ELEMENTS(wordings); w++)
		if (try_wording(search, w, &spot, opens_paragraph, out))
			return TRUE;
	return FALSE;
}

GArray *
landmarks_find(const struct flow *flow)
{
	GArray *landmarks = g_array_new(FALSE, FALSE, sizeof(struct landmark));
	struct search search = { .flow = flow, .length = strlen(flow->text) };
	gsize behind = 0;
	guint paragraph = 0;

	for (guint w = 0; w < G_N_ELEMENTS(wordings); w++)
		phrase_read(&search.phrases[w], wordings[w].phrase);
	for (guint i = 0; i < flow->spans->len; i++) {
		const struct span *span =
			&g_array_index(flow->spans, struct span, i);
		struct landmark landmark;
		gboolean opens = FALSE;

		while (paragraph < flow->paragraphs->len &&
		       g_array_index(flow->paragraphs, struct paragraph,
				     paragraph)
				       .start <= span->start)
			opens = g_array_index(flow->paragraphs,
					      struct paragraph, paragraph++)
					.start == span->start;
		if (((span->starts_line || opens) &&
		     try_at_start(&search, span->start, opens, &landmark)) ||
		    (i > 0 && span->start >= behind &&
		     try_inside_line(&search, i, &landmark))) {
			g_array_append_val(landmarks, landmark);
			behind = landmark.end;
		}
	}
	return landmarks;
}

const struct landmark *
landmark_next(const GArray *landmarks, enum landmark_kind kind, gsize start,
	      gsize end)
{
	for (guint i = 0; i < landmarks->len; i++) {
		const struct landmark *landmark =
			&g_array_index(landmarks, struct landmark, i);

		if (landmark->kind == kind && landmark->start >= start &&
		    landmark->start < end)
			return landmark;
	}
	return NULL;
}

gsize
landmark_start_or(const struct landmark *landmark, gsize otherwise)
{
	return landmark != NULL ? landmark->start : otherwise;
}

gsize
landmark_end_or(const struct landmark *landmark, gsize otherwise)
{
	return landmark != NULL ? landmark->end : otherwise;
}
