/* watch.c - a watcher's thread: commands, hints, scans, offers, in turn and
 * each a slice, then a wait for whichever is next. */
#include "sources/directory/watch.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "core/error.h"
#include "core/hang.h"
#include "sources/directory/watch_files.h"
#include "sources/directory/watch_hints.h"
#include "sources/directory/watch_look.h"
#include "sources/directory/watch_offer.h"
#include "sources/directory/watch_report.h"
#include "sources/directory/watch_scan.h"
#include "sources/directory/watch_state.h"
#include "sources/directory/watcher_root.h"
#include "spool/spool_situation.h"

#define EVENT_BATCH 1024u

struct command {
	enum resolution resolution;
	char path[];
};

static void
wake(struct watcher *watcher)
{
	guint64 one = 1;

	/* If the pipe is full the thread is awake. */
	if (write(watcher->wake_fd, &one, sizeof one) < 0)
		g_assert(errno == EAGAIN);
}

/* In the hub's thread. */
static void
wake_for_hints(gpointer data)
{
	wake(data);
}

/* As struct watcher has it. */
static void
let_go(struct watcher *watcher, struct directory *directory)
{
	if (watcher->scan.directory == directory)
		scan_abort(watcher);
	if (watcher->open_directory == directory)
		look_close(watcher);
}

/* --- the thread --- */

static void
want_scan(struct watcher *watcher)
{
	struct watcher_root *root = watcher->root;

	root->next_check = 0;
	if (root->top != NULL)
		state_want_scan(watcher, root->top, TRUE);
}

static void
take_commands(struct watcher *watcher)
{
	struct command *command;
	GQueue commands;
	gboolean rescan;

	g_mutex_lock(&watcher->lock);
	commands = watcher->commands;
	g_queue_init(&watcher->commands);
	rescan = watcher->rescan_wanted;
	watcher->report_due |= watcher->report_wanted;
	watcher->rescan_wanted = watcher->report_wanted = FALSE;
	g_mutex_unlock(&watcher->lock);
	while ((command = g_queue_pop_head(&commands)) != NULL) {
		offer_resolve(watcher, command->path, command->resolution);
		g_free(command);
	}
	if (rescan)
		want_scan(watcher);
}

static void
lost_watch(struct watcher *watcher, struct directory *directory)
{
	g_autofree char *name = g_strdup(directory->name);

	if (directory->parent != NULL)
		look_at(watcher, directory->parent, name, FALSE);
	else
		directory->root->next_check = 0;
}

static void
note_change(struct watcher *watcher, const struct hint *hint)
{
	gpointer key = GINT_TO_POINTER(hint->number);
	struct directory *directory =
		g_hash_table_lookup(watcher->by_watch, key);

	if (directory == NULL)
		return;
	if (hint->mask & IN_IGNORED) {
		/* If it is there after all, or another that has its inode by
		 * now, a scan watches it again. */
		g_hash_table_remove(watcher->by_watch, key);
		directory->watch = -1;
		state_want_scan(watcher, directory, TRUE);
	}
	if (hint->mask &
	    (IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT | IN_IGNORED))
		lost_watch(watcher, directory);
	else if (*hint->name != '\0')
		look_at(watcher, directory, hint->name,
			(hint->mask & IN_MOVED_TO) != 0);
}

static void
forget_watches(struct watcher *watcher)
{
	GHashTableIter iter;
	gpointer value;

	g_hash_table_iter_init(&iter, watcher->by_watch);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		struct directory *directory = value;

		directory->watch = -1;
		g_hash_table_iter_remove(&iter);
	}
}

static void
take_hint(struct watcher *watcher, const struct hint *hint)
{
	switch (hint->kind) {
	case HINT_CHANGE:
		note_change(watcher, hint);
		break;
	case HINT_OVERFLOW:
		watcher_root_overflow(watcher, watcher->root);
		break;
	case HINT_RENEWED:
		forget_watches(watcher);
		g_free(watcher->no_events);
		watcher->no_events = hints_problem(watcher->hints);
		want_scan(watcher);
		break;
	}
}

/* FALSE: there is none left. */
static gboolean
take_hints(struct watcher *watcher)
{
	for (guint i = 0; i < EVENT_BATCH; i++) {
		g_autofree struct hint *hint = hints_next(watcher->hints);

		if (hint == NULL)
			return FALSE;
		take_hint(watcher, hint);
	}
	return TRUE;
}

static void
publish_backlog(struct watcher *watcher)
{
	const struct watcher_root *root = watcher->root;
	guint backlog = watcher->ready.length + watcher->later.length +
			root->settling.length + root->stalled.length;

	g_atomic_int_set(&watcher->backlog, (gint)backlog);
}

static void
publish_report(struct watcher *watcher)
{
	struct spool_source *report;

	/* A scan counts what it passes over. */
	if (!watcher->report_due || state_is_scanning(watcher))
		return;
	watcher->report_due = FALSE;
	report = report_new(watcher);
	g_mutex_lock(&watcher->lock);
	g_clear_pointer(&watcher->report, spool_source_free);
	watcher->report = report;
	g_mutex_unlock(&watcher->lock);
}

