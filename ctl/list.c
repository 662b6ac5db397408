/* list.c - imrctl list: one line a letter. */
#include "ctl/command.h"
#include "ctl/print.h"
#include "ctl/session.h"
#include "ctl/show_letter.h"
#include "output/screen.h"
#include "view/letter_json.h"
#include "view/times.h"

#define TIME_DIGITS 16 /* to the minute */
#define CASE_CELLS 12
#define NAME_COLUMN                                                            \
	(SHOW_ID_DIGITS + 2 + TIME_DIGITS + 2 + 10 + 2 + CASE_CELLS + 2)
#define LEAST_CELLS 8 /* of the name: a narrower terminal has to wrap */

static gboolean newest_first;

static const GOptionEntry options[] = {
	{ "newest", 'n', 0, G_OPTION_ARG_NONE, &newest_first,
	  "The newest first; --limit then means the newest", NULL },
	{ NULL },
};

static void
append_heading(GString *out)
{
	g_autofree char *heading = g_strdup_printf(
		"%-12s  %-16s  %-10s  %-*s  %s", "ID", "RECEIVED", "STATE",
		CASE_CELLS, "CASE", "NAME");

	print_coloured(out, COLOUR_BOLD, heading);
	g_string_append_c(out, '\n');
}

/* The name, then why it is not done: cut where a terminal's line ends. */
static char *
describe(const struct spool_letter *letter)
{
	g_autofree char *name = screen_line(letter->name);
	g_autofree char *reason = NULL, *line = NULL;
	guint width = print_style()->width;

	if (letter->reason == NULL || letter->state == LETTER_DELIVERED) {
		line = g_steal_pointer(&name);
	} else {
		reason = screen_line(letter->reason);
		line = g_strdup_printf("%s  (%s)", name, reason);
	}
	if (!print_is_for_terminal() || width < NAME_COLUMN + LEAST_CELLS)
		return g_steal_pointer(&line);
	return print_cut(line, width - NAME_COLUMN);
}

static void
append_letter(GString *out, const struct spool_letter *letter)
{
	g_autofree char *id = g_strndup(letter->id, SHOW_ID_DIGITS);
	g_autofree char *received = times_to_local(letter->received);
	g_autofree char *number = letter->case_number
					  ? screen_line(letter->case_number)
					  : g_strdup("-");
	g_autofree char *description = NULL;

	g_string_append_printf(out, "%s  %-*.*s  ", id, TIME_DIGITS,
			       TIME_DIGITS, received);
	print_column(out, show_state_colour(letter->state),
		     letter_state_names[letter->state], 10);
	g_string_append_printf(out, "  %-*s  ", CASE_CELLS, number);
	description = describe(letter);
	g_string_append_printf(out, "%s\n", description);
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
