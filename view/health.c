/* health.c - concerns, in words that say what to do. */
#include "view/health.h"

#include "spool/spool.h"
#include "view/times.h"

static void G_GNUC_PRINTF(2, 3)
	add(GPtrArray *concerns, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_ptr_array_add(concerns, g_strdup_vprintf(format, arguments));
	va_end(arguments);
}

/* "1 record is", "2 records are" */
static const char *
say(guint64 count, const char *one, const char *many)
{
	return count == 1 ? one : many;
}

static void
add_sink(GPtrArray *concerns, const struct spool_sink *sink)
{
	if (sink->state == SINK_HALTED)
		add(concerns, "sink '%s' is halted: %s", sink->name,
		    sink->reason ? sink->reason : "see the log");
	if (sink->state == SINK_REMOVED && sink->queued + sink->parked > 0)
		add(concerns,
		    "sink '%s' is no longer in the settings, and "
		    "%" G_GUINT64_FORMAT
		    " %s for it: put it back, or imrctl forget-sink",
		    sink->name, sink->queued + sink->parked,
		    say(sink->queued + sink->parked, "record waits",
			"records wait"));
	else if (sink->parked > 0)
		add(concerns,
		    "%" G_GUINT64_FORMAT
		    " %s parked for sink '%s': imrctl list --parked, then "
		    "imrctl retry or reject",
		    sink->parked, say(sink->parked, "record is", "records are"),
		    sink->name);
}

/* Without a daemon nobody waits for it. */
static void
add_outages(GPtrArray *concerns, const struct health *health)
{
	const GPtrArray *outages = health->summary->outages;

	for (guint i = 0; i < outages->len && health->pid != 0; i++) {
		const struct spool_outage *outage = outages->pdata[i];
		g_autofree char *since = times_to_local(outage->since);

		if (outage->reason != NULL)
			add(concerns,
			    "the %s of [watch %s], '%s', cannot be read since "
			    "%s: %s",
			    spool_place_names[outage->place], outage->watch,
			    outage->path, since, outage->reason);
		else
			add(concerns,
			    "the %s of [watch %s] has not answered since %s, "
			    "and its "
			    "letters wait: see to the server of '%s', or to "
			    "the mount "
			    "there; imr-ingest goes on when it answers",
			    spool_place_names[outage->place], outage->watch,
			    since, outage->path);
	}
}

GPtrArray *
health_concerns(const struct health *health)
{
	const struct spool_summary *summary = health->summary;
	guint64 failed = summary->letters[LETTER_FAILED];
	GPtrArray *concerns = g_ptr_array_new_with_free_func(g_free);

	if (health->pid == 0)
		add(concerns, "no imr-ingest is running here");
	if (health->free_bytes < health->min_free)
		add(concerns,
		    "the disk is so full that no letter is taken: "
		    "%" G_GUINT64_FORMAT
		    " MiB free, min_free is %" G_GUINT64_FORMAT " MiB",
		    health->free_bytes >> 20, health->min_free >> 20);
	add_outages(concerns, health);
	for (guint i = 0; i < summary->sinks->len; i++)
		add_sink(concerns, summary->sinks->pdata[i]);
	if (failed > 0)
		add(concerns,
		    "%" G_GUINT64_FORMAT
		    " %s a worker every time: imrctl list --state failed, then "
		    "imrctl retry or reject",
		    failed, say(failed, "letter killed", "letters killed"));
	if (summary->strays->len > 0)
		add(concerns,
		    "%u %s in the watched directories cannot be taken: see "
		    "strays",
		    summary->strays->len,
		    say(summary->strays->len, "file", "files"));
	return concerns;
}
