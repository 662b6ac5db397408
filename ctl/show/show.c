/* show.c - imrctl show: shows all that is known of one letter. */
#include "core/error.h"
#include "ctl/command.h"
#include "ctl/print.h"
#include "ctl/session.h"
#include "ctl/show/pager.h"
#include "ctl/show/sheet.h"
#include "ctl/show/sheet_record.h"
#include "ctl/show/show_letter.h"
#include "output/output.h"
#include "view/portrait.h"

static gboolean full, html;

static const GOptionEntry options[] = {
	{ "full", 'f', 0, G_OPTION_ARG_NONE, &full,
	  "Every field of its records, in a pager on a terminal", NULL },
	{ "html", 0, 0, G_OPTION_ARG_NONE, &html,
	  "The same as a page of HTML, on standard output", NULL },
	{ NULL },
};

static gboolean
check(const struct session *session, GError **error)
{
	if (full + html + session->json > 1)
		return error_set(error, IMR_ERROR_FATAL,
				 "only one of --full, --html and --json");
	if (html && print_is_for_terminal())
		return error_set(error, IMR_ERROR_FATAL,
				 "HTML is no text for a terminal: redirect it "
				 "(> letter.html)");
	return TRUE;
}

/* Records first: they are the letter's content. */
static GPtrArray *
make_sheet(const struct portrait *portrait)
{
	GPtrArray *sheet = sheet_new();
	guint count = portrait->records ? portrait->records->len : 0;

	for (guint i = 0; i < count; i++)
		sheet_add_record(sheet, portrait->records->pdata[i]);
	show_letter(sheet, portrait->letter, portrait->original);
	show_deliveries(sheet, portrait->deliveries);
	show_arrivals(sheet, portrait->arrivals);
	show_events(sheet, portrait->events);
	return sheet;
}

static void
print_html(const struct portrait *portrait)
{
	g_autoptr(GPtrArray) sheet = make_sheet(portrait);
	g_autofree char *page = sheet_to_html(sheet);
	g_autoptr(GString) out = g_string_new(page);

	print_text(out);
}

static void
print_full(const struct portrait *portrait)
{
	g_autoptr(GPtrArray) sheet = make_sheet(portrait);
	g_autoptr(GString) out = g_string_new(NULL);

	sheet_append_text(out, sheet);
	g_string_truncate(out, out->len - 1); /* the last empty line */
	pager_show(out);
}

static void
print_at_a_glance(const struct portrait *portrait)
{
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(GPtrArray) letter = sheet_new(), rest = sheet_new();
	guint count = portrait->records ? portrait->records->len : 0;

	show_letter(letter, portrait->letter, portrait->original);
	sheet_append_text(out, letter);
	for (guint i = 0; i < count; i++)
		output_text.append(out, portrait->records->pdata[i],
				   print_style());
	show_deliveries(rest, portrait->deliveries);
	show_arrivals(rest, portrait->arrivals);
	show_events(rest, portrait->events);
	sheet_append_text(out, rest);
	g_string_truncate(out, out->len - 1); /* the last empty line */
	print_text(out);
}

static enum ctl_status
run(struct session *session, GError **error)
{
	g_autoptr(portrait) portrait = portrait_take(
		session->spool, session->store, session->arguments[0], error);

	if (portrait == NULL)
		return ctl_status_of(*error);
	if (session->json)
		print_json(portrait_to_json(portrait));
	else if (html)
		print_html(portrait);
	else if (full)
		print_full(portrait);
	else
		print_at_a_glance(portrait);
	if (portrait->broken == NULL)
		return CTL_DONE;
	g_propagate_prefixed_error(error, g_steal_pointer(&portrait->broken),
				   "its records: ");
	return ctl_status_of(*error);
}

const struct command command_show = {
	.name = "show",
	.arguments = "LETTER",
	.summary = "Shows a letter: its record, deliveries and history",
	.options = options,
	.least = 1,
	.most = 1,
	.check = check,
	.reads = TRUE,
	.run = run,
};
