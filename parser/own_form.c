/* own_form.c - a letter's own pages, and the form's structure on them. */
#include "parser/own_form.h"

#include <string.h>

#include "parser/date.h"
#include "parser/decision.h"
#include "parser/header.h"
#include "parser/landmark.h"
#include "parser/other_kind.h"
#include "parser/phrase.h"

/* An exhibit's stamp or a running header may stand above a letter. */
#define WORDS_ABOVE 12
/* A heading's words; what introduces a quotation has more than an opening. */
#define WORDS_OF_INTRODUCTION 4
/* More is no letterhead or notice that was stamped on a page, but a text. */
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

static const struct landmark *
first_section(const struct letter *letter, const GArray *landmarks)
{
	for (guint i = 0; i < landmarks->len; i++) {
		const struct landmark *landmark =
			&g_array_index(landmarks, struct landmark, i);

		if (landmark->start >= letter->start &&
		    landmark->start < letter->end &&
		    landmark->kind != LANDMARK_CASE_NUMBER &&
		    landmark->kind != LANDMARK_COVER_LETTER)
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

		if (landmark->start >= letter->start &&
		    landmark->start < letter->end &&
		    landmark->kind != LANDMARK_CASE_NUMBER &&
		    landmark->kind != LANDMARK_COVER_LETTER)
			return landmark;
	}
	return NULL;
}

/* The paragraph of an issue's heading, which stands above its label. */
static gsize
heading_start(const struct flow *flow, gsize label)
{
	guint paragraph = flow_paragraph_at(flow, label);
	const struct paragraph *above;
	struct verdict verdict;

	if (paragraph == 0)
		return label;
	above = &g_array_index(flow->paragraphs, struct paragraph,
			       paragraph - 1);
	return decision_at_end(flow->text, above->start, above->end, TRUE,
			       &verdict)
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
	return FALSE;
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

/* A page behind the last label that begins with another document's title. */
static void
cut_pages_behind(struct letter *letter, gsize from)
{
	const struct flow *flow = letter->flow;

	for (guint i = flow_span_at(flow, from) + 1; i < flow->spans->len;
	     i++) {
		const struct span *span = span_at(flow, i);
		guint last = MIN(i + WORDS_ABOVE, flow->spans->len - 1);
		gsize title;

		if (span->start >= letter->end)
			return;
		if (span->page == span_at(flow, i - 1)->page ||
		    other_kind_by_title(flow, span->start,
					span_at(flow, last)->end,
					&title) == NULL)
			continue;
		letter->end = span->start;
		record_add_warning(letter->record, "other-document", "",
				   "from page %u on it is another document",
				   span->page->number);
		return;
	}
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

/* A title stands before the form: the letter is attached, or quoted. */
static gboolean
cut_pages_before(struct letter *letter, gsize title, gsize start)
{
	const struct flow *flow = letter->flow;
	gsize own = page_start(flow, start);

	if (!begins_its_page(letter, start) || title >= own)
		return FALSE;
	letter->start = own;
	record_add_warning(
		letter->record, "other-document", "",
		"the pages before page %u are another document",
		span_at(flow, flow_span_at(flow, start))->page->number);
	return TRUE;
}

const char *
own_form_isolate(struct letter *letter, const GArray *landmarks)
{
	const struct flow *flow = letter->flow;
	const struct landmark *first = first_section(letter, landmarks);
	const char *kind;
	gsize title = 0, start;
	gboolean quoted;

	if (first == NULL)
		return other_kind_by_title(flow, letter->start, letter->end,
					   &title);
	start = form_start(letter, landmarks, first);
	kind = other_kind_by_title(flow, letter->start, first->end, &title);
	cut_pages_behind(letter, last_section(letter, landmarks)->end);
	quoted = is_introduced(letter, start) ||
		 is_in_quotes(letter, landmarks) ||
		 (is_section_heading(first->kind) &&
		  is_amid_prose(letter, landmarks, start));
	if (is_argued(letter, landmarks))
		return kind != NULL ? kind : "board-decision";
	if (kind != NULL && (quoted || !cut_pages_before(letter, title, start)))
		return kind;
	if (quoted && kind == NULL)
		return other_kind_argues_law(flow, letter->start, letter->end)
			       ? "board-decision"
			       : "commentary";
	return NULL;
}

/* --- the structure --- */

/* A number of the form's own and at least so many of its dates. */
static gboolean
has_header(const struct record *record, guint least_dates)
{
	const char *const dates[] = { record->date_of_injury,
				      record->ur_denial_date,
				      record->application_received,
				      record->date_assigned,
				      record->decision_date };
	guint known = 0;

	for (guint i = 0; i < G_N_ELEMENTS(dates); i++)
		known += dates[i] != NULL;
	return record->case_number != NULL && known >= least_dates;
}

static gboolean
is_guideline(const char *text)
{
	static const char *const openings[] = {
		"Decision based on",
		"The Claims Administrator",
		"The Expert Reviewer",
		"The Physician Reviewer",
	};

	for (guint i = 0; text != NULL && i < G_N_ELEMENTS(openings); i++)
		if (phrase_begins(text, 0, strlen(text), openings[i], NULL))
			return TRUE;
	return FALSE;
}

static gboolean
has_issue(const struct record *record)
{
	for (guint i = 0; i < record->issues->len; i++) {
		const struct issue *issue = record->issues->pdata[i];

		if (issue->decision != NULL ||
		    is_guideline(issue->claims_administrator_guideline) ||
		    is_guideline(issue->reviewer_guideline))
			return TRUE;
	}
	return FALSE;
}

static gboolean
has_fixed_sentence(const struct letter *letter)
{
	static const char *const sentences[] = {
		"MAXIMUS Federal Services sent the complete case file",
		"The Expert Reviewer has the following credentials",
		"reviewer developed the following clinical case summary",
		"The Final Determination was based on decisions for the "
		"disputed items/services",
		"Federal Services, Inc. has determined the request for",
		"An application for Independent Medical Review was filed on",
	};

	for (guint i = 0; i < G_N_ELEMENTS(sentences); i++)
		if (phrase_find(letter->flow->text, letter->start, letter->end,
				sentences[i], NULL, NULL))
			return TRUE;
	return FALSE;
}

/* "CM__-_______", "[specialty]", "MM/DD/YYYY" */
static gboolean
has_placeholders(const struct letter *letter)
{
	g_autofree char *text = g_strndup(letter->flow->text + letter->start,
					  letter->end - letter->start);

	return g_regex_match_simple("\\[[A-Za-z /]+\\]|__|MM/DD", text, 0, 0);
}

const char *
own_form_refute(const struct letter *letter)
{
	const struct record *record = letter->record;

	if (has_header(record, 2))
		return NULL;
	if (record->case_number == NULL && record->decision_date == NULL &&
	    record->age == INTEGER_UNKNOWN && record->sex == NULL &&
	    has_placeholders(letter))
		return "blank-form";
	if (strcmp(record->format, "unknown") == 0)
		return has_header(record, 1) ? NULL : "not-a-letter";
	return has_issue(record) || has_fixed_sentence(letter) ? NULL
							       : "commentary";
}
