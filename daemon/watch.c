/* watch.c - the watcher's thread: commands, events, scans, offers, in turn and
 * each a slice, then a wait for whichever is next. */
#include "daemon/watch.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "daemon/watch_hints.h"
#include "daemon/watch_private.h"

#define EVENT_BATCH 1024u

struct command {
	enum resolution resolution;
	char path[];
};

/* The library has one state a process. */
static gint living;

static void
wake(struct watcher *watcher)
{
	guint64 one = 1;

	/* Full means that it is awake. */
	if (write(watcher->wake_fd, &one, sizeof one) < 0)
		g_assert(errno == EAGAIN);
}

static void
want_scans(struct watcher *watcher)
{
	for (guint i = 0; i < watcher->places->len; i++) {
		struct place *place = watcher->places->pdata[i];

		place->next_check = 0;
		if (place->root != NULL)
			scan_want(watcher, place->root, TRUE);
	}
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
	watcher->rescan_wanted = FALSE;
	g_mutex_unlock(&watcher->lock);
	while ((command = g_queue_pop_head(&commands)) != NULL) {
		offer_resolve(watcher, command->path, command->resolution);
		g_free(command);
	}
	if (rescan)
		want_scans(watcher);
}

static void
lost_watch(struct watcher *watcher, struct directory *directory)
{
	g_autofree char *name = g_strdup(directory->name);

	if (directory->parent != NULL)
		look_at(watcher, directory->parent, name, FALSE);
	else
		directory->place->next_check = 0;
}

static void
heed(struct watcher *watcher, const struct inotify_event *event)
{
	struct directory *directory;

	if (event->mask & IN_Q_OVERFLOW) {
		for (guint i = 0; i < watcher->places->len; i++)
			place_overflow(watcher, watcher->places->pdata[i]);
		return;
	}
	directory = g_hash_table_lookup(watcher->by_watch,
					GINT_TO_POINTER(event->wd));
	if (directory == NULL)
		return;
	if (event->mask & IN_IGNORED) {
		/* If the directory is still there after all, its next scan
		 * watches it again. */
		hints_remove(directory->watch);
		g_hash_table_remove(watcher->by_watch,
				    GINT_TO_POINTER(event->wd));
		directory->watch = -1;
	}
	if (event->mask &
	    (IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT | IN_IGNORED))
		lost_watch(watcher, directory);
	else if (event->len > 0)
		look_at(watcher, directory, event->name,
			(event->mask & IN_MOVED_TO) != 0);
}

/* FALSE: there is none left. */
static gboolean
read_events(struct watcher *watcher)
{
	for (guint i = 0; i < EVENT_BATCH; i++) {
		const struct inotify_event *event = hints_next();

		if (event == NULL)
			return FALSE;
		heed(watcher, event);
	}
	return TRUE;
}

static void
open_hints(struct watcher *watcher)
{
	g_autoptr(GError) error = NULL;

	g_clear_pointer(&watcher->no_events, g_free);
	if (!hints_open(&error))
		watcher->no_events = g_strdup(error->message);
}

/* Nothing is in the library's buffer now. */
static void
renew_hints(struct watcher *watcher)
{
	GHashTableIter iter;
	gpointer value;

	g_hash_table_iter_init(&iter, watcher->by_watch);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		struct directory *directory = value;

		directory->watch = -1;
		g_hash_table_iter_remove(&iter);
	}
	hints_close();
	open_hints(watcher);
	want_scans(watcher);
}

static void
publish_backlog(struct watcher *watcher)
{
	guint backlog = watcher->ready.length + watcher->later.length;

	for (guint i = 0; i < watcher->places->len; i++) {
		struct place *place = watcher->places->pdata[i];

		backlog += place->settling.length + place->stalled.length;
	}
	g_atomic_int_set(&watcher->backlog, (gint)backlog);
}

