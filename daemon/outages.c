/* outages.c - each outage from its first report to its last. */
#include "daemon/outages.h"

#include <string.h>
#include <syslog.h>

#include "daemon/clerk.h"
#include "daemon/log.h"
#include "daemon/metrics.h"
#include "daemon/spool.h"
#include "daemon/watch_settings.h"

struct outage {
	const struct watch_settings *watch;
	enum hang_place place;
	gint64 since; /* monotonic */
};

struct outages {
	struct clerk *clerk;
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

struct note {
	char *watch, *path; /* NULL: all is over */
	enum spool_place place;
	gint64 since; /* 0: it is over */
};

static void
note_work(struct spool *spool, gpointer data)
{
	struct note *note = data;
	g_autoptr(GError) error = NULL;
	gboolean noted;

	if (note->watch == NULL)
		noted = spool_forget_outages(spool, &error);
	else
		noted = spool_note_outage(spool, note->watch, note->place,
					  note->path, note->since, &error);
	if (!noted)
		log_warning("watch", "the spool does not note an outage: %s",
			    error->message);
	g_free(note->watch);
	g_free(note->path);
	g_free(note);
}

static void
note(const struct outages *outages, const struct outage *outage, gint64 since)
{
	struct note *note = g_new0(struct note, 1);

	if (outage != NULL) {
		note->watch = g_strdup(outage->watch->name);
		note->path = g_strdup(path_of(outage));
		note->place = spool_place_of(outage->place);
		note->since = since;
	}
	clerk_do(outages->clerk, note_work, NULL, note);
}

/* --- */

struct outages *
outages_new(struct clerk *clerk, struct metrics *metrics)
{
	struct outages *outages = g_new0(struct outages, 1);

	outages->clerk = clerk;
	outages->metrics = metrics;
	outages->open = g_ptr_array_new_with_free_func(g_free);
	note(outages, NULL, 0);
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
		const struct outage same = { watch, outage->place, 0 };

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
      enum hang_place place, gint64 since)
{
	struct outage *outage = g_new0(struct outage, 1);

	outage->watch = watch;
	outage->place = place;
	outage->since = since;
	g_ptr_array_add(outages->open, outage);
	tell(outage, FALSE);
	note(outages, outage,
	     spool_now() - (gint64)(seconds_since(since) * 1000));
	metrics_set_watch(outages->metrics, watch->name, FALSE);
}

static void
end(struct outages *outages, guint index)
{
	g_autofree struct outage *outage =
		g_ptr_array_steal_index(outages->open, index);

	tell(outage, TRUE);
	note(outages, outage, 0);
	metrics_set_watch(outages->metrics, outage->watch->name,
			  !is_down(outages, outage->watch));
}

void
outages_note(struct outages *outages, const struct watch_settings *watch,
	     enum hang_place place, gint64 since)
{
	guint i = 0;

	while (i < outages->open->len) {
		const struct outage *outage = outages->open->pdata[i];

		if (outage->watch == watch && outage->place == place)
			break;
		i++;
	}
	if (since != 0 && i == outages->open->len)
		begin(outages, watch, place, since);
	else if (since == 0 && i < outages->open->len)
		end(outages, i);
}

char *
outages_describe(const struct outages *outages)
{
	const struct outage *outage;

	if (outages->open->len == 0)
		return NULL;
	outage = outages->open->pdata[0];
	return g_strdup_printf(
		"[watch %s]: its %s does not answer", outage->watch->name,
		spool_place_names[spool_place_of(outage->place)]);
}
