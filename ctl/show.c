/* show.c - imrctl show: all that is known of one letter. */
#include "core/error.h"
#include "core/record.h"
#include "ctl/command.h"
#include "ctl/print.h"
#include "ctl/session.h"
#include "ctl/show_letter.h"
#include "output/output.h"
#include "output/screen.h"
#include "spool/store.h"
#include "view/letter_json.h"
#include "view/spot.h"

/* What is told of a letter. */
struct portrait {
	struct spool_letter *letter;
	GPtrArray *arrivals, *events, *deliveries;
	GPtrArray *records; /* empty where there are none */
	GError *broken;	    /* why the records cannot be shown, or NULL */
	char *original;
};

static void
portrait_free(struct portrait *portrait)
{
	g_clear_pointer(&portrait->letter, spool_letter_free);
	g_clear_pointer(&portrait->arrivals, g_ptr_array_unref);
	g_clear_pointer(&portrait->events, g_ptr_array_unref);
	g_clear_pointer(&portrait->deliveries, g_ptr_array_unref);
	g_clear_pointer(&portrait->records, g_ptr_array_unref);
	g_clear_error(&portrait->broken);
	g_free(portrait->original);
	g_free(portrait);
}

DEFINE_AUTOPTR(portrait, portrait_free)

static struct portrait *
portrait_take(struct session *session, const char *text, GError **error)
{
	g_autoptr(portrait) portrait = g_new0(struct portrait, 1);
	struct spool *spool = session->spool;
	const char *id;

	portrait->letter = spot_letter(session, text, error);
	if (portrait->letter == NULL)
		return NULL;
	id = portrait->letter->id;
	portrait->original = store_original_path(session->store, id);
	portrait->arrivals = spool_letter_arrivals(spool, id, error);
	if (portrait->arrivals == NULL)
		return NULL;
	portrait->events = spool_letter_events(spool, id, error);
	if (portrait->events == NULL)
		return NULL;
	portrait->deliveries = spool_letter_deliveries(spool, id, error);
	if (portrait->deliveries == NULL)
		return NULL;
	if (portrait->letter->records > 0)
		portrait->records = store_load_records(session->store, id,
						       &portrait->broken);
	return g_steal_pointer(&portrait);
}

static void
print_for_programs(const struct portrait *portrait)
{
	json_t *json = letter_to_json(portrait->letter);
	json_t *records = json_array();
	guint count = portrait->records ? portrait->records->len : 0;

	for (guint i = 0; i < count; i++)
		json_array_append_new(
			records,
			record_to_json_value(portrait->records->pdata[i]));
	json_object_set_new(json, "records", records);
	json_object_set_new(json, "original", print_string(portrait->original));
	json_object_set_new(json, "arrivals",
			    letter_arrivals_to_json(portrait->arrivals));
	json_object_set_new(json, "events",
			    letter_events_to_json(portrait->events));
	json_object_set_new(json, "deliveries",
			    letter_deliveries_to_json(portrait->deliveries));
	print_json(json);
}

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
	g_autoptr(portrait) portrait =
		portrait_take(session, session->arguments[0], error);

	if (portrait == NULL)
		return ctl_status_of(*error);
	if (session->json)
		print_for_programs(portrait);
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
	.arguments = "ID|CASE",
	.summary = "Shows a letter: its record, deliveries and history",
	.details = "ID is the beginning of a letter's id, four digits or more.",
	.least = 1,
	.most = 1,
	.reads = TRUE,
	.run = run,
};
