/* letter_json.c - rows of the spool as JSON. */
#include "view/letter_json.h"

#include "view/json.h"

/* null: not known. */
static json_t *
codes_to_json(const char *codes)
{
	g_auto(GStrv) list = codes ? g_strsplit(codes, " ", -1) : NULL;
	json_t *array = codes ? json_array() : json_null();

	for (guint i = 0; list != NULL && list[i] != NULL; i++)
		json_array_append_new(array, json_of_string(list[i]));
	return array;
}

json_t *
letter_to_json(const struct spool_letter *letter)
{
	return json_pack(
		"{s:o, s:o, s:o, s:s, s:I, s:o, s:o, s:o, s:o, s:f, s:i, s:i, "
		"s:i, s:i, s:i, s:o, s:b, s:o, s:o, s:o, s:o, s:o, s:o, s:o, "
		"s:o}",
		"id", json_of_string(letter->id), "name",
		json_of_string(letter->name), "watch",
		json_of_string(letter->watch), "state",
		letter_state_names[letter->state], "size_bytes",
		(json_int_t)letter->size_bytes, "reason",
		json_of_string(letter->reason), "received",
		json_of_time(letter->received), "extracted",
		json_of_time(letter->extracted), "finished",
		json_of_time(letter->finished), "seconds", letter->seconds,
		"pages", (int)letter->pages, "ocr_pages",
		(int)letter->ocr_pages, "record_count", (int)letter->records,
		"duplicates", (int)letter->duplicates, "attempts",
		(int)letter->attempts, "next_attempt",
		json_of_time(letter->next_attempt), "reocr", letter->every_page,
		"case_number", json_of_string(letter->case_number), "outcome",
		json_of_string(letter->outcome), "decision_date",
		json_of_string(letter->decision_date), "reason_code",
		json_of_string(letter->reason_code), "needs_look",
		letter->look == LOOK_UNKNOWN
			? json_null()
			: json_boolean(spool_letter_needs_look(letter)),
		"warnings", codes_to_json(letter->warnings), "seen",
		json_of_time(letter->seen), "folder",
		json_of_string(letter->folder));
}

static json_t *
each_to_json(const GPtrArray *rows, json_t *(*to_json)(gconstpointer row))
{
	json_t *array = json_array();

	for (guint i = 0; i < rows->len; i++)
		json_array_append_new(array, to_json(rows->pdata[i]));
	return array;
}

static json_t *
arrival_to_json(gconstpointer row)
{
	const struct spool_arrival_row *arrival = row;

	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:i, s:o}", "name",
			 json_of_string(arrival->name), "watch",
			 json_of_string(arrival->watch), "path",
			 json_of_string(arrival->path), "first",
			 json_of_time(arrival->first), "last",
			 json_of_time(arrival->last), "times",
			 (int)arrival->times, "folder",
			 json_of_string(arrival->folder));
}

static json_t *
event_to_json(gconstpointer row)
{
	const struct spool_event *event = row;

	return json_pack("{s:o, s:o, s:o}", "at", json_of_time(event->at),
			 "what", json_of_string(event->what), "detail",
			 json_of_string(event->detail));
}

static json_t *
delivery_to_json(gconstpointer row)
{
	const struct spool_delivery *delivery = row;

	return json_pack("{s:o, s:o, s:s, s:I, s:i, s:o, s:o, s:o, s:o}",
			 "record_id", json_of_string(delivery->record_id),
			 "sink", json_of_string(delivery->sink), "state",
			 delivery_state_names[delivery->state], "revision",
			 (json_int_t)delivery->revision, "attempts",
			 (int)delivery->attempts, "queued",
			 json_of_time(delivery->queued), "next_attempt",
			 json_of_time(delivery->next_attempt), "delivered",
			 json_of_time(delivery->delivered), "reason",
			 json_of_string(delivery->reason));
}

static json_t *
sink_to_json(gconstpointer row)
{
	const struct spool_sink *sink = row;

	return json_pack("{s:o, s:s, s:o, s:o, s:o, s:o, s:I, s:I, s:I, s:o}",
			 "name", json_of_string(sink->name), "state",
			 sink_state_names[sink->state], "since",
			 json_of_time(sink->since), "next_try",
			 json_of_time(sink->next_try), "last_success",
			 json_of_time(sink->last_success), "reason",
			 json_of_string(sink->reason), "queued",
			 (json_int_t)sink->queued, "parked",
			 (json_int_t)sink->parked, "delivered",
			 (json_int_t)sink->delivered, "oldest_queued",
			 json_of_time(sink->oldest_queued));
}

static json_t *
id_to_json(gconstpointer row)
{
	const struct spool_letter *letter = row;

	return json_of_string(letter->id);
}

json_t *
letter_arrivals_to_json(const GPtrArray *arrivals)
{
	return each_to_json(arrivals, arrival_to_json);
}

json_t *
letter_events_to_json(const GPtrArray *events)
{
	return each_to_json(events, event_to_json);
}

json_t *
letter_deliveries_to_json(const GPtrArray *deliveries)
{
	return each_to_json(deliveries, delivery_to_json);
}

json_t *
letter_sinks_to_json(const GPtrArray *sinks)
{
	return each_to_json(sinks, sink_to_json);
}

json_t *
letter_ids_to_json(const GPtrArray *letters)
{
	return each_to_json(letters, id_to_json);
}
