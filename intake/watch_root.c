/* watch_root.c - from a watcher's thread to an intake's, and to the log. */
#include "intake/watch_root.h"

#include <syslog.h>

#include "intake/intake.h"
#include "monitor/log.h"
#include "settings/config.h"
#include "sources/directory/watch.h"

/* With intake or on its way to it: enough to never let it wait. */
#define MOST_CANDIDATES 64

struct watch_root {
	struct watch_root_plan plan;
	struct hang_probe *watching, *taking;
	struct intake *intake;
	struct watcher *watcher;

	GMutex mutex; /* of what follows */
	char *gone;   /* why the directory cannot be read; NULL: it can */
	gint64 gone_since;
};

/* --- what the watcher reports, in its thread --- */

static void
file_has_settled(struct candidate *take_candidate, gpointer data)
{
	const struct watch_root *root = data;

	intake_add(root->intake, take_candidate);
}

static void
stray_was_seen(const struct watch_settings *watch, const char *path,
	       const char *reason, gpointer data)
{
	const struct watch_root *root = data;
	const struct log_event event = { .priority = LOG_WARNING,
					 .stage = "watch",
					 .watch = watch->name,
					 .path = path };

	if (reason != NULL)
		log_event(&event, "what lies in the inbox cannot be taken: %s",
			  reason);
	root->plan.stray(watch, path, reason, root->plan.data);
}

static void
directory_is_gone(const struct watch_settings *watch G_GNUC_UNUSED,
		  const char *reason, gpointer data)
{
	struct watch_root *root = data;

	g_mutex_lock(&root->mutex);
	g_free(root->gone);
	root->gone = g_strdup(reason);
	root->gone_since = g_get_monotonic_time();
	g_mutex_unlock(&root->mutex);
}

static void
watcher_notices(const struct watch_settings *watch, gboolean problem,
		const char *message, gpointer data G_GNUC_UNUSED)
{
	const struct log_event event = {
		.priority = problem ? LOG_WARNING : LOG_NOTICE,
		.stage = "watch",
		.watch = watch->name,
	};

	log_event(&event, "%s", message);
}

/* --- from outside --- */

struct watch_root *
watch_root_new(const struct watch_root_plan *plan, GError **error)
{
	static const struct watch_events events = {
		file_has_settled,
		stray_was_seen,
		directory_is_gone,
		watcher_notices,
	};
	g_autoptr(watch_root) root = g_new0(struct watch_root, 1);

	root->plan = *plan;
	g_mutex_init(&root->mutex);
	root->watching = hang_probe_new();
	root->taking = hang_probe_new();
	root->intake = intake_new(
		&(struct intake_plan){
			.watch = plan->watch,
			.config = plan->config,
			.store = plan->store,
			.locks = plan->locks,
			.metrics = plan->metrics,
			.probe = root->taking,
			.changed = plan->changed,
			.data = plan->data,
		},
		error);
	if (root->intake == NULL)
		return NULL;
	root->watcher = watcher_new(plan->watch, MOST_CANDIDATES,
				    root->watching, &events, root, error);
	return root->watcher != NULL ? g_steal_pointer(&root) : NULL;
}

const struct watch_settings *
watch_root_watch(const struct watch_root *root)
{
	return root->plan.watch;
}

gboolean
watch_root_hangs(const struct watch_root *root, enum hang_place place,
		 gint64 *out_since)
{
	struct hang_probe *const probes[] = { root->watching, root->taking };
	gint64 patience = (gint64)(root->plan.config->service.answer_seconds *
				   G_USEC_PER_SEC);
	gint64 now = g_get_monotonic_time(), since, first = now;

	for (guint i = 0; i < G_N_ELEMENTS(probes); i++)
		if (hang_probe_look(probes[i], &since) == place)
			first = MIN(first, since);
	*out_since = first;
	return now - first > patience;
}

char *
watch_root_gone(struct watch_root *root, gint64 *out_since)
{
	char *gone;

	g_mutex_lock(&root->mutex);
	gone = g_strdup(root->gone);
	*out_since = root->gone_since;
	g_mutex_unlock(&root->mutex);
	return gone;
}

gboolean
watch_root_is_paused(const struct watch_root *root)
{
	return intake_is_paused(root->intake);
}

char *
watch_root_trouble(const struct watch_root *root)
{
	return intake_trouble(root->intake);
}

void
watch_root_stop(struct watch_root *root)
{
	watcher_stop(root->watcher);
	intake_stop(root->intake);
}

gboolean
watch_root_has_stopped(const struct watch_root *root)
{
	return watcher_has_stopped(root->watcher) &&
	       intake_has_stopped(root->intake);
}

void
watch_root_free(struct watch_root *root)
{
	if (root->watcher != NULL)
		watcher_stop(root->watcher);
	/* It speaks to the watcher. */
	if (root->intake != NULL)
		intake_free(root->intake);
	if (root->watcher != NULL)
		watcher_free(root->watcher);
	hang_probe_free(root->watching);
	hang_probe_free(root->taking);
	g_mutex_clear(&root->mutex);
	g_free(root->gone);
	g_free(root);
}
