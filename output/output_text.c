/* output_text.c - form: each letter on a few lines, for people.
 *
 *     CM16-0000000  partially overturned  letter.pdf
 *         decided 2016-12-09, assigned 2016-11-09, ...
 *         reviewer: Preventive Medicine (California, Texas)
 *      1  UPHELD      MRI of the right shoulder without contrast
 *         ! decided before it was assigned (/case/decision_date)
 *
 * Colour helps the eye to the decisions, and says nothing by itself. */
#include <string.h>

#include "core/record.h"
#include "output/output.h"
#include "output/screen.h"

#define INDENT 4
#define DECISION_WIDTH 10 /* "OVERTURNED" */

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
	g_autofree char *name = screen_line(record->file_name);
	g_autofree char *outcome = g_strdelimit(
		g_strdup(record->outcome ? record->outcome : "outcome unknown"),
		"_", ' ');

	append_coloured(out, BOLD, number, style);
	g_string_append(out, "  ");
	append_coloured(out, decision_colour(record->outcome), outcome, style);
	g_string_append(out, "  ");
	append_coloured(out, DIM, name, style);
	g_string_append_c(out, '\n');
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
		{ "received", record->application_received },
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
	const char *decision = issue->decision ? issue->decision : "unknown";
	g_autofree char *shouted = g_ascii_strup(decision, -1);
	g_autofree char *what = screen_line(issue->treatment ? issue->treatment
					    : issue->heading ? issue->heading
							     : "?");
	guint column = INDENT + DECISION_WIDTH + 2;

	g_string_append_printf(out, "%*d  ", INDENT - 2, issue->number);
	append_coloured(out, decision_colour(issue->decision), shouted, style);
	g_string_append_printf(out, "%*s",
			       DECISION_WIDTH + 2 - (int)strlen(shouted), "");
	screen_append_wrapped(out, what, column, column, style->width);
	g_string_append_c(out, '\n');
}

/* Warnings of one message in a row are one: a lost first page leaves many. */
static guint
append_warnings(GString *out, const GPtrArray *warnings, guint first,
		const struct output_style *style)
{
	const char *message =
		((struct warning *)warnings->pdata[first])->message;
	g_autoptr(GString) text = g_string_new("! ");
	const char *separator = " (";
	guint i;

	g_string_append(text, message);
	for (i = first; i < warnings->len; i++) {
		const struct warning *warning = warnings->pdata[i];

		if (strcmp(warning->message, message) != 0)
			break;
		if (*warning->path == '\0')
			continue;
		g_string_append_printf(text, "%s%s", separator, warning->path);
		separator = ", ";
	}
	if (*separator == ',')
		g_string_append_c(text, ')');
	if (style->colour)
		g_string_append(out, YELLOW);
	append_paragraph(out, text->str, style);
	if (style->colour)
		g_string_append(out, PLAIN);
	return i;
}

static void
append(GString *out, const struct record *record,
       const struct output_style *style)
{
	append_title(out, record, style);
	append_dates(out, record, style);
	append_reviewer(out, record, style);
	for (guint i = 0; i < record->issues->len; i++)
		append_issue(out, record->issues->pdata[i], style);
	for (guint i = 0; i < record->warnings->len;)
		i = append_warnings(out, record->warnings, i, style);
	g_string_append_c(out, '\n');
}

const struct output_format output_text = {
	.name = "text",
	.summary = "a few lines a letter, for people",
	.append = append,
	.for_people = TRUE,
};