static void
wait_for_more(struct watcher *watcher, gboolean at_once)
{
	struct pollfd fds[] = { { .fd = watcher->wake_fd, .events = POLLIN },
				{ .fd = hints_fd(), .events = POLLIN } };
	gint64 due =
		watcher->no_events == NULL ? G_MAXINT64 : watcher->next_open;
	gint64 left;
	guint64 count;

	due = MIN(due, offer_due(watcher));
	for (guint i = 0; i < watcher->places->len; i++)
		due = MIN(due, place_due(watcher->places->pdata[i]));
	left = at_once ? 0 : due - g_get_monotonic_time();
	left = CLAMP(left, 0, 60 * G_TIME_SPAN_SECOND);
	/* Rounded up, or the last millisecond would be spent spinning. */
	if (poll(fds, G_N_ELEMENTS(fds), (int)((left + 999) / 1000)) > 0 &&
	    fds[0].revents != 0 &&
	    read(watcher->wake_fd, &count, sizeof count) < 0)
		g_assert(errno == EAGAIN);
}

static void
report_nothing(G_GNUC_UNUSED const struct watch_settings *watch,
	       G_GNUC_UNUSED const char *path, G_GNUC_UNUSED const char *reason,
	       G_GNUC_UNUSED gpointer data)
{
}

static void
end(struct watcher *watcher)
{
	watcher->events.stray = report_nothing;
	for (guint i = 0; i < watcher->places->len; i++) {
		struct place *place = watcher->places->pdata[i];

		if (place->root != NULL)
			files_forget_directory(watcher, place->root);
	}
	/* No watch is left, so this comes to an end. */
	while (hints_next() != NULL)
		continue;
	hints_close();
}

/* Somebody may have given an instance back. */
static void
retry_hints(struct watcher *watcher)
{
	gint64 now = g_get_monotonic_time();

	if (watcher->no_events == NULL || now < watcher->next_open)
		return;
	watcher->next_open = now + LATER_US;
	open_hints(watcher);
	if (watcher->no_events == NULL)
		want_scans(watcher);
}

static gpointer
run(gpointer data)
{
	struct watcher *watcher = data;

	open_hints(watcher);
	while (!g_atomic_int_get(&watcher->stopping)) {
		gboolean more;

		take_commands(watcher);
		more = read_events(watcher);
		if (!more && hints_are_worn())
			renew_hints(watcher);
		retry_hints(watcher);
		for (guint i = 0; i < watcher->places->len; i++)
			place_tick(watcher, watcher->places->pdata[i]);
		more |= scan_step(watcher);
		more |= offer_step(watcher);
		publish_backlog(watcher);
		if (!more)
			look_close(watcher);
		wait_for_more(watcher, more);
	}
	end(watcher);
	return NULL;
}

struct watcher *
watcher_new(const GPtrArray *watches, guint most,
	    const struct watch_events *events, gpointer data)
{
	struct watcher *watcher = g_new0(struct watcher, 1);

	g_assert(g_atomic_int_add(&living, 1) == 0);
	watcher->places =
		g_ptr_array_new_with_free_func((GDestroyNotify)place_free);
	for (guint i = 0; i < watches->len; i++)
		g_ptr_array_add(watcher->places, place_new(watches->pdata[i]));
	watcher->most = MAX(most, 1);
	watcher->events = *events;
	watcher->data = data;
	watcher->by_watch = g_hash_table_new(NULL, NULL);
	watcher->out =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_mutex_init(&watcher->lock);
	watcher->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	g_assert(watcher->wake_fd >= 0);
	watcher->thread = g_thread_new("watch", run, watcher);
	return watcher;
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

guint
watcher_backlog(struct watcher *watcher)
{
	return (guint)g_atomic_int_get(&watcher->backlog);
}

void
watcher_free(struct watcher *watcher)
{
	g_atomic_int_set(&watcher->stopping, TRUE);
	wake(watcher);
	g_thread_join(watcher->thread);
	g_queue_clear_full(&watcher->commands, g_free);
	g_ptr_array_unref(watcher->places);
	g_hash_table_unref(watcher->by_watch);
	g_hash_table_unref(watcher->out);
	g_mutex_clear(&watcher->lock);
	close(watcher->wake_fd);
	g_free(watcher->no_events);
	g_free(watcher);
	g_atomic_int_add(&living, -1);
}
