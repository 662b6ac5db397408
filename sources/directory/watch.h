/* watch.h - finds letters in a watched directory and says when one is ready.
 *
 * Events are only hints; the directory is what counts. Each watcher has a
 * thread, and only that waits for the directory's file system, which may hang.
 * It scans for names and calls stat; it opens a letter only to see whether it
 * is complete (settle.h: a few reads of its head and end), and does not follow
 * links. A file is offered when it has settled:
 *
 *   - its stamp (size, mtime, ctime, inode) has not changed for `settle`
 *     seconds of the monotonic clock; at once after a rename into place; and
 *   - no process has it open for writing, as far as the file system tells; and
 *   - it ends as its kind must (settle.h); or has been quiet, without an end,
 *     for `incomplete` seconds: then its letter is judged as it lies.
 *
 * What was offered is not offered again until watcher_resolve() says what
 * happened to it; a busy one is tried again later. Links, pipes, devices and
 * unreadable files are reported as strays, once, and again when they change.
 *
 * Directories may appear, vanish, be unmounted and come back: the watcher waits
 * for that and reports each change once. Where the file system gives no events
 * (NFS, SMB, FUSE, 9p, ...: statfs) or the kernel's watches are used up, the
 * directory is polled instead. */
#ifndef SOURCES_DIRECTORY_WATCH_H
#define SOURCES_DIRECTORY_WATCH_H

#include <glib.h>

#include "core/cleanup.h"
#include "sources/directory/candidate.h"
#include "sources/directory/watch_settings.h"

struct hang_probe;
struct spool_source;
struct watcher;

/* watch and probe (which may be NULL) are borrowed and must outlive it. At most
 * `most` candidates are out at a time; the rest wait in the order in which they
 * settled, which is that of their names where a scan found them. RETRY, where
 * there can be no further thread. */
struct watcher *watcher_new(const struct watch_settings *watch, guint most,
			    struct hang_probe *probe,
			    const struct watch_events *events, gpointer data,
			    GError **error);
/* From any thread. */
void watcher_resolve(struct watcher *watcher, const char *path,
		     enum resolution resolution);
/* Scans now. From any thread. */
void watcher_rescan(struct watcher *watcher);
/* Files known and not yet offered, but for those that a scan still reads. From
 * any thread. */
guint watcher_backlog(struct watcher *watcher);
/* As source.h has it. From any thread. */
void watcher_report(struct watcher *watcher, struct spool_source *out_report);
/* Nothing is called any more once this returns, which is at once. The thread
 * ends within a second, or when its file system answers. */
void watcher_stop(struct watcher *watcher);
gboolean watcher_has_stopped(const struct watcher *watcher);
/* Stops it, and waits for the thread's end. */
void watcher_free(struct watcher *watcher);

DEFINE_AUTOPTR(watcher, watcher_free)

#endif
