/* output_text.c - format: each letter on a few lines, for people.
 *
 *     CM16-0000000  PARTIALLY OVERTURNED: 1 of 2 treatments approved
 *         ! decision date: decided before it was assigned. What to do: compare
 *           the dates with the page.
 *         decided 2016-12-09, assigned 2016-11-09, ...
 *         reviewer: Preventive Medicine (California, Texas)
 *      1  DENIED (upheld)        MRI of the right shoulder without contrast
 *
 * Warnings come first: they say what not to trust in the rest. Colour
 * highlights the decisions, and carries no information of its own. After
 * several letters come their totals. */
#include <string.h>

#include "core/record.h"
#include "output/decision_words.h"
#include "output/output.h"
#include "output/request_words.h"
#include "output/screen.h"
#include "output/warning_words.h"

#define INDENT 4
#define DECISION_WIDTH 21 /* "APPROVED (overturned)" */

#define BOLD "\033[1m"
#define DIM "\033[2m"
#define RED "\033[31m"
#define GREEN "\033[32m"
#define YELLOW "\033[33m"
#define PLAIN "\033[0m"

static void
append_coloured(GString *out, const char *colour, const char *text,
		const struct output_style *style)
{
	if (style->colour)
		g_string_append_printf(out, "%s%s" PLAIN, colour, text);
	else
		g_string_append(out, text);
}

static const char *
decision_colour(const char *decision)
{
	if (g_strcmp0(decision, "overturned") == 0)
		return GREEN;
	return g_strcmp0(decision, "upheld") == 0 ? RED : YELLOW;
}

static void
append_paragraph(GString *out, const char *text,
		 const struct output_style *style)
{
	g_autofree char *line = screen_line(text);

	g_string_append_printf(out, "%*s", INDENT, "");
	screen_append_wrapped(out, line, INDENT, INDENT, style->width);
	g_string_append_c(out, '\n');
}

static void
append_title(GString *out, const struct record *record,
	     const struct output_style *style)
{
	g_autofree char *number = screen_line(
		record->case_number ? record->case_number : "no case number");
	g_autofree char *outcome = decision_words_outcome(record);
	g_autoptr(GString) words = g_string_new(NULL);

	append_coloured(out, BOLD, number, style);
	g_string_append(out, "  ");
	screen_append_wrapped(words, outcome, screen_cells(number) + 2, INDENT,
			      style->width);
	append_coloured(out, decision_colour(record->outcome), words->str,
			style);
	g_string_append_c(out, '\n');
}

static void
append_file(GString *out, const struct record *record,
	    const struct output_style *style)
{
	const char *file = decision_words_file(record);
	g_autofree char *line = file ? g_strdup_printf("file: %s", file) : NULL;

	if (line != NULL)
		append_paragraph(out, line, style);
}

static void
append_dates(GString *out, const struct record *record,
	     const struct output_style *style)
{
	const struct {
		const char *label, *date;
	} rows[] = {
		{ "decided", record->decision_date },
		{ "assigned", record->date_assigned },
		{ "application\u00a0received", record->application_received },
		{ "UR\u00a0denial", record->ur_denial_date },
		{ "injury", record->date_of_injury },
	};
	g_autoptr(GString) line = g_string_new(NULL);

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
		g_string_append_printf(line, "%s%s\u00a0%s", i ? ", " : "",
				       rows[i].label,
				       rows[i].date ? rows[i].date : "?");
	if (g_strcmp0(record->priority, "expedited") == 0)
		g_string_append(line, "; expedited");
	append_paragraph(out, line->str, style);
}

static void
append_reviewer(GString *out, const struct record *record,
		const struct output_style *style)
{
	g_autofree char *skills = NULL, *states = NULL, *line = NULL;

	if (record->certifications == NULL && record->licensed_states == NULL)
		return;
	skills = record->certifications
			 ? g_strjoinv(", ", record->certifications)
			 : g_strdup("?");
	states = record->licensed_states
			 ? g_strjoinv(", ", record->licensed_states)
			 : g_strdup("?");
	line = g_strdup_printf("reviewer: %s (%s)", skills, states);
	append_paragraph(out, line, style);
}

/* Below the treatment. */
static void
append_category(GString *out, const struct issue *issue, guint column,
		const struct output_style *style)
{
	g_autofree char *words = request_words_category(issue->request);
	g_autofree char *category = words ? screen_line(words) : NULL;

	if (category == NULL)
		return;
	g_string_append_printf(out, "%*s", column, "");
	screen_append_wrapped(out, category, column, column, style->width);
	g_string_append_c(out, '\n');
}

static void
append_issue(GString *out, const struct issue *issue,
	     const struct output_style *style)
{
	const char *decision = decision_words_issue(issue->decision);
	g_autofree char *what = screen_line(issue->treatment ? issue->treatment
					    : issue->heading ? issue->heading
							     : "?");
	guint column = INDENT + DECISION_WIDTH + 2;

	g_string_append_printf(out, "%*d  ", INDENT - 2, issue->number);
	append_coloured(out, decision_colour(issue->decision), decision, style);
	g_string_append_printf(out, "%*s",
			       DECISION_WIDTH + 2 - (int)strlen(decision), "");
	screen_append_wrapped(out, what, column, column, style->width);
	g_string_append_c(out, '\n');
	append_category(out, issue, column, style);
}

/* A warning, its further lines below its text. */
static void
append_marked(GString *out, const char *text, const struct output_style *style)
{
	g_autofree char *line = screen_line(text);

	g_string_append_printf(out, "%*s! ", INDENT, "");
	screen_append_wrapped(out, line, INDENT + 2, INDENT + 2, style->width);
	g_string_append_c(out, '\n');
}

/* Returns where the next ones begin. */
static guint
append_warnings(GString *out, const struct record *record, guint first,
		const struct output_style *style)
{
	guint next;
	g_autofree char *text = warning_words(record, first, &next);

	if (style->colour)
		g_string_append(out, YELLOW);
	append_marked(out, text, style);
	if (style->colour)
		g_string_append(out, PLAIN);
	return next;
}

static void
append(GString *out, const struct record *record,
       const struct output_style *style)
{
	append_title(out, record, style);
	for (guint i = 0; i < record->warnings->len;)
		i = append_warnings(out, record, i, style);
	append_file(out, record, style);
	append_dates(out, record, style);
	append_reviewer(out, record, style);
	for (guint i = 0; i < record->issues->len; i++)
		append_issue(out, record->issues->pdata[i], style);
	g_string_append_c(out, '\n');
}

static void
append_totals(GString *out, const struct decision_totals *totals,
	      const struct output_style *style)
{
	g_autofree char *text = decision_totals_to_string(totals);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (char **line = lines; totals->letters > 1 && *line; line++) {
		screen_append_wrapped(out, *line, 0, INDENT, style->width);
		g_string_append_c(out, '\n');
	}
}

const struct output_format output_text = {
	.name = "text",
	.summary = "a few lines a letter, for people",
	.append = append,
	.end = append_totals,
	.for_people = TRUE,
};
