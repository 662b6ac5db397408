/* status.c - imrctl status: shows the state of the service. */
#include "ctl/command.h"
#include "ctl/print.h"
#include "ctl/session.h"
#include "ctl/status/checkup.h"
#include "ctl/status/show_status.h"
#include "spool/spool.h"
#include "view/health.h"
#include "view/health_json.h"
#include "view/json.h"
#include "view/letter_json.h"

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

static json_t *
letters_to_json(const struct spool_summary *summary)
{
	double straight = spool_straight_through(summary);

	return json_pack("{s:o, s:I, s:I, s:I, s:I, s:o, s:o, s:I, s:o}",
			 "letters", counts_to_json(summary), "records",
			 (json_int_t)summary->records, "duplicates",
			 (json_int_t)summary->duplicates, "last_minute",
			 (json_int_t)summary->last_minute, "last_hour",
			 (json_int_t)summary->last_hour, "oldest_waiting",
			 json_of_time(summary->oldest_waiting), "problems",
			 problems_to_json(summary->problems), "needs_look",
			 (json_int_t)summary->looks_open, "straight_through",
			 straight < 0 ? json_null() : json_real(straight));
}

static json_t *
service_to_json(const struct health *health, const GPtrArray *concerns)
{
	g_autofree char *headline = health_headline(concerns, TRUE);

	return json_pack(
		"{s:b, s:o, s:b, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
		"running", health->pid != 0, "pid",
		health->pid > 0 ? json_integer(health->pid) : json_null(),
		"healthy", concerns->len == 0, "headline",
		json_of_string(headline), "concerns",
		health_concerns_to_json(concerns), "needs",
		health_needs_to_json(concerns), "troubles",
		health_troubles_to_json(health), "sources",
		health_sources_to_json(health), "strays",
		health_strays_to_json(health), "outages",
		health_outages_to_json(health), "settings",
		health_settings_to_json(health), "sinks",
		letter_sinks_to_json(health->summary->sinks));
}

static void
print_for_programs(const struct session *session, const struct health *health,
		   const GPtrArray *concerns)
{
	json_auto_t *letters = letters_to_json(health->summary);
	json_auto_t *service = service_to_json(health, concerns);
	json_t *all = json_pack(
		"{s:o, s:o, s:I, s:o}", "time", json_of_time(session->now),
		"directory", json_of_string(session->directory), "free_bytes",
		(json_int_t)health->free_bytes, "free_inodes",
		health->free_files < G_MAXINT64
			? json_integer((json_int_t)health->free_files)
			: json_null());

	json_object_update(all, service);
	json_object_update(all, letters);
	print_json(all);
}

static enum ctl_status
run(struct session *session, GError **error)
{
	g_autoptr(checkup) checkup = checkup_take(session, error);

	if (checkup == NULL)
		return CTL_ENVIRONMENT;
	if (session->json)
		print_for_programs(session, &checkup->health,
				   checkup->concerns);
	else
		show_status(&checkup->health, session->directory,
			    checkup->concerns);
	return checkup->concerns->len == 0 ? CTL_DONE : CTL_WRONG;
}

/* Its disk may be full, which the status should show. */
static enum ctl_status
run_without_spool(struct session *session, const GError *why, GError **error)
{
	static const char headline[] = "NEEDS YOU: the spool cannot be opened";
	g_autoptr(GString) line = g_string_new(headline);

	if (session->json) {
		print_json(json_pack("{s:b, s:s, s:[o]}", "healthy", FALSE,
				     "headline", headline, "concerns",
				     json_of_string(why->message)));
	} else {
		g_string_append_c(line, '\n');
		print_text(line);
	}
	(void)print_flush(NULL);
	g_propagate_error(error, g_error_copy(why));
	return CTL_ENVIRONMENT;
}

const struct command command_status = {
	.name = "status",
	.summary = "Shows whether all is well: queues, rates, sinks, troubles",
	.details = "The first line says whether a person is needed, and for "
		   "what; exit status 1:\none is.",
	.run = run,
	.run_without_spool = run_without_spool,
};