static void
wait_for_more(struct watcher *watcher, gboolean at_once)
{
	struct pollfd fd = { .fd = watcher->wake_fd, .events = POLLIN };
	gint64 due = MIN(offer_due(watcher), watcher_root_due(watcher->root));
	gint64 left = at_once ? 0 : due - g_get_monotonic_time();
	guint64 count;

	hang_enter(HANG_NOWHERE);
	left = CLAMP(left, 0, 60 * G_TIME_SPAN_SECOND);
	/* Rounded up, or the last millisecond would be spent spinning. */
	if (poll(&fd, 1, (int)((left + 999) / 1000)) > 0 &&
	    read(watcher->wake_fd, &count, sizeof count) < 0)
		g_assert(errno == EAGAIN);
	hang_enter(HANG_SOURCE);
}

static gpointer
run(gpointer data)
{
	struct watcher *watcher = data;

	hang_attach(watcher->probe);
	hang_enter(HANG_SOURCE);
	while (!g_atomic_int_get(&watcher->stopping)) {
		gboolean more;

		take_commands(watcher);
		more = take_hints(watcher);
		watcher_root_tick(watcher, watcher->root);
		more |= scan_step(watcher);
		more |= offer_step(watcher);
		publish_backlog(watcher);
		publish_report(watcher);
		if (!more)
			look_close(watcher);
		wait_for_more(watcher, more);
	}
	if (watcher->root->top != NULL)
		files_forget_directory(watcher, watcher->root->top);
	hang_enter(HANG_NOWHERE);
	g_atomic_int_set(&watcher->stopped, TRUE);
	return NULL;
}

struct watcher *
watcher_new(const struct watch_settings *watch, guint most,
	    struct hang_probe *probe, const struct watch_events *events,
	    gpointer data, GError **error)
{
	struct watcher *watcher = g_new0(struct watcher, 1);
	g_autoptr(GError) problem = NULL;

	watcher->root = watcher_root_new(watch);
	watcher->most = MAX(most, 1);
	watcher->probe = probe;
	watcher->events = *events;
	watcher->data = data;
	watcher->leaving = let_go;
	watcher->by_watch = g_hash_table_new(NULL, NULL);
	watcher->out =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_mutex_init(&watcher->telling);
	g_mutex_init(&watcher->lock);
	watcher->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	g_assert(watcher->wake_fd >= 0);
	watcher->hints = hints_new(wake_for_hints, watcher);
	watcher->no_events = hints_problem(watcher->hints);
	watcher->thread = g_thread_try_new("watch", run, watcher, &problem);
	if (watcher->thread != NULL)
		return watcher;
	error_set(error, IMR_ERROR_RETRY, "%s", problem->message);
	watcher_free(watcher);
	return NULL;
}

void
watcher_resolve(struct watcher *watcher, const char *path,
		enum resolution resolution)
{
	gsize size = strlen(path) + 1;
	struct command *command =
		g_malloc(G_STRUCT_OFFSET(struct command, path) + size);

	command->resolution = resolution;
	memcpy(command->path, path, size);
	g_mutex_lock(&watcher->lock);
	g_queue_push_tail(&watcher->commands, command);
	g_mutex_unlock(&watcher->lock);
	wake(watcher);
}

void
watcher_rescan(struct watcher *watcher)
{
	g_mutex_lock(&watcher->lock);
	watcher->rescan_wanted = TRUE;
	g_mutex_unlock(&watcher->lock);
	wake(watcher);
}

void
watcher_report(struct watcher *watcher, struct spool_source *out_report)
{
	g_mutex_lock(&watcher->lock);
	if (watcher->report != NULL)
		report_copy(watcher->report, out_report);
	watcher->report_wanted = TRUE;
	g_mutex_unlock(&watcher->lock);
	wake(watcher);
}

guint
watcher_backlog(struct watcher *watcher)
{
	return (guint)g_atomic_int_get(&watcher->backlog);
}

void
watcher_stop(struct watcher *watcher)
{
	g_atomic_int_set(&watcher->stopping, TRUE);
	wake(watcher);
	/* A report that has begun is finished. */
	g_mutex_lock(&watcher->telling);
	g_mutex_unlock(&watcher->telling);
}

gboolean
watcher_has_stopped(const struct watcher *watcher)
{
	return g_atomic_int_get(&watcher->stopped);
}

void
watcher_free(struct watcher *watcher)
{
	watcher_stop(watcher);
	if (watcher->thread != NULL)
		g_thread_join(watcher->thread);
	hints_free(watcher->hints);
	g_queue_clear_full(&watcher->commands, g_free);
	watcher_root_free(watcher->root);
	g_hash_table_unref(watcher->by_watch);
	g_hash_table_unref(watcher->out);
	g_mutex_clear(&watcher->telling);
	g_mutex_clear(&watcher->lock);
	close(watcher->wake_fd);
	g_free(watcher->no_events);
	g_clear_pointer(&watcher->report, spool_source_free);
	g_free(watcher);
}
