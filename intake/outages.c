/* outages.c - each outage from its first report to its last. */
#include "intake/outages.h"

#include <string.h>
#include <syslog.h>

#include "monitor/log.h"
#include "monitor/metrics.h"
#include "sources/directory/watch_settings.h"
#include "spool/spool.h"
#include "spool/spool_thread.h"

struct outage {
	const struct watch_settings *watch;
	enum hang_place place;
	gint64 since; /* monotonic */
	char *reason; /* NULL: it does not answer */
};

struct outages {
	struct spool_thread *spool_thread;
	struct metrics *metrics;
	GPtrArray *open; /* of struct outage */
};

static enum spool_place
spool_place_of(enum hang_place place)
{
	return place == HANG_ARCHIVE ? SPOOL_PLACE_ARCHIVE
				     : SPOOL_PLACE_DIRECTORY;
}

static const char *
path_of(const struct outage *outage)
{
	return outage->place == HANG_ARCHIVE ? outage->watch->archive
					     : outage->watch->directory;
}

/* --- into the spool --- */

static void
warn_unless(gboolean noted, const GError *error)
{
	if (!noted)
		log_warning("watch", "the spool does not note an outage: %s",
			    error->message);
}

static void
note_work(struct spool *spool, gpointer data)
{
	struct spool_outage *outage = data;
	g_autoptr(GError) error = NULL;

	warn_unless(spool_note_outage(spool, outage, &error), error);
	spool_outage_free(outage);
}

static void
forget_work(struct spool *spool, gpointer data G_GNUC_UNUSED)
{
	g_autoptr(GError) error = NULL;

	warn_unless(spool_forget_outages(spool, &error), error);
}

/* since 0: it is over. */
static void
note(const struct outages *outages, const struct outage *outage, gint64 since)
{
	struct spool_outage *note = g_new0(struct spool_outage, 1);

	note->watch = g_strdup(outage->watch->name);
	note->place = spool_place_of(outage->place);
	note->path = g_strdup(path_of(outage));
	note->reason = g_strdup(outage->reason);
	note->since = since;
	spool_thread_do(outages->spool_thread, note_work, NULL, note);
}

/* --- */

static void
outage_free(gpointer data)
{
	struct outage *outage = data;

	g_free(outage->reason);
	g_free(outage);
}

struct outages *
outages_new(struct spool_thread *spool_thread, struct metrics *metrics)
{
	struct outages *outages = g_new0(struct outages, 1);

	outages->spool_thread = spool_thread;
	outages->metrics = metrics;
	outages->open = g_ptr_array_new_with_free_func(outage_free);
	spool_thread_do(spool_thread, forget_work, NULL, NULL);
	return outages;
}

void
outages_free(struct outages *outages)
{
	g_ptr_array_unref(outages->open);
	g_free(outages);
}

static double
seconds_since(gint64 since)
{
	return (double)(g_get_monotonic_time() - since) / G_USEC_PER_SEC;
}

static void
tell(const struct outage *outage, gboolean over)
{
	const char *what = spool_place_names[spool_place_of(outage->place)];
	double seconds = seconds_since(outage->since);
	const struct log_event event = {
		.priority = over ? LOG_NOTICE : LOG_ERR,
		.stage = "watch",
		.watch = outage->watch->name,
	};

	if (outage->reason != NULL)
		return;
	if (over)
		log_event(&event,
			  "[watch %s]: its %s answers again, after %.0f s",
			  outage->watch->name, what, seconds);
	else
		log_event(&event,
			  "[watch %s]: its %s has not answered for %.0f s; "
			  "letters wait there, and in no other directory. See "
			  "to its server, or to the mount: imr-ingest goes on "
			  "when it answers",
			  outage->watch->name, what, seconds);
}

static gboolean
is_down(const struct outages *outages, const struct watch_settings *watch)
{
	for (guint i = 0; i < outages->open->len; i++)
		if (((struct outage *)outages->open->pdata[i])->watch == watch)
			return TRUE;
	return FALSE;
}

static const struct watch_settings *
find_watch(const GPtrArray *watches, const struct outage *outage)
{
	for (guint i = 0; i < watches->len; i++) {
		const struct watch_settings *watch = watches->pdata[i];
		const struct outage same = { .watch = watch,
					     .place = outage->place };

		if (strcmp(watch->name, outage->watch->name) == 0 &&
		    g_strcmp0(path_of(&same), path_of(outage)) == 0)
			return watch;
	}
	return NULL;
}

void
outages_set(struct outages *outages, const GPtrArray *watches)
{
	for (guint i = outages->open->len; i > 0; i--) {
		struct outage *outage = outages->open->pdata[i - 1];
		const struct watch_settings *watch =
			find_watch(watches, outage);

		if (watch == NULL) {
			note(outages, outage, 0);
			g_ptr_array_remove_index(outages->open, i - 1);
		} else {
			outage->watch = watch;
		}
	}
	metrics_forget_watches(outages->metrics);
	for (guint i = 0; i < watches->len; i++) {
		const struct watch_settings *watch = watches->pdata[i];

		metrics_set_watch(outages->metrics, watch->name,
				  !is_down(outages, watch));
	}
}

static void
begin(struct outages *outages, const struct watch_settings *watch,
      enum hang_place place, gint64 since, const char *reason)
{
	struct outage *outage = g_new0(struct outage, 1);

	outage->watch = watch;
	outage->place = place;
	outage->since = since;
	outage->reason = g_strdup(reason);
	g_ptr_array_add(outages->open, outage);
	tell(outage, FALSE);
	note(outages, outage,
	     spool_now() - (gint64)(seconds_since(since) * 1000));
	metrics_set_watch(outages->metrics, watch->name, FALSE);
}

static void
end(struct outages *outages, guint index)
{
	struct outage *outage = g_ptr_array_steal_index(outages->open, index);

	tell(outage, TRUE);
	note(outages, outage, 0);
	metrics_set_watch(outages->metrics, outage->watch->name,
			  !is_down(outages, outage->watch));
	outage_free(outage);
}

static guint
find(const struct outages *outages, const struct watch_settings *watch,
     enum hang_place place)
{
	for (guint i = 0; i < outages->open->len; i++) {
		const struct outage *outage = outages->open->pdata[i];

		if (outage->watch == watch && outage->place == place)
			return i;
	}
	return outages->open->len;
}

void
outages_note(struct outages *outages, const struct watch_settings *watch,
	     enum hang_place place, gint64 since, const char *reason)
{
	guint index = find(outages, watch, place);

	if (index < outages->open->len) {
		const struct outage *outage = outages->open->pdata[index];

		if (since != 0 && g_strcmp0(outage->reason, reason) == 0)
			return;
		end(outages, index);
	}
	if (since != 0)
		begin(outages, watch, place, since, reason);
}

char *
outages_describe(const struct outages *outages)
{
	const struct outage *outage;

	if (outages->open->len == 0)
		return NULL;
	outage = outages->open->pdata[0];
	return g_strdup_printf("[watch %s]: its %s %s%s", outage->watch->name,
			       spool_place_names[spool_place_of(outage->place)],
			       outage->reason ? "cannot be read: "
					      : "does not answer",
			       outage->reason ? outage->reason : "");
}
