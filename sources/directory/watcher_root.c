/* watcher_root.c - a watched directory: whether it is there, whether it is
 * still the same one, and whether its file system tells of changes. */
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

/* A missing directory is looked for so often; one that is there is compared
 * with its path so often, since no event tells of a mount over it. */
#define CHECK_SECONDS 3.0
#define OVERFLOW_NOTICE_US (60 * G_TIME_SPAN_SECOND)

struct place *
place_new(const struct watch_settings *settings)
{
	struct place *place = g_new0(struct place, 1);

	place->settings = settings;
	place->overflow_told = -OVERFLOW_NOTICE_US;
	return place;
}

void
place_free(struct place *place)
{
	g_free(place->told_polled);
	g_free(place);
}

static gint64
microseconds(double seconds)
{
	return (gint64)(seconds * G_USEC_PER_SEC);
}

static void G_GNUC_PRINTF(4, 5)
	tell(struct watcher *watcher, const struct place *place,
	     gboolean problem, const char *format, ...)
{
	g_autofree char *text = NULL;
	g_autofree char *message = NULL;
	va_list arguments;

	va_start(arguments, format);
	text = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	message =
		g_strdup_printf("[watch %s]: %s", place->settings->name, text);
	watcher_tell_notice(watcher, problem, message);
}

static double
scan_interval(const struct place *place)
{
	return place->told_polled != NULL ? place->settings->poll_seconds
					  : place->settings->rescan;
}

static gint64
check_interval(const struct place *place)
{
	return microseconds(MIN(CHECK_SECONDS, scan_interval(place)));
}

gint64
place_due(const struct place *place)
{
	if (place->lost != 0)
		return 0;
	return place->root == NULL ? place->next_check
				   : MIN(place->next_check, place->next_scan);
}

/* Why it is polled, for people; NULL: it is not. */
static char *
explain_polling(const struct watcher *watcher, const struct place *place,
		gboolean *out_problem)
{
	*out_problem = FALSE;
	if (place->settings->poll == POLL_ALWAYS)
		return g_strdup("the settings want it so");
	if (place->silent != NULL)
		return g_strdup_printf("it is on %s, which reports no changes",
				       place->silent);
	*out_problem = TRUE;
	if (watcher->no_events != NULL)
		return g_strdup(watcher->no_events);
	if (place->unwatched == 0)
		return NULL;
	if (place->watch_error == ENOSPC)
		return g_strdup("the kernel's watches are used up "
				"(fs.inotify.max_user_watches)");
	return g_strdup_printf("the kernel does not watch it: %s",
			       g_strerror(place->watch_error));
}

static void
tell_polled(struct watcher *watcher, struct place *place)
{
	gboolean problem;
	g_autofree char *reason = explain_polling(watcher, place, &problem);
	gint64 next;

	if (g_strcmp0(reason, place->told_polled) == 0)
		return;
	g_free(place->told_polled);
	place->told_polled = g_steal_pointer(&reason);
	if (place->told_polled != NULL)
		tell(watcher, place, problem, "%s: polled every %g s",
		     place->told_polled, place->settings->poll_seconds);
	else
		tell(watcher, place, FALSE, "changes are reported again");
	next = g_get_monotonic_time() + microseconds(scan_interval(place));
	place->next_scan = MIN(place->next_scan, next);
}

static void
add_watch(struct watcher *watcher, struct directory *directory, int fd)
{
	struct place *place = directory->place;
	int watch = hints_add(watcher->hints, fd);
	int error = errno;

	if (directory->watch_failed) {
		directory->watch_failed = FALSE;
		place->unwatched--;
	}
	if (watch < 0 && error == ENOENT)
		return; /* deleted, after it was opened */
	if (watch < 0) {
		directory->watch_failed = TRUE;
		place->unwatched++;
		place->watch_error = error;
		return;
	}
	directory->watch = watch;
	g_hash_table_insert(watcher->by_watch, GINT_TO_POINTER(watch),
			    directory);
}

