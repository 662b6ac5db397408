/* health.c - concerns, in words that say what to do. */
#include "view/health.h"

#include <string.h>

#include "spool/spool.h"
#include "spool/spool_situation.h"
#include "view/times.h"

/* A sink that has failed for so long is reported, though it is tried again. */
#define LONG_FAILURE_MS (15 * 60 * G_GINT64_CONSTANT(1000))
/* A file is reported if it has been incomplete and unchanged for so long: a
 * working scanner would have written again by then. */
#define LONG_PAUSE_MS (30 * G_GINT64_CONSTANT(1000))
/* A daemon notes its state each minute. */
#define LONG_SILENCE_MS (5 * 60 * G_GINT64_CONSTANT(1000))
/* A letter needs four inodes, and SQLite some for its journals. */
#define LEAST_FILES 16
#define LEAST_BYTES (G_GUINT64_CONSTANT(1) << 20)

struct report {
	const struct health *health;
	GPtrArray *concerns;
};

static G_GNUC_PRINTF(5, 6) struct concern *add(const struct report *report,
					       const char *kind,
					       const char *subject,
					       char *take_brief,
					       const char *format, ...)
{
	struct concern *concern = g_new0(struct concern, 1);
	va_list arguments;

	concern->kind = kind;
	concern->subject = g_strdup(subject);
	concern->brief = take_brief;
	va_start(arguments, format);
	concern->text = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	g_ptr_array_add(report->concerns, concern);
	return concern;
}

/* "1 record is", "2 records are" */
static const char *
say(guint64 count, const char *one, const char *many)
{
	return count == 1 ? one : many;
}

/* Appended to what the last daemon noted and nothing has checked since. */
static const char *
as_noted(const struct report *report)
{
	return report->health->pid == 0
		       ? " (as imr-ingest noted it when it last ran)"
		       : "";
}

/* "2 rejected" */
static char *
number(guint64 count, const char *what)
{
	return g_strdup_printf("%" G_GUINT64_FORMAT " %s", count, what);
}

/* --- the place --- */

static void
add_disk(const struct report *report)
{
	const struct health *health = report->health;
	guint64 least = MAX(health->min_free, LEAST_BYTES);

	if (health->free_bytes < least)
		add(report, "disk-full", "", g_strdup("the disk is full"),
		    "the disk is so full that no letter is taken: "
		    "%" G_GUINT64_FORMAT
		    " MiB free, min_free is %" G_GUINT64_FORMAT
		    " MiB: make room, and intake goes on by itself",
		    health->free_bytes >> 20, health->min_free >> 20);
	if (health->free_files < LEAST_FILES)
		add(report, "inodes-full", "",
		    g_strdup("the disk has no inodes left"),
		    "no letter is taken, because the spool's disk has only "
		    "%" G_GUINT64_FORMAT
		    " inodes left (df -i): remove files there, and intake goes "
		    "on by itself",
		    health->free_files);
}

/* --- what the daemon notes --- */

static void
add_outage(const struct report *report, const struct spool_outage *outage)
{
	const char *place = spool_place_names[outage->place];
	g_autofree char *since = times_to_local(outage->since);

	if (outage->reason != NULL)
		add(report, TROUBLE_SOURCE_GONE, outage->watch,
		    g_strdup_printf("the %s of %s is not there", place,
				    outage->watch),
		    "the %s of [watch %s], '%s', cannot be read since %s: %s; "
		    "bring it back, or correct the settings and reload",
		    place, outage->watch, outage->path, since, outage->reason);
	else
		add(report,
		    outage->place == SPOOL_PLACE_ARCHIVE
			    ? TROUBLE_ARCHIVE_SILENT
			    : TROUBLE_SOURCE_SILENT,
		    outage->watch,
		    g_strdup_printf("the %s of %s does not answer", place,
				    outage->watch),
		    "the %s of [watch %s] has not answered since %s, and its "
		    "letters wait: see to the server of '%s', or to the mount "
		    "there; imr-ingest goes on when it answers",
		    place, outage->watch, since, outage->path);
}

