/* watch_offer.c - offers settled files, and handles the results. */
#include "sources/directory/watch_offer.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "core/descriptor.h"
#include "core/hang.h"
#include "sources/directory/settle.h"
#include "sources/directory/unreadable.h"
#include "sources/directory/watch_files.h"
#include "sources/directory/watch_look.h"
#include "sources/directory/watch_tell.h"

#define BATCH 256u

/* Below this, a busy file would keep the processor busy too. */
#define SHORTEST_SETTLE 0.02

static gint64
due_at(const struct known_file *file, double seconds)
{
	return file->since + (gint64)(seconds * G_USEC_PER_SEC);
}

/* When the first file of the queue is due; G_MAXINT64: there is none. */
static gint64
queue_due(const GQueue *queue, double seconds)
{
	return queue->head == NULL ? G_MAXINT64
				   : due_at(queue->head->data, seconds);
}

static double
settle_seconds(const struct watcher_root *root)
{
	return MAX(root->settings->settle, SHORTEST_SETTLE);
}

static gint64
later_due(const struct watcher *watcher)
{
	const GList *head = watcher->later.head;

	return head == NULL ? G_MAXINT64
			    : ((struct known_file *)head->data)->due;
}

gint64
offer_due(const struct watcher *watcher)
{
	const struct watcher_root *root = watcher->root;
	gint64 due = later_due(watcher);

	due = MIN(due, queue_due(&root->settling, settle_seconds(root)));
	return MIN(due, queue_due(&root->stalled, root->settings->incomplete));
}

static void
mature(struct watcher *watcher)
{
	struct watcher_root *root = watcher->root;
	gint64 now = g_get_monotonic_time();

	while (later_due(watcher) <= now)
		state_queue(watcher, watcher->later.head->data, FILE_READY);
	while (queue_due(&root->settling, settle_seconds(root)) <= now)
		state_queue(watcher, root->settling.head->data, FILE_READY);
	while (queue_due(&root->stalled, root->settings->incomplete) <= now)
		state_queue(watcher, root->stalled.head->data, FILE_READY);
}

static void
put_off(struct watcher *watcher, struct known_file *file)
{
	file->due = g_get_monotonic_time() + LATER_US;
	state_queue(watcher, file, FILE_LATER);
}

static void
wait_for_quiet(struct watcher *watcher, struct known_file *file)
{
	file->since = g_get_monotonic_time();
	state_queue(watcher, file, FILE_SETTLING);
}

static void
set_aside(struct watcher *watcher, struct known_file *file, const char *reason)
{
	state_queue(watcher, file, FILE_DONE);
	files_report_stray(watcher, file, reason);
}

static void
offer_file(struct watcher *watcher, struct known_file *file, char *take_path,
	   const struct stat *status, gboolean complete)
{
	struct candidate *candidate = g_new0(struct candidate, 1);

	candidate->watcher = watcher;
	candidate->watch = file->directory->root->settings;
	candidate->path = take_path;
	candidate->device = status->st_dev;
	candidate->inode = status->st_ino;
	candidate->size_bytes = file->stamp.size_bytes;
	candidate->modified_ns = file->stamp.modified_ns;
	candidate->changed_ns = file->stamp.changed_ns;
	candidate->complete = complete;
	state_queue(watcher, file, FILE_OUT);
	g_hash_table_insert(watcher->out, g_strdup(take_path), file);
	watcher_tell_settled(watcher, candidate);
}

/* fd: the file, open, with the stamp that it was known by. */
static void
decide_offer(struct watcher *watcher, struct known_file *file, int fd,
	     const struct stat *status)
{
	const struct watch_settings *settings = file->directory->root->settings;
	gint64 overdue = due_at(file, settings->incomplete);
	g_autofree char *path = NULL;
	gboolean complete;

	if (settle_is_busy(fd)) {
		wait_for_quiet(watcher, file);
		return;
	}
	complete = settle_is_complete(fd);
	if (!complete && g_get_monotonic_time() < overdue) {
		state_queue(watcher, file, FILE_STALLED);
		return;
	}
	path = files_path(file->directory, file->name);
	if (strlen(path) >= PATH_MAX)
		set_aside(watcher, file, "its path is too long");
	else if (g_hash_table_contains(watcher->out, path))
		put_off(watcher, file); /* an earlier one of this name */
	else
		offer_file(watcher, file, g_steal_pointer(&path), status,
			   complete);
}

static void
open_failed(struct watcher *watcher, struct known_file *file, int directory,
	    int error)
{
	g_autofree char *reason = NULL;

	if (error != EACCES && error != EPERM) {
		/* Gone, a link now, or a failure that passes: it is LATER, and
		 * a look at the directory may tell more. */
		g_autofree char *name = g_strdup(file->name);

		look_at(watcher, file->directory, name, FALSE);
		return;
	}
	reason = unreadable_explain(directory, file->name);
	set_aside(watcher, file, reason);
}

static void
try_open(struct watcher *watcher, struct known_file *file)
{
	struct stat status;
	g_auto(owned_fd) fd = -1;
	struct stamp stamp;
	int directory;

	/* Opening the directory may show that it is gone, and then frees the
	 * file; so the file is first put into a queue. */
	hang_beat();
	put_off(watcher, file);
	directory = look_open(watcher, file->directory);
	if (directory < 0)
		return;
	fd = openat(directory, file->name,
		    O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0) {
		open_failed(watcher, file, directory, errno);
		return;
	}
	if (fstat(fd, &status) < 0)
		return;
	stamp = files_stamp(&status);
	if (S_ISREG(status.st_mode) && files_same_stamp(&file->stamp, &stamp)) {
		decide_offer(watcher, file, fd, &status);
	} else {
		g_autofree char *name = g_strdup(file->name);

		look_at(watcher, file->directory, name, FALSE);
	}
}

gboolean
offer_step(struct watcher *watcher)
{
	mature(watcher);
	for (guint i = 0; i < BATCH; i++) {
		if (watcher->ready.head == NULL ||
		    g_hash_table_size(watcher->out) >= watcher->most)
			return FALSE;
		try_open(watcher, watcher->ready.head->data);
	}
	return TRUE;
}

void
offer_resolve(struct watcher *watcher, const char *path,
	      enum resolution resolution)
{
	struct known_file *file = g_hash_table_lookup(watcher->out, path);
	struct directory *directory;
	g_autofree char *name = NULL;

	g_hash_table_remove(watcher->out, path);
	if (file == NULL)
		return;
	directory = file->directory;
	name = g_strdup(file->name);
	state_queue(watcher, file, FILE_DONE);
	switch (resolution) {
	case RESOLUTION_GONE:
		files_forget(watcher, file);
		break;
	case RESOLUTION_LEFT:
		break;
	case RESOLUTION_STRAY:
		file->stray = TRUE; /* intake has reported it */
		break;
	case RESOLUTION_BUSY:
		wait_for_quiet(watcher, file);
		break;
	case RESOLUTION_LATER:
		put_off(watcher, file);
		break;
	}
	/* Events about it were ignored while it was out. */
	look_at(watcher, directory, name, FALSE);
}
