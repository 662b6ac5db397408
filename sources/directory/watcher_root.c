/* watcher_root.c - a watched directory: whether it exists, whether it is still
 * the same one, and whether its file system reports changes. */
#include "sources/directory/watcher_root.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "core/hang.h"
#include "sources/directory/watch_files.h"
#include "sources/directory/watch_fs.h"
#include "sources/directory/watch_hints.h"
#include "sources/directory/watch_tell.h"

/* How often a missing directory is looked for, and an existing one compared
 * with its path, since a mount over it causes no event. */
#define CHECK_SECONDS 3.0
#define OVERFLOW_NOTICE_US (60 * G_TIME_SPAN_SECOND)

struct watcher_root *
watcher_root_new(const struct watch_settings *settings)
{
	struct watcher_root *root = g_new0(struct watcher_root, 1);

	root->settings = settings;
	root->overflow_told = -OVERFLOW_NOTICE_US;
	return root;
}

void
watcher_root_free(struct watcher_root *root)
{
	g_free(root->told_polled);
	g_free(root);
}

static gint64
microseconds(double seconds)
{
	return (gint64)(seconds * G_USEC_PER_SEC);
}

static void G_GNUC_PRINTF(4, 5)
	tell(struct watcher *watcher, const struct watcher_root *root,
	     gboolean problem, const char *format, ...)
{
	g_autofree char *text = NULL;
	g_autofree char *message = NULL;
	va_list arguments;

	va_start(arguments, format);
	text = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	message = g_strdup_printf("[watch %s]: %s", root->settings->name, text);
	watcher_tell_notice(watcher, problem, message);
}

static double
scan_interval(const struct watcher_root *root)
{
	return root->told_polled != NULL ? root->settings->poll_seconds
					 : root->settings->rescan;
}

static gint64
check_interval(const struct watcher_root *root)
{
	return microseconds(MIN(CHECK_SECONDS, scan_interval(root)));
}

gint64
watcher_root_due(const struct watcher_root *root)
{
	if (root->lost != 0)
		return 0;
	return root->top == NULL ? root->next_check
				 : MIN(root->next_check, root->next_scan);
}

/* Why it is polled, for people; NULL: it is not. */
static char *
explain_polling(const struct watcher *watcher, const struct watcher_root *root,
		gboolean *out_problem)
{
	*out_problem = FALSE;
	if (root->settings->poll == POLL_ALWAYS)
		return g_strdup("the settings want it so");
	if (root->silent != NULL)
		return g_strdup_printf("it is on %s, which reports no changes",
				       root->silent);
	*out_problem = TRUE;
	if (watcher->no_events != NULL)
		return g_strdup(watcher->no_events);
	if (root->unwatched == 0)
		return NULL;
	if (root->watch_error == ENOSPC)
		return g_strdup("the kernel's watches are used up "
				"(fs.inotify.max_user_watches)");
	return g_strdup_printf("the kernel does not watch it: %s",
			       g_strerror(root->watch_error));
}

static void
tell_polled(struct watcher *watcher, struct watcher_root *root)
{
	gboolean problem;
	g_autofree char *reason = explain_polling(watcher, root, &problem);
	gint64 next;

	if (g_strcmp0(reason, root->told_polled) == 0)
		return;
	g_free(root->told_polled);
	root->told_polled = g_steal_pointer(&reason);
	if (root->told_polled != NULL)
		tell(watcher, root, problem, "%s: polled every %g s",
		     root->told_polled, root->settings->poll_seconds);
	else
		tell(watcher, root, FALSE, "changes are reported again");
	next = g_get_monotonic_time() + microseconds(scan_interval(root));
	root->next_scan = MIN(root->next_scan, next);
}

static void
add_watch(struct watcher *watcher, struct directory *directory, int fd)
{
	struct watcher_root *root = directory->root;
	int watch = hints_add(watcher->hints, fd);
	int error = errno;

	if (directory->watch_failed) {
		directory->watch_failed = FALSE;
		root->unwatched--;
	}
	if (watch < 0 && error == ENOENT)
		return; /* deleted, after it was opened */
	if (watch < 0) {
		directory->watch_failed = TRUE;
		root->unwatched++;
		root->watch_error = error;
		return;
	}
	directory->watch = watch;
	g_hash_table_insert(watcher->by_watch, GINT_TO_POINTER(watch),
			    directory);
}