static void
add_trouble(const struct report *report, const struct spool_trouble *trouble)
{
	const struct spool_trouble_kind *kind =
		spool_trouble_kind_find(trouble->kind);
	g_autofree char *what = spool_trouble_describe(trouble);
	g_autofree char *since = times_to_local(trouble->since);

	if (kind == NULL)
		return;
	add(report, kind->kind, trouble->subject,
	    *trouble->subject != '\0'
		    ? g_strdup_printf("%s: %s", trouble->subject, kind->what)
		    : g_strdup(kind->what),
	    "%s (since %s): %s", what, since, kind->remedy);
}

static void
add_troubles(const struct report *report)
{
	const struct spool_summary *summary = report->health->summary;

	for (guint i = 0; i < summary->outages->len; i++)
		add_outage(report, summary->outages->pdata[i]);
	for (guint i = 0; i < summary->troubles->len; i++)
		add_trouble(report, summary->troubles->pdata[i]);
}

/* --- sinks --- */

static void
add_failing_sink(const struct report *report, const struct spool_sink *sink)
{
	gint64 failed = report->health->now - sink->since;
	g_autofree char *span = times_to_span(failed);

	if (sink->state == SINK_HALTED)
		add(report, TROUBLE_SINK_HALTED, sink->name,
		    g_strdup_printf("sink %s is halted", sink->name),
		    "sink '%s' is halted: %s%s", sink->name,
		    sink->reason ? sink->reason : "see the log",
		    as_noted(report));
	if (report->health->pid != 0 && sink->state == SINK_WAITING &&
	    failed >= LONG_FAILURE_MS)
		add(report, TROUBLE_SINK_WAITING, sink->name,
		    g_strdup_printf("sink %s fails", sink->name),
		    "sink '%s' has failed for %s, and %" G_GUINT64_FORMAT
		    " %s: %s; see to it, and it is tried again by itself",
		    sink->name, span, sink->queued,
		    say(sink->queued, "record waits", "records wait"),
		    sink->reason ? sink->reason : "see the log");
}

static void
add_kept(const struct report *report, const struct spool_sink *sink)
{
	guint64 kept = sink->queued + sink->parked;

	if (sink->state == SINK_REMOVED && kept > 0)
		add(report, "sink-removed", sink->name,
		    g_strdup_printf("sink %s is gone, with its queue",
				    sink->name),
		    "sink '%s' is no longer in the settings, and "
		    "%" G_GUINT64_FORMAT
		    " %s for it: put it back, or imrctl forget-sink",
		    sink->name, kept, say(kept, "record waits", "records wait"))
			->count = kept;
	else if (sink->parked > 0)
		add(report, "parked", sink->name,
		    g_strdup_printf("%" G_GUINT64_FORMAT " parked for %s",
				    sink->parked, sink->name),
		    "%" G_GUINT64_FORMAT
		    " %s parked for sink '%s': imrctl list --parked, then "
		    "imrctl retry or reject",
		    sink->parked, say(sink->parked, "record is", "records are"),
		    sink->name)
			->count = sink->parked;
}

static void
add_sinks(const struct report *report)
{
	const GPtrArray *sinks = report->health->summary->sinks;

	for (guint i = 0; i < sinks->len; i++) {
		add_failing_sink(report, sinks->pdata[i]);
		add_kept(report, sinks->pdata[i]);
	}
}

/* --- letters --- */

static void
add_letters(const struct report *report)
{
	const struct spool_summary *summary = report->health->summary;
	guint64 failed = summary->failed_open;
	guint64 rejected = summary->rejected_open;
	guint64 looks = summary->looks_open;

	if (failed > 0)
		add(report, "failed", "", number(failed, "given up"),
		    "%" G_GUINT64_FORMAT
		    " %s a worker every time: imrctl list --state failed, then "
		    "imrctl retry, reject or seen",
		    failed, say(failed, "letter killed", "letters killed"))
			->count = failed;
	if (rejected > 0)
		add(report, "rejected", "", number(rejected, "rejected"),
		    "%" G_GUINT64_FORMAT
		    " %s rejected: imrctl list --state rejected, then imrctl "
		    "seen or retry",
		    rejected, say(rejected, "file was", "files were"))
			->count = rejected;
	if (looks > 0)
		add(report, "needs-look", "", number(looks, "in doubt"),
		    "%" G_GUINT64_FORMAT
		    " %s a look: imrctl list --warnings, then imrctl seen",
		    looks, say(looks, "letter needs", "letters need"))
			->count = looks;
}