void
place_watch(struct watcher *watcher, struct directory *directory, int fd)
{
	struct place *place = directory->place;
	struct directory *parent = directory->parent;
	struct statfs status;
	const char *silent = NULL;

	if ((parent == NULL || parent->device != directory->device) &&
	    fstatfs(fd, &status) == 0)
		silent = watch_fs_without_events((guint64)status.f_type);
	if (silent != NULL)
		place->silent = silent;
	else if (directory->watch < 0 && watcher->no_events == NULL &&
		 place->settings->poll != POLL_ALWAYS)
		add_watch(watcher, directory, fd);
	tell_polled(watcher, place);
}

static void
tell_gone(struct watcher *watcher, struct place *place, int error)
{
	if (place->told_gone)
		return;
	tell(watcher, place, TRUE,
	     "its directory cannot be read: %s; waiting for it",
	     g_strerror(error));
	watcher_tell_gone(watcher, g_strerror(error));
	place->told_gone = TRUE;
}

/* Its path leads elsewhere, or nowhere. */
static void
lose(struct watcher *watcher, struct place *place, int error)
{
	if (errno_is_passing(error))
		return;
	if (place->root != NULL)
		files_forget_directory(watcher, place->root);
	place->replaced = error == ESTALE;
	if (!place->replaced)
		tell_gone(watcher, place, error);
	place->next_check = g_get_monotonic_time() +
			    (place->replaced ? 0 : check_interval(place));
}

static void
open_place(struct watcher *watcher, struct place *place)
{
	struct stat status;
	int fd = open(place->settings->directory,
		      O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0 || fstat(fd, &status) < 0) {
		int error = errno;

		if (fd >= 0)
			close(fd);
		if (!errno_is_passing(error))
			tell_gone(watcher, place, error);
		return;
	}
	close(fd);
	place->root = files_new_directory(place, NULL, NULL, &status);
	if (place->told_gone) {
		tell(watcher, place, FALSE, "its directory is back");
		watcher_tell_gone(watcher, NULL);
	} else if (place->replaced) {
		tell(watcher, place, FALSE,
		     "another directory is in its place, and watched now");
	}
	place->told_gone = place->replaced = FALSE;
	place->silent = NULL;
	place->next_scan = 0;
}

static void
check_place(struct watcher *watcher, struct place *place)
{
	struct stat status;

	/* What the kernel remembers of a server that is gone is no answer. */
	if (hang_ask(place->settings->directory, &status) < 0)
		lose(watcher, place, errno);
	else if (!files_is_directory(place->root, &status))
		lose(watcher, place, ESTALE);
}

void
place_tick(struct watcher *watcher, struct place *place)
{
	gint64 now;

	if (place->lost != 0 && place->root != NULL)
		lose(watcher, place, place->lost);
	place->lost = 0;
	now = g_get_monotonic_time();
	if (now >= place->next_check) {
		place->next_check = now + check_interval(place);
		if (place->root != NULL)
			check_place(watcher, place);
		if (place->root == NULL)
			open_place(watcher, place);
	}
	if (place->root != NULL && now >= place->next_scan) {
		place->next_scan = now + microseconds(scan_interval(place));
		if (!state_is_scanning(watcher))
			state_want_scan(watcher, place->root, TRUE);
	}
}

void
place_overflow(struct watcher *watcher, struct place *place)
{
	gint64 now = g_get_monotonic_time();

	if (place->root == NULL || place->told_polled != NULL)
		return;
	state_want_scan(watcher, place->root, TRUE);
	if (now - place->overflow_told < OVERFLOW_NOTICE_US)
		return;
	place->overflow_told = now;
	tell(watcher, place, FALSE,
	     "more changes than the kernel's queue holds "
	     "(fs.inotify.max_queued_events): scanned anew");
}
