/* inbox.c - one root a watched directory; its old one ends before its new one
 * begins, so that no file is handled by two roots at once. Other directories do
 * not wait for this. */
#include "intake/inbox.h"

#include <string.h>

#include "intake/outages.h"
#include "intake/watch_root.h"
#include "monitor/log.h"
#include "monitor/metrics.h"
#include "monitor/troubles.h"
#include "settings/config.h"
#include "spool/spool.h"
#include "spool/spool_situation.h"
#include "spool/spool_thread.h"

#define LOOK_MS 500
#define LOOK_AGAIN_MS 50

struct inbox {
	struct inbox_plan plan;
	const struct config *config; /* NULL: closed */
	struct outages *outages;
	GPtrArray *running;  /* of struct watch_root */
	GPtrArray *retiring; /* of struct watch_root, told to stop */
	GPtrArray *waiting;  /* of struct watch_settings, to begin when none of
			      * their directory retires */
	guint look_timer, begin_timer;
	gboolean told_no_thread;
};

/* --- what the roots report, in their threads --- */

static gboolean
report_change(gpointer data)
{
	const struct inbox *inbox = data;

	inbox->plan.changed(inbox->plan.data);
	return G_SOURCE_REMOVE;
}

static void
root_has_changed(gpointer data)
{
	g_idle_add_full(G_PRIORITY_DEFAULT, report_change, data, NULL);
}

struct stray {
	struct spool_thread *spool_thread;
	char *watch, *path, *reason;
};

static void
note_stray_work(struct spool *spool, gpointer data)
{
	struct stray *stray = data;

	/* A failure is ignored: the note is only for display, and the file is
	 * reported again at the next start. */
	spool_note_stray(spool, stray->watch, stray->path, stray->reason,
			 spool_now(), NULL);
	g_free(stray->watch);
	g_free(stray->path);
	g_free(stray->reason);
	g_free(stray);
}

static gboolean
note_stray(gpointer data)
{
	struct stray *stray = data;

	spool_thread_do(stray->spool_thread, note_stray_work, NULL, stray);
	return G_SOURCE_REMOVE;
}

static void
stray_was_seen(const char *source, const char *place, const char *reason,
	       gpointer data)
{
	const struct inbox *inbox = data;
	struct stray *stray = g_new0(struct stray, 1);

	stray->spool_thread = inbox->plan.spool_thread;
	stray->watch = g_strdup(source);
	stray->path = g_strdup(place);
	stray->reason = g_strdup(reason);
	g_idle_add_full(G_PRIORITY_DEFAULT, note_stray, stray, NULL);
}

/* --- beginning --- */

static gboolean
begin_root(struct inbox *inbox, const struct watch_settings *watch)
{
	g_autoptr(GError) error = NULL;
	const struct watch_root_plan plan = {
		.watch = watch,
		.config = inbox->config,
		.store = inbox->plan.store,
		.locks = inbox->plan.locks,
		.metrics = inbox->plan.metrics,
		.troubles = inbox->plan.troubles,
		.stray = stray_was_seen,
		.changed = root_has_changed,
		.data = inbox,
	};
	struct watch_root *root = watch_root_new(&plan, &error);

	if (root != NULL) {
		g_ptr_array_add(inbox->running, root);
		troubles_end(inbox->plan.troubles, TROUBLE_NOT_WATCHED,
			     watch->name);
	} else {
		troubles_set(inbox->plan.troubles, TROUBLE_NOT_WATCHED,
			     watch->name, error->message);
	}
	if (root == NULL && !inbox->told_no_thread)
		log_error("watch",
			  "a directory is not watched yet, and tried again: %s",
			  error->message);
	inbox->told_no_thread = root == NULL;
	return root != NULL;
}

static struct watch_root *
find_retiring(const struct inbox *inbox, const struct watch_settings *watch)
{
	for (guint i = 0; i < inbox->retiring->len; i++) {
		struct watch_root *root = inbox->retiring->pdata[i];

		if (strcmp(watch_root_watch(root)->directory,
			   watch->directory) == 0)
			return root;
	}
	return NULL;
}

static void
begin_what_can(struct inbox *inbox)
{
	for (guint i = inbox->retiring->len; i > 0; i--)
		if (watch_root_has_stopped(inbox->retiring->pdata[i - 1]))
			g_ptr_array_remove_index(inbox->retiring, i - 1);
	for (guint i = 0; i < inbox->waiting->len;) {
		const struct watch_settings *watch = inbox->waiting->pdata[i];

		if (find_retiring(inbox, watch) != NULL ||
		    !begin_root(inbox, watch))
			i++;
		else
			g_ptr_array_remove_index(inbox->waiting, i);
	}
}

static gboolean
begin_soon(gpointer data)
{
	struct inbox *inbox = data;

	begin_what_can(inbox);
	if (inbox->waiting->len > 0)
		return G_SOURCE_CONTINUE;
	inbox->begin_timer = 0;
	return G_SOURCE_REMOVE;
}

/* --- looking --- */

