/* list.c - imrctl list: one line a letter; on a terminal, its name and why it
 * is not finished are printed below it. */
#include "ctl/command.h"
#include "ctl/print.h"
#include "ctl/session.h"
#include "ctl/show/show_letter.h"
#include "output/screen.h"
#include "view/letter_json.h"
#include "view/times.h"

/* So that everything except the name fits in 80 columns. */
#define DAY_DIGITS 10
#define MINUTE_DIGITS 16
#define STATE_CELLS 10
#define CASE_CELLS 12
#define OUTCOME_CELLS 20
#define OUTCOME_COLUMN                                                         \
	(SHOW_ID_DIGITS + 1 + DAY_DIGITS + 1 + STATE_CELLS + 1 + CASE_CELLS +  \
	 1 + DAY_DIGITS + 1)
#define LEAST_OUTCOME_CELLS 8
/* On a terminal so wide, the time of day is shown, and the name in the same
 * line. */
#define WIDE 130
#define INDENT 2

static gboolean newest_first;

static const GOptionEntry options[] = {
	{ "newest", 'n', 0, G_OPTION_ARG_NONE, &newest_first,
	  "The newest first; --limit then means the newest", NULL },
	{ NULL },
};

static gboolean
is_wide(void)
{
	return !print_is_for_terminal() || print_style()->width >= WIDE;
}

static guint
outcome_cells(void)
{
	guint width = print_style()->width;

	if (is_wide() || width >= OUTCOME_COLUMN + OUTCOME_CELLS)
		return OUTCOME_CELLS;
	return width > OUTCOME_COLUMN + LEAST_OUTCOME_CELLS
		       ? width - OUTCOME_COLUMN
		       : LEAST_OUTCOME_CELLS;
}

static void
append_heading(GString *out)
{
	g_autofree char *heading = g_strdup_printf(
		"%-*s %-*s %-*s %-*s %-*s %-*s", SHOW_ID_DIGITS, "ID",
		is_wide() ? MINUTE_DIGITS : DAY_DIGITS, "RECEIVED", STATE_CELLS,
		"STATE", CASE_CELLS, "CASE", DAY_DIGITS, "DECIDED",
		is_wide() ? OUTCOME_CELLS : 0, "OUTCOME");

	print_coloured(out, COLOUR_BOLD, heading);
	if (is_wide())
		print_coloured(out, COLOUR_BOLD, "  NAME");
	g_string_append_c(out, '\n');
}

/* Why it is not finished; NULL: it is finished. */
static const char *
reason_of(const struct spool_letter *letter)
{
	return letter->state == LETTER_DELIVERED ? NULL : letter->reason;
}

/* Each in a line of its own, uncut. */
static void
append_below(GString *out, const char *text)
{
	g_autofree char *safe = screen_line(text);

	g_string_append_printf(out, "%*s", INDENT, "");
	screen_append_wrapped(out, safe, INDENT, INDENT, print_style()->width);
	g_string_append_c(out, '\n');
}

static void
append_name(GString *out, const struct spool_letter *letter)
{
	const char *reason = reason_of(letter);
	g_autofree char *path = g_build_filename(
		letter->folder ? letter->folder : "", letter->name, NULL);
	g_autofree char *name = screen_line(path);

	if (is_wide())
		g_string_append_printf(out, "  %s", name);
	if (!print_is_for_terminal() && reason != NULL) {
		g_autofree char *safe = screen_line(reason);

		g_string_append_printf(out, "  (%s)", safe);
	}
	g_string_append_c(out, '\n');
	if (!is_wide())
		append_below(out, path);
	if (print_is_for_terminal() && reason != NULL)
		append_below(out, reason);
}

static void
append_letter(GString *out, const struct spool_letter *letter)
{
	int digits = is_wide() ? MINUTE_DIGITS : DAY_DIGITS;
	g_autofree char *id = g_strndup(letter->id, SHOW_ID_DIGITS);
	g_autofree char *received = times_to_local(letter->received);
	g_autofree char *number =
		screen_line(letter->case_number ? letter->case_number : "-");
	g_autofree char *decided = screen_line(
		letter->decision_date ? letter->decision_date : "-");
	g_autofree char *safe =
		screen_line(letter->outcome ? letter->outcome : "-");
	g_autofree char *outcome = print_cut(safe, outcome_cells());

	g_string_append_printf(out, "%s %-*.*s ", id, digits, digits, received);
	print_column(out, show_state_colour(letter->state),
		     letter_state_names[letter->state], STATE_CELLS);
	g_string_append_printf(out, " %-*s %-*s ", CASE_CELLS, number,
			       DAY_DIGITS, decided);
	if (is_wide())
		print_column(out, COLOUR_NONE, outcome, OUTCOME_CELLS);
	else
		g_string_append(out, outcome);
	append_name(out, letter);
}

static gboolean
print_letter(const struct spool_letter *letter, gpointer data)
{
	const struct session *session = data;
	g_autoptr(GString) line = g_string_new(NULL);

	if (session->json) {
		print_json(letter_to_json(letter));
		return TRUE;
	}
	append_letter(line, letter);
	print_text(line);
	return TRUE;
}

static enum ctl_status
run(struct session *session, GError **error)
{
	g_autoptr(GString) heading = g_string_new(NULL);

	session->filter.newest_first = newest_first;
	append_heading(heading);
	if (!session->json)
		print_text(heading);
	return spool_each_letter(session->spool, &session->filter, print_letter,
				 session, error)
		       ? CTL_DONE
		       : ctl_status_of(*error);
}

const struct command command_list = {
	.name = "list",
	.summary = "Lists letters, in order of arrival",
	.options = options,
	.filters = TRUE,
	.reads = TRUE,
	.run = run,
};
