/* health_json.c - troubles, sources and concerns as JSON. */
#include "view/health_json.h"

#include <string.h>

#include "spool/spool.h"
#include "spool/spool_situation.h"
#include "view/health.h"
#include "view/json.h"

static json_t *
trouble_to_json(const struct spool_trouble *trouble, gboolean current)
{
	const struct spool_trouble_kind *kind =
		spool_trouble_kind_find(trouble->kind);

	return json_pack("{s:s, s:o, s:s, s:o, s:o, s:o, s:I, s:s, s:b}",
			 "kind", trouble->kind, "subject",
			 json_of_string(trouble->subject), "what",
			 kind ? kind->what : trouble->kind, "reason",
			 json_of_string(trouble->reason), "since",
			 json_of_time(trouble->since), "last",
			 json_of_time(trouble->last), "count",
			 (json_int_t)trouble->count, "remedy",
			 kind ? kind->remedy : "", "current", current);
}

json_t *
health_troubles_to_json(const struct health *health)
{
	g_autoptr(GPtrArray) troubles = health_troubles(health);
	json_t *array = json_array();

	for (guint i = 0; i < troubles->len; i++)
		json_array_append_new(array, trouble_to_json(troubles->pdata[i],
							     health->pid != 0));
	return array;
}

static json_t *
names_to_json(const char *names)
{
	g_auto(GStrv) lines = g_strsplit(names ? names : "", "\n", -1);
	json_t *array = json_array();

	for (char **line = lines; *line != NULL; line++)
		json_array_append_new(array, json_of_string(*line));
	return array;
}

static json_t *
waits_to_json(const struct spool_source *source)
{
	json_t *object = json_object();

	for (guint i = 0; i < SPOOL_WAITS; i++) {
		const struct spool_waiting *waiting = &source->waits[i];

		if (waiting->files > 0)
			json_object_set_new(
				object, spool_wait_names[i],
				json_pack("{s:I, s:o, s:o}", "files",
					  (json_int_t)waiting->files, "since",
					  json_of_time(waiting->since), "names",
					  names_to_json(waiting->names)));
	}
	return object;
}

static json_t *
source_to_json(const struct health *health, const struct spool_source *source)
{
	json_t *reachable = health->pid == 0
				    ? json_null()
				    : json_boolean(health_source_is_reachable(
					      health, source));

	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "watch",
			 json_of_string(source->watch), "directory",
			 json_of_string(source->directory), "reachable",
			 reachable, "looked", json_of_time(source->reported),
			 "last_arrival", json_of_time(source->last_arrival),
			 "waiting", waits_to_json(source));
}

json_t *
health_sources_to_json(const struct health *health)
{
	const GPtrArray *sources = health->summary->sources;
	json_t *array = json_array();

	for (guint i = 0; i < sources->len; i++)
		json_array_append_new(
			array, source_to_json(health, sources->pdata[i]));
	return array;
}

json_t *
health_strays_to_json(const struct health *health)
{
	const GPtrArray *strays = health->summary->strays;
	json_t *array = json_array();

	for (guint i = 0; i < strays->len; i++) {
		const struct spool_stray *stray = strays->pdata[i];
		g_autofree char *line =
			g_strdup_printf("%s: %s", stray->path, stray->reason);

		json_array_append_new(array, json_of_string(line));
	}
	return array;
}

json_t *
health_outages_to_json(const struct health *health)
{
	const GPtrArray *outages = health->summary->outages;
	json_t *array = json_array();

	for (guint i = 0; i < outages->len && health->pid != 0; i++) {
		const struct spool_outage *outage = outages->pdata[i];

		json_array_append_new(
			array,
			json_pack("{s:o, s:s, s:o, s:o, s:o}", "watch",
				  json_of_string(outage->watch), "place",
				  spool_place_names[outage->place], "path",
				  json_of_string(outage->path), "reason",
				  json_of_string(outage->reason), "since",
				  json_of_time(outage->since)));
	}
	return array;
}

json_t *
health_settings_to_json(const struct health *health)
{
	const struct spool_settings_read *settings = health->settings;

	return json_pack("{s:o, s:b, s:o}", "read", json_of_time(settings->at),
			 "changed", health_settings_have_changed(health),
			 "refused", json_of_string(settings->refused));
}

json_t *
health_concerns_to_json(const GPtrArray *concerns)
{
	json_t *array = json_array();

	for (guint i = 0; i < concerns->len; i++) {
		const struct concern *concern = concerns->pdata[i];

		json_array_append_new(array, json_of_string(concern->text));
	}
	return array;
}

json_t *
health_needs_to_json(const GPtrArray *concerns)
{
	json_t *array = json_array();

	for (guint i = 0; i < concerns->len; i++) {
		const struct concern *concern = concerns->pdata[i];

		json_array_append_new(
			array,
			json_pack("{s:s, s:o, s:o, s:o}", "kind", concern->kind,
				  "subject", json_of_string(concern->subject),
				  "count",
				  concern->count > 0
					  ? json_integer(
						    (json_int_t)concern->count)
					  : json_null(),
				  "brief", json_of_string(concern->brief)));
	}
	return array;
}
