/* watch_hints.c - watches by descriptor, events by the hub's thread.
 *
 * The hub's lock is held only during system calls that return at once:
 * inotify's own. Network file systems, on which they may block, are never
 * watched (watch_fs.h). */
#include "sources/directory/watch_hints.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "sources/directory/watch_library.h"

/* Each costs some 150 bytes that the library does not give back. */
#define MAX_DEAD 4096u

#define EVENT_BATCH 1024u
#define OPEN_AGAIN_US (3 * G_TIME_SPAN_SECOND)

/* The length of a watcher's queue. One that does not take its hints loses them
 * as it would with an inotify queue of its own. */
#define MOST_WAITING_FILE "/proc/sys/fs/inotify/max_queued_events"
#define MOST_WAITING_ELSE 16384

struct hints {
	void (*wake)(gpointer data);
	gpointer data;
	GQueue waiting; /* of struct hint */
	gboolean overflown;
};

struct watch {
	struct hints *hints;
	int number;	/* ours */
	int descriptor; /* inotify's, which may come again */
};

/* Held while the hub starts or ends, so that there is one at a time. */
static GMutex gate;

static struct hub {
	GThread *thread;
	int wake_fd;
	GMutex lock; /* of what follows, and of the library */
	gboolean ending;
	GPtrArray *members;	   /* of struct hints */
	GHashTable *by_number;	   /* number -> struct watch, which it owns */
	GHashTable *by_descriptor; /* inotify's number -> struct watch */
	int next_number;
	char *problem;	  /* why there is no inotify; NULL: there is */
	gint64 next_open; /* monotonic, where there is none */
	guint living, dead;
	guint64 most_waiting;
} hub;

/* --- the library --- */

static void
try_open(void)
{
	g_autoptr(GError) error = NULL;

	hub.next_open = g_get_monotonic_time() + OPEN_AGAIN_US;
	g_clear_pointer(&hub.problem, g_free);
	hub.living = hub.dead = 0;
	if (!watch_library_open(&error))
		hub.problem = g_strdup(error->message);
}

/* --- handing out, under the lock --- */

static void
hand(struct hints *hints, enum hint_kind kind, int number, guint32 mask,
     const char *name)
{
	gsize size = strlen(name) + 1;
	struct hint *hint = g_malloc(G_STRUCT_OFFSET(struct hint, name) + size);

	hint->kind = kind;
	hint->number = number;
	hint->mask = mask;
	memcpy(hint->name, name, size);
	g_queue_push_tail(&hints->waiting, hint);
	hints->wake(hints->data);
}

static void
tell_overflow(struct hints *hints)
{
	if (!hints->overflown)
		hand(hints, HINT_OVERFLOW, -1, 0, "");
	hints->overflown = TRUE;
}

static void
forget_watch(struct watch *watch)
{
	g_hash_table_remove(hub.by_descriptor,
			    GINT_TO_POINTER(watch->descriptor));
	hub.living--;
	hub.dead++;
	g_hash_table_remove(hub.by_number, GINT_TO_POINTER(watch->number));
}

static void
dispatch(const struct inotify_event *event)
{
	struct watch *watch;

	if (event->mask & IN_Q_OVERFLOW) {
		for (guint i = 0; i < hub.members->len; i++)
			tell_overflow(hub.members->pdata[i]);
		return;
	}
	watch = g_hash_table_lookup(hub.by_descriptor,
				    GINT_TO_POINTER(event->wd));
	if (watch == NULL)
		return;
	if (watch->hints->waiting.length >= hub.most_waiting)
		tell_overflow(watch->hints);
	else
		hand(watch->hints, HINT_CHANGE, watch->number, event->mask,
		     event->len > 0 ? event->name : "");
	if (event->mask & IN_IGNORED)
		forget_watch(watch);
}

/* FALSE: there is none left. */
static gboolean
read_events(void)
{
	for (guint i = 0; i < EVENT_BATCH; i++) {
		const struct inotify_event *event = watch_library_next();

		if (event == NULL)
			return FALSE;
		dispatch(event);
	}
	return TRUE;
}

static void
tell_renewed(void)
{
	for (guint i = 0; i < hub.members->len; i++) {
		struct hints *hints = hub.members->pdata[i];

		g_queue_clear_full(&hints->waiting, g_free);
		hints->overflown = FALSE;
		hand(hints, HINT_RENEWED, -1, 0, "");
	}
}

static void
renew(void)
{
	g_hash_table_remove_all(hub.by_descriptor);
	g_hash_table_remove_all(hub.by_number);
	watch_library_close();
	try_open();
	tell_renewed();
}

/* An inotify instance may be free again. */
static void
retry_open(void)
{
	if (hub.problem == NULL || g_get_monotonic_time() < hub.next_open)
		return;
	try_open();
	if (hub.problem == NULL)
		tell_renewed();
}

static int
poll_timeout(void)
{
	gint64 left = hub.next_open - g_get_monotonic_time();

	if (hub.problem == NULL)
		return -1;
	return (int)(CLAMP(left, 0, OPEN_AGAIN_US) / 1000 + 1);
}

static void
wait_for_events(int inotify_fd, int timeout)
{
	struct pollfd fds[] = { { .fd = hub.wake_fd, .events = POLLIN },
				{ .fd = inotify_fd, .events = POLLIN } };

	(void)poll(fds, G_N_ELEMENTS(fds), timeout);
}