void
watcher_root_watch(struct watcher *watcher, struct directory *directory, int fd)
{
	struct watcher_root *root = directory->root;
	struct directory *parent = directory->parent;
	struct statfs status;
	const char *silent = NULL;

	if ((parent == NULL || parent->device != directory->device) &&
	    fstatfs(fd, &status) == 0)
		silent = watch_fs_without_events((guint64)status.f_type);
	if (silent != NULL)
		root->silent = silent;
	else if (directory->watch < 0 && watcher->no_events == NULL &&
		 root->settings->poll != POLL_ALWAYS)
		add_watch(watcher, directory, fd);
	tell_polled(watcher, root);
}

static void
tell_gone(struct watcher *watcher, struct watcher_root *root, int error)
{
	if (root->told_gone)
		return;
	tell(watcher, root, TRUE,
	     "its directory cannot be read: %s; waiting for it",
	     g_strerror(error));
	watcher_tell_gone(watcher, g_strerror(error));
	root->told_gone = TRUE;
}

/* Its path leads to another directory, or to none. */
static void
lose(struct watcher *watcher, struct watcher_root *root, int error)
{
	if (errno_is_passing(error))
		return;
	if (root->top != NULL)
		files_forget_directory(watcher, root->top);
	root->replaced = error == ESTALE;
	if (!root->replaced)
		tell_gone(watcher, root, error);
	root->next_check = g_get_monotonic_time() +
			   (root->replaced ? 0 : check_interval(root));
}

static void
open_place(struct watcher *watcher, struct watcher_root *root)
{
	struct stat status;
	int fd = open(root->settings->directory,
		      O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0 || fstat(fd, &status) < 0) {
		int error = errno;

		if (fd >= 0)
			close(fd);
		if (!errno_is_passing(error))
			tell_gone(watcher, root, error);
		return;
	}
	close(fd);
	root->top = files_new_directory(root, NULL, NULL, &status);
	if (root->told_gone) {
		tell(watcher, root, FALSE, "its directory is back");
		watcher_tell_gone(watcher, NULL);
	} else if (root->replaced) {
		tell(watcher, root, FALSE,
		     "another directory is in its place, and watched now");
	}
	root->told_gone = root->replaced = FALSE;
	root->silent = NULL;
	root->next_scan = 0;
}

static void
check_place(struct watcher *watcher, struct watcher_root *root)
{
	struct stat status;

	/* The kernel's cache is not an answer of a server that is gone. */
	if (hang_ask(root->settings->directory, &status) < 0)
		lose(watcher, root, errno);
	else if (!files_is_directory(root->top, &status))
		lose(watcher, root, ESTALE);
}

void
watcher_root_tick(struct watcher *watcher, struct watcher_root *root)
{
	gint64 now;

	if (root->lost != 0 && root->top != NULL)
		lose(watcher, root, root->lost);
	root->lost = 0;
	now = g_get_monotonic_time();
	if (now >= root->next_check) {
		root->next_check = now + check_interval(root);
		if (root->top != NULL)
			check_place(watcher, root);
		if (root->top == NULL)
			open_place(watcher, root);
	}
	if (root->top != NULL && now >= root->next_scan) {
		root->next_scan = now + microseconds(scan_interval(root));
		if (!state_is_scanning(watcher))
			state_want_scan(watcher, root->top, TRUE);
	}
}

void
watcher_root_overflow(struct watcher *watcher, struct watcher_root *root)
{
	gint64 now = g_get_monotonic_time();

	if (root->top == NULL || root->told_polled != NULL)
		return;
	state_want_scan(watcher, root->top, TRUE);
	if (now - root->overflow_told < OVERFLOW_NOTICE_US)
		return;
	root->overflow_told = now;
	tell(watcher, root, FALSE,
	     "more changes than the kernel's queue holds "
	     "(fs.inotify.max_queued_events): scanned again");
}
