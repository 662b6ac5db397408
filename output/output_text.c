/* output_text.c - form: each letter on a few lines, for people.
 *
 *     CM16-0000000  PARTIALLY OVERTURNED: 1 of 2 treatments approved
 *         ! decision date: decided before it was assigned. What to do: compare
 *           the dates with the page.
 *         decided 2016-12-09, assigned 2016-11-09, ...
 *         reviewer: Preventive Medicine (California, Texas)
 *      1  DENIED (upheld)        MRI of the right shoulder without contrast
 *
 * Warnings come first: they say what not to believe of the rest. Colour helps
 * the eye to the decisions, and says nothing by itself. After several letters
 * come their totals. */
#include <string.h>

#include "core/record.h"
#include "core/warning_code.h"
#include "output/decision_words.h"
#include "output/output.h"
#include "output/screen.h"

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
	if (g_strcmp0(decision, "upheld") == 0)
		return GREEN;
	return g_strcmp0(decision, "overturned") == 0 ? RED : YELLOW;
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

/* Of a path's last steps: "/case/decision_date" is the decision date,
 * "/issues/0/decision" the decision of issue 1, "/source/pages/2" page 3, or
 * whatever number the letter's third page has in its file. */
static char *
describe_path(const struct record *record, const char *path)
{
	g_auto(GStrv) steps = g_strsplit(path + 1, "/", -1);
	guint last = g_strv_length(steps) - 1;
	guint64 place =
		last == 2 ? g_ascii_strtoull(steps[last - 1], NULL, 10) : 0;
	g_autofree char *name = g_strdelimit(g_strdup(steps[last]), "_", ' ');

	if (last == 2 && strcmp(steps[0], "issues") == 0)
		return g_strdup_printf("%s of issue %" G_GUINT64_FORMAT, name,
				       place + 1);
	if (last != 2 || strcmp(steps[1], "pages") != 0)
		return g_steal_pointer(&name);
	place = g_ascii_strtoull(steps[last], NULL, 10);
	return g_strdup_printf(
		"page %" G_GUINT64_FORMAT,
		place < record->pages->len
			? ((struct source_page *)record->pages->pdata[place])
				  ->number
			: place + 1);
}

/* In a row, of one code and message: a lost first page leaves many. */
static gboolean
are_one(const struct warning *a, const struct warning *b)
{
	return strcmp(a->code, b->code) == 0 &&
	       strcmp(a->message, b->message) == 0;
}

/* "decision date, priority: the label of this part was not found. What to do:
 * read the field on the page." Returns where the next ones begin. */
static guint
append_warnings(GString *out, const struct record *record, guint first,
		const struct output_style *style)
{
	const GPtrArray *warnings = record->warnings;
	const struct warning *warning = warnings->pdata[first];
	const struct warning_code *code = warning_code_find(warning->code);
	g_autoptr(GString) text = g_string_new(NULL);
	guint i;

	for (i = first;
	     i < warnings->len && are_one(warning, warnings->pdata[i]); i++) {
		const char *path = ((struct warning *)warnings->pdata[i])->path;
		g_autofree char *what =
			*path ? describe_path(record, path) : NULL;

		if (what != NULL)
			g_string_append_printf(text, "%s%s",
					       text->len > 0 ? ", " : "", what);
	}
	g_string_append_printf(text, "%s%s.", text->len > 0 ? ": " : "",
			       warning->message);
	if (code != NULL)
		g_string_append_printf(text, " What to do: %s.", code->action);
	if (style->colour)
		g_string_append(out, YELLOW);
	append_marked(out, text->str, style);
	if (style->colour)
		g_string_append(out, PLAIN);
	return i;
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
