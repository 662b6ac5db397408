/* portrait.c - gathers a letter's rows and records. */
#include "view/portrait.h"

#include "core/record.h"
#include "spool/spool.h"
#include "spool/store.h"
#include "view/find_letter.h"
#include "view/json.h"
#include "view/letter_json.h"

void
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

struct portrait *
portrait_take(struct spool *spool, struct store *store, const char *text,
	      GError **error)
{
	g_autoptr(portrait) portrait = g_new0(struct portrait, 1);
	const char *id;

	portrait->letter = find_letter(spool, text, error);
	if (portrait->letter == NULL)
		return NULL;
	id = portrait->letter->id;
	portrait->original = store_original_path(store, id);
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
		portrait->records =
			store_load_records(store, id, &portrait->broken);
	return g_steal_pointer(&portrait);
}

json_t *
portrait_to_json(const struct portrait *portrait)
{
	json_t *json = letter_to_json(portrait->letter);
	json_t *records = json_array();
	guint count = portrait->records ? portrait->records->len : 0;

	for (guint i = 0; i < count; i++)
		json_array_append_new(
			records,
			record_to_json_value(portrait->records->pdata[i]));
	json_object_set_new(json, "records", records);
	json_object_set_new(json, "original",
			    json_of_string(portrait->original));
	json_object_set_new(json, "arrivals",
			    letter_arrivals_to_json(portrait->arrivals));
	json_object_set_new(json, "events",
			    letter_events_to_json(portrait->events));
	json_object_set_new(json, "deliveries",
			    letter_deliveries_to_json(portrait->deliveries));
	return json;
}
