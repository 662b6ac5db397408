/* watch_state.c - the queues of files and of directories to be scanned. */
#include "sources/directory/watch_state.h"

#include <errno.h>

static GQueue *
queue_of(struct watcher *watcher, const struct known_file *file)
{
	switch ((enum file_state)file->state) {
	case FILE_SETTLING:
		return &file->directory->root->settling;
	case FILE_STALLED:
		return &file->directory->root->stalled;
	case FILE_READY:
		return &watcher->ready;
	case FILE_LATER:
		return &watcher->later;
	case FILE_OUT:
	case FILE_DONE:
		return NULL;
	}
	g_assert_not_reached();
}

static gboolean
comes_before(const struct known_file *a, const struct known_file *b)
{
	switch ((enum file_state)a->state) {
	case FILE_SETTLING:
	case FILE_STALLED:
		return a->since < b->since;
	case FILE_LATER:
		return a->due < b->due;
	default:
		return FALSE;
	}
}

void
state_queue(struct watcher *watcher, struct known_file *file,
	    enum file_state state)
{
	GQueue *queue = queue_of(watcher, file);
	GList *after;

	if (queue != NULL)
		g_queue_unlink(queue, &file->link);
	file->state = (guint8)state;
	queue = queue_of(watcher, file);
	if (queue == NULL)
		return;
	/* Waits of a queue are equally long, so this hardly ever steps. */
	after = queue->tail;
	while (after != NULL && comes_before(file, after->data))
		after = after->prev;
	if (after == NULL)
		g_queue_push_head_link(queue, &file->link);
	else
		g_queue_insert_after_link(queue, after, &file->link);
}

void
state_want_scan(struct watcher *watcher, struct directory *directory,
		gboolean deep)
{
	directory->scan_deep |= deep;
	if (directory->scan_wanted)
		return;
	directory->scan_wanted = TRUE;
	g_queue_push_tail(&watcher->scans, directory);
}

gboolean
state_is_scanning(const struct watcher *watcher)
{
	return watcher->scan.directory != NULL || watcher->scans.length > 0;
}

gboolean
errno_is_passing(int error)
{
	return error == EMFILE || error == ENFILE || error == ENOMEM ||
	       error == EINTR;
}

gboolean
errno_means_gone(int error)
{
	return error == ENOENT || error == ENOTDIR || error == ELOOP ||
	       error == ESTALE;
}
