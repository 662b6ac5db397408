/* watch_root.c - a directory's source with its intake, and the reports of
 * both. */
#include "intake/watch_root.h"

#include <syslog.h>

#include "intake/intake.h"
#include "monitor/log.h"
#include "settings/config.h"
#include "sources/directory/directory_source.h"
#include "sources/directory/watch_settings.h"
#include "spool/spool_situation.h"

struct watch_root {
	struct watch_root_plan plan;
	struct hang_probe *watching, *taking;
	struct intake *intake;
	struct source *source;

	GMutex mutex; /* of what follows */
	char *gone;   /* why the directory cannot be read; NULL: it can */
	gint64 gone_since;
};

/* --- what the source reports, in its threads --- */

static void
stray_was_seen(const char *source, const char *place, const char *reason,
	       gpointer data)
{
	const struct watch_root *root = data;
	const struct log_event event = { .priority = LOG_WARNING,
					 .stage = "watch",
					 .watch = source,
					 .path = place };

	if (reason != NULL)
		log_event(&event, "what lies in the inbox cannot be taken: %s",
			  reason);
	root->plan.stray(source, place, reason, root->plan.data);
}

static void
source_is_gone(const char *source G_GNUC_UNUSED, const char *reason,
	       gpointer data)
{
	struct watch_root *root = data;

	g_mutex_lock(&root->mutex);
	g_free(root->gone);
	root->gone = g_strdup(reason);
	root->gone_since = g_get_monotonic_time();
	g_mutex_unlock(&root->mutex);
}

static void
source_notices(const char *source, gboolean problem, const char *message,
	       gpointer data G_GNUC_UNUSED)
{
	const struct log_event event = {
		.priority = problem ? LOG_WARNING : LOG_NOTICE,
		.stage = "watch",
		.watch = source,
	};

	log_event(&event, "%s", message);
}

static const struct source_events events = {
	stray_was_seen,
	source_is_gone,
	source_notices,
};

/* --- from outside --- */

struct watch_root *
watch_root_new(const struct watch_root_plan *plan, GError **error)
{
	g_autoptr(watch_root) root = g_new0(struct watch_root, 1);

	root->plan = *plan;
	g_mutex_init(&root->mutex);
	root->watching = hang_probe_new();
	root->taking = hang_probe_new();
	root->source = directory_source_new(&(struct directory_source_plan){
		.watch = plan->watch,
		.spool_directory = plan->config->spool.directory,
		.locks = plan->locks,
		.probe = root->watching,
		.events = &events,
		.data = root,
	});
	/* First, since its thread can be waited for if the other has none. */
	root->intake = intake_new(
		&(struct intake_plan){
			.source = root->source,
			.config = plan->config,
			.store = plan->store,
			.metrics = plan->metrics,
			.troubles = plan->troubles,
			.probe = root->taking,
			.changed = plan->changed,
			.data = plan->data,
		},
		error);
	if (root->intake == NULL ||
	    !root->source->ops->open(root->source, error))
		return NULL;
	return g_steal_pointer(&root);
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

void
watch_root_end_trouble(const struct watch_root *root)
{
	g_free(intake_trouble(root->intake));
}

struct spool_source *
watch_root_report(const struct watch_root *root)
{
	struct spool_source *report = g_new0(struct spool_source, 1);

	report->watch = g_strdup(root->plan.watch->name);
	report->directory = g_strdup(root->plan.watch->directory);
	root->source->ops->report(root->source, report);
	return report;
}

void
watch_root_stop(struct watch_root *root)
{
	intake_stop(root->intake);
}

gboolean
watch_root_has_stopped(const struct watch_root *root)
{
	return root->source->ops->has_stopped(root->source) &&
	       intake_has_stopped(root->intake);
}

void
watch_root_free(struct watch_root *root)
{
	/* It speaks to the source. */
	if (root->intake != NULL)
		intake_free(root->intake);
	source_close(root->source);
	hang_probe_free(root->watching);
	hang_probe_free(root->taking);
	g_mutex_clear(&root->mutex);
	g_free(root->gone);
	g_free(root);
}
