/* status.c - imrctl status: all of it at one look. */
#include <string.h>

#include "core/error.h"
#include "ctl/command.h"
#include "ctl/print.h"
#include "ctl/session.h"
#include "ctl/show_status.h"
#include "settings/config.h"
#include "spool/store.h"
#include "view/health.h"
#include "view/json.h"
#include "view/letter_json.h"

static json_t *
strings_to_json(const GPtrArray *strings)
{
	json_t *array = json_array();

	for (guint i = 0; i < strings->len; i++)
		json_array_append_new(array, json_of_string(strings->pdata[i]));
	return array;
}

/* Of a daemon that runs: what an earlier one noted says nothing. */
static json_t *
outages_to_json(const struct health *health)
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

static json_t *
counts_to_json(const struct spool_summary *summary)
{
	json_t *counts = json_object();

	for (guint i = 0; letter_state_names[i] != NULL; i++)
		json_object_set_new(
			counts, letter_state_names[i],
			json_integer((json_int_t)summary->letters[i]));
	return counts;
}

static json_t *
problems_to_json(const GPtrArray *problems)
{
	json_t *array = json_array();

	for (guint i = 0; i < problems->len; i++)
		json_array_append_new(array,
				      letter_to_json(problems->pdata[i]));
	return array;
}

static void
print_for_programs(const struct session *session, const struct health *health,
		   const GPtrArray *concerns)
{
	const struct spool_summary *summary = health->summary;
	double straight = spool_straight_through(summary);

	print_json(json_pack(
		"{s:o, s:o, s:b, s:o, s:b, s:o, s:o, s:I, s:I, s:I, s:I, s:o, "
		"s:I, s:o, s:o, s:o, s:o, s:I, s:o}",
		"time", json_of_time(session->now), "directory",
		json_of_string(session->directory), "running", health->pid != 0,
		"pid",
		health->pid > 0 ? json_integer(health->pid) : json_null(),
		"healthy", concerns->len == 0, "concerns",
		strings_to_json(concerns), "letters", counts_to_json(summary),
		"records", (json_int_t)summary->records, "duplicates",
		(json_int_t)summary->duplicates, "last_minute",
		(json_int_t)summary->last_minute, "last_hour",
		(json_int_t)summary->last_hour, "oldest_waiting",
		json_of_time(summary->oldest_waiting), "free_bytes",
		(json_int_t)health->free_bytes, "sinks",
		letter_sinks_to_json(summary->sinks), "strays",
		strings_to_json(summary->strays), "outages",
		outages_to_json(health), "problems",
		problems_to_json(summary->problems), "needs_look",
		(json_int_t)summary->looks_open, "straight_through",
		straight < 0 ? json_null() : json_real(straight)));
}

static enum ctl_status
run(struct session *session, GError **error)
{
	g_autoptr(spool_summary) summary =
		spool_summarise(session->spool, session->now, error);
	g_autoptr(GPtrArray) concerns = NULL;
	struct health health = {
		.summary = summary,
		.min_free = (guint64)session->config->spool.min_free,
	};

	if (summary == NULL || !session_daemon(session, &health.pid, error) ||
	    !store_free_bytes(session->store, &health.free_bytes, error))
		return CTL_ENVIRONMENT;
	concerns = health_concerns(&health);
	if (session->json)
		print_for_programs(session, &health, concerns);
	else
		show_status(&health, session->directory, session->now,
			    concerns);
	return concerns->len == 0 ? CTL_DONE : CTL_WRONG;
}

const struct command command_status = {
	.name = "status",
	.summary = "Shows whether all is well: queues, rates, sinks, troubles",
	.details = "Exit status 1: something waits for its operator.",
	.run = run,
};