static gpointer
run(G_GNUC_UNUSED gpointer data)
{
	g_mutex_lock(&hub.lock);
	while (!hub.ending) {
		gboolean more = read_events();
		int fd, timeout;

		if (!more && hub.dead > MAX_DEAD && hub.dead > hub.living)
			renew();
		retry_open();
		fd = watch_library_fd();
		timeout = more ? 0 : poll_timeout();
		g_mutex_unlock(&hub.lock);
		wait_for_events(fd, timeout);
		g_mutex_lock(&hub.lock);
	}
	/* No watch is left, so this comes to an end. */
	while (watch_library_next() != NULL)
		continue;
	watch_library_close();
	g_mutex_unlock(&hub.lock);
	return NULL;
}

static guint64
read_most_waiting(void)
{
	g_autofree char *text = NULL;
	guint64 number = 0;

	if (g_file_get_contents(MOST_WAITING_FILE, &text, NULL, NULL))
		number = g_ascii_strtoull(text, NULL, 10);
	return number > 0 ? number : MOST_WAITING_ELSE;
}

static void
start_hub(void)
{
	g_autoptr(GError) error = NULL;

	hub.ending = FALSE;
	hub.wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	g_assert(hub.wake_fd >= 0);
	hub.members = g_ptr_array_new();
	hub.by_number = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	hub.by_descriptor = g_hash_table_new(NULL, NULL);
	hub.most_waiting = read_most_waiting();
	try_open();
	hub.thread = g_thread_try_new("hints", run, NULL, &error);
	if (hub.thread == NULL) {
		g_free(hub.problem);
		hub.problem = g_strdup(error->message);
		hub.next_open = G_MAXINT64;
	}
}

static void
end_hub(void)
{
	guint64 one = 1;

	g_mutex_lock(&hub.lock);
	hub.ending = TRUE;
	g_mutex_unlock(&hub.lock);
	g_assert(write(hub.wake_fd, &one, sizeof one) == sizeof one);
	if (hub.thread != NULL)
		g_thread_join(hub.thread);
	else
		watch_library_close();
	hub.thread = NULL;
	close(hub.wake_fd);
	g_clear_pointer(&hub.members, g_ptr_array_unref);
	g_hash_table_unref(hub.by_number);
	g_hash_table_unref(hub.by_descriptor);
	g_clear_pointer(&hub.problem, g_free);
}

/* --- the watchers' --- */

struct hints *
hints_new(void (*wake)(gpointer data), gpointer data)
{
	struct hints *hints = g_new0(struct hints, 1);

	hints->wake = wake;
	hints->data = data;
	g_mutex_lock(&gate);
	if (hub.members == NULL)
		start_hub();
	g_mutex_lock(&hub.lock);
	g_ptr_array_add(hub.members, hints);
	g_mutex_unlock(&hub.lock);
	g_mutex_unlock(&gate);
	return hints;
}

static void
remove_watch(struct watch *watch)
{
	watch_library_remove(watch->descriptor);
	forget_watch(watch);
}

static void
remove_all(struct hints *hints)
{
	g_autoptr(GList) watches = g_hash_table_get_values(hub.by_number);

	for (GList *at = watches; at != NULL; at = at->next) {
		struct watch *watch = at->data;

		if (watch->hints == hints)
			remove_watch(watch);
	}
}

void
hints_free(struct hints *hints)
{
	gboolean last;

	g_mutex_lock(&gate);
	g_mutex_lock(&hub.lock);
	remove_all(hints);
	g_ptr_array_remove_fast(hub.members, hints);
	last = hub.members->len == 0;
	g_mutex_unlock(&hub.lock);
	if (last)
		end_hub();
	g_mutex_unlock(&gate);
	g_queue_clear_full(&hints->waiting, g_free);
	g_free(hints);
}

char *
hints_problem(G_GNUC_UNUSED struct hints *hints)
{
	char *problem;

	g_mutex_lock(&hub.lock);
	problem = g_strdup(hub.problem);
	g_mutex_unlock(&hub.lock);
	return problem;
}

static int
add(struct hints *hints, int dirfd)
{
	int descriptor = watch_library_add(dirfd);
	struct watch *watch, *other;

	if (descriptor < 0)
		return -1;
	watch = g_new0(struct watch, 1);
	watch->hints = hints;
	watch->number = ++hub.next_number;
	watch->descriptor = descriptor;
	hub.living++;
	/* A directory that was moved keeps its watch. */
	other = g_hash_table_lookup(hub.by_descriptor,
				    GINT_TO_POINTER(watch->descriptor));
	if (other != NULL)
		forget_watch(other);
	g_hash_table_insert(hub.by_number, GINT_TO_POINTER(watch->number),
			    watch);
	g_hash_table_insert(hub.by_descriptor,
			    GINT_TO_POINTER(watch->descriptor), watch);
	return watch->number;
}

int
hints_add(struct hints *hints, int dirfd)
{
	int number, error;

	g_mutex_lock(&hub.lock);
	number = add(hints, dirfd);
	error = errno;
	g_mutex_unlock(&hub.lock);
	errno = error;
	return number;
}

void
hints_remove(struct hints *hints, int number)
{
	struct watch *watch;

	g_mutex_lock(&hub.lock);
	watch = g_hash_table_lookup(hub.by_number, GINT_TO_POINTER(number));
	if (watch != NULL && watch->hints == hints)
		remove_watch(watch);
	g_mutex_unlock(&hub.lock);
}

struct hint *
hints_next(struct hints *hints)
{
	struct hint *hint;

	g_mutex_lock(&hub.lock);
	hint = g_queue_pop_head(&hints->waiting);
	if (hint != NULL && hint->kind == HINT_OVERFLOW)
		hints->overflown = FALSE;
	g_mutex_unlock(&hub.lock);
	return hint;
}