/* A directory that waits for its old root has that root's state. */
static void
look_at(struct inbox *inbox, struct watch_root *root,
	const struct watch_settings *watch)
{
	gint64 since;
	g_autofree char *gone = watch_root_gone(root, &since);

	if (watch_root_hangs(root, HANG_SOURCE, &since))
		outages_note(inbox->outages, watch, HANG_SOURCE, since, NULL);
	else if (gone != NULL)
		outages_note(inbox->outages, watch, HANG_SOURCE, since, gone);
	else
		outages_note(inbox->outages, watch, HANG_SOURCE, 0, NULL);
	if (!watch_root_hangs(root, HANG_ARCHIVE, &since))
		since = 0;
	outages_note(inbox->outages, watch, HANG_ARCHIVE, since, NULL);
}

static gboolean
look(gpointer data)
{
	struct inbox *inbox = data;
	gboolean paused = FALSE;

	if (inbox->config == NULL)
		return G_SOURCE_CONTINUE;
	begin_what_can(inbox);
	for (guint i = 0; i < inbox->running->len; i++) {
		struct watch_root *root = inbox->running->pdata[i];

		look_at(inbox, root, watch_root_watch(root));
		watch_root_end_trouble(root);
		paused |= watch_root_is_paused(root);
	}
	for (guint i = 0; i < inbox->waiting->len; i++) {
		const struct watch_settings *watch = inbox->waiting->pdata[i];
		struct watch_root *root = find_retiring(inbox, watch);

		if (root != NULL)
			look_at(inbox, root, watch);
	}
	metrics_set_intake_paused(inbox->plan.metrics, paused);
	return G_SOURCE_CONTINUE;
}

/* --- from outside --- */

struct inbox *
inbox_new(const struct inbox_plan *plan)
{
	struct inbox *inbox = g_new0(struct inbox, 1);

	inbox->plan = *plan;
	inbox->outages = outages_new(plan->spool_thread, plan->metrics);
	inbox->running =
		g_ptr_array_new_with_free_func((GDestroyNotify)watch_root_free);
	inbox->retiring =
		g_ptr_array_new_with_free_func((GDestroyNotify)watch_root_free);
	inbox->waiting = g_ptr_array_new();
	inbox->look_timer = g_timeout_add(LOOK_MS, look, inbox);
	return inbox;
}

void
inbox_open(struct inbox *inbox, const struct config *config)
{
	inbox_close(inbox);
	inbox->config = config;
	outages_set(inbox->outages, config->watches);
	for (guint i = 0; i < config->watches->len; i++)
		g_ptr_array_add(inbox->waiting, config->watches->pdata[i]);
	if (begin_soon(inbox) == G_SOURCE_CONTINUE)
		inbox->begin_timer =
			g_timeout_add(LOOK_AGAIN_MS, begin_soon, inbox);
}

void
inbox_close(struct inbox *inbox)
{
	inbox->config = NULL;
	g_ptr_array_set_size(inbox->waiting, 0);
	if (inbox->begin_timer != 0)
		g_source_remove(inbox->begin_timer);
	inbox->begin_timer = 0;
	while (inbox->running->len > 0) {
		struct watch_root *root =
			g_ptr_array_steal_index(inbox->running, 0);

		watch_root_stop(root);
		g_ptr_array_add(inbox->retiring, root);
	}
}

char *
inbox_trouble(struct inbox *inbox)
{
	return outages_describe(inbox->outages);
}

GPtrArray *
inbox_sources(struct inbox *inbox)
{
	GPtrArray *sources = g_ptr_array_new_with_free_func(
		(GDestroyNotify)spool_source_free);

	for (guint i = 0; i < inbox->running->len; i++)
		g_ptr_array_add(sources,
				watch_root_report(inbox->running->pdata[i]));
	return sources;
}

static gboolean
is_out_of_reach(const struct watch_root *root)
{
	gint64 since;

	return watch_root_hangs(root, HANG_SOURCE, &since) ||
	       watch_root_hangs(root, HANG_ARCHIVE, &since);
}

gboolean
inbox_is_idle(const struct inbox *inbox)
{
	for (guint i = 0; i < inbox->retiring->len; i++)
		if (!watch_root_has_stopped(inbox->retiring->pdata[i]) &&
		    !is_out_of_reach(inbox->retiring->pdata[i]))
			return FALSE;
	return TRUE;
}

gboolean
inbox_has_stopped(const struct inbox *inbox)
{
	for (guint i = 0; i < inbox->retiring->len; i++)
		if (!watch_root_has_stopped(inbox->retiring->pdata[i]))
			return FALSE;
	return TRUE;
}

void
inbox_free(struct inbox *inbox)
{
	inbox_close(inbox);
	g_ptr_array_unref(inbox->retiring);
	g_ptr_array_unref(inbox->running);
	g_ptr_array_unref(inbox->waiting);
	g_source_remove(inbox->look_timer);
	outages_free(inbox->outages);
	while (g_idle_remove_by_data(inbox))
		;
	g_free(inbox);
}