/* --- files that stay --- */

/* "may not be read", shortened from a longer reason. */
static char *
in_short(const struct spool_stray *stray)
{
	g_autofree char *name = g_path_get_basename(stray->path);
	gsize length = strcspn(stray->reason, ":;,.");

	return g_strdup_printf("%s: %.*s", name, (int)length, stray->reason);
}

static char *
first_name(const struct spool_waiting *waiting)
{
	gsize length = waiting->names ? strcspn(waiting->names, "\n") : 0;
	g_autofree char *name =
		g_strndup(waiting->names ? waiting->names : "", length);
	g_autofree char *shown = g_filename_display_name(name);

	return g_strdup_printf("%s: incomplete", shown);
}

/* Adds to the count, and an example if there is none yet. */
static guint
count_incomplete(const struct health *health, char **example)
{
	const GPtrArray *sources = health->summary->sources;
	guint count = 0;

	for (guint i = 0; i < sources->len && health->pid != 0; i++) {
		const struct spool_source *source = sources->pdata[i];
		const struct spool_waiting *waiting =
			&source->waits[SPOOL_WAIT_INCOMPLETE];

		if (waiting->files == 0 ||
		    health->now - waiting->since < LONG_PAUSE_MS)
			continue;
		count += waiting->files;
		if (*example == NULL)
			*example = first_name(waiting);
	}
	return count;
}

static void
add_files(const struct report *report)
{
	const GPtrArray *strays = report->health->summary->strays;
	char *example = strays->len > 0 ? in_short(strays->pdata[0]) : NULL;
	guint incomplete = count_incomplete(report->health, &example);
	guint count = strays->len + incomplete;
	struct concern *concern;

	if (count == 0)
		return;
	concern = add(
		report, "not-taken", "",
		number(count, say(count, "file not taken", "files not taken")),
		"%u %s in the watched directories cannot be taken: see "
		"sources and strays%s",
		count, say(count, "file", "files"), as_noted(report));
	concern->count = count;
	concern->example = example;
}

/* --- */

/* The daemon cannot note what else is wrong. */
static gboolean
is_mute(const struct health *health)
{
	return health->pid != 0 && health->settings != NULL &&
	       health->now - health->settings->noted > LONG_SILENCE_MS;
}

GPtrArray *
health_concerns(const struct health *health)
{
	g_autofree char *since = times_to_local(
		health->settings != NULL ? health->settings->noted : 0);
	const struct report report = {
		health,
		g_ptr_array_new_with_free_func((GDestroyNotify)concern_free),
	};

	if (health->pid == 0)
		add(&report, "no-daemon", "",
		    g_strdup("the service does not run"),
		    "no imr-ingest is running here: systemctl status "
		    "imr-ingest tells why");
	if (is_mute(health))
		add(&report, "mute", "", g_strdup("the service says nothing"),
		    "imr-ingest runs, but has noted nothing in the spool since "
		    "%s: it cannot write there, or hangs. See the journal, and "
		    "the disk; systemctl restart imr-ingest loses nothing",
		    since);
	if (health->settings_error != NULL)
		add(&report, "settings-wrong", "",
		    g_strdup("the settings file is wrong"),
		    "the settings file is wrong, and the service cannot start "
		    "or reload by it: %s",
		    health->settings_error);
	add_disk(&report);
	if (health->pid != 0)
		add_troubles(&report);
	add_sinks(&report);
	add_letters(&report);
	add_files(&report);
	return report.concerns;
}
