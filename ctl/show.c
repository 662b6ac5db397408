/* show.c - imrctl show: all that is known of one letter. */
#include "core/error.h"
#include "ctl/command.h"
#include "ctl/print.h"
#include "ctl/session.h"
#include "ctl/show_letter.h"
#include "output/output.h"
#include "output/screen.h"
#include "view/portrait.h"

static void
print_for_people(const struct portrait *portrait)
{
	g_autoptr(GString) out = g_string_new(NULL);
	guint count = portrait->records ? portrait->records->len : 0;

	show_letter(out, portrait->letter, portrait->original);
	for (guint i = 0; i < count; i++)
		output_text.append(out, portrait->records->pdata[i],
				   print_style());
	show_deliveries(out, portrait->deliveries);
	show_arrivals(out, portrait->arrivals);
	show_events(out, portrait->events);
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
	else
		print_for_people(portrait);
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
	.least = 1,
	.most = 1,
	.reads = TRUE,
	.run = run,
};
