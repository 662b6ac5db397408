/* watch.h - finds letters in a watched directory and says when one is ready.
 *
 * Events are hints, the directory is the truth. Each watcher has a thread, and
 * only that waits for the directory's file system, which may hang. It scans,
 * and asks for names and stat; it opens a letter only to see whether it is
 * whole (settle.h: a few reads of its head and end) and follows no link to it.
 * A file is offered when it has settled:
 *
 *   - its stamp (size, mtime, ctime, inode) has not changed for `settle`
 *     seconds of the monotonic clock; at once after a rename into place; and
 *   - nobody has it open for writing, where the file system lets us know; and
 *   - it ends as its kind must (settle.h); or has been quiet, without an end,
 *     for `incomplete` seconds: then its letter is judged as it lies.
 *
 * What was offered is not offered again until watcher_resolve() says what
 * became of it; a busy one is tried again later. Links, pipes, devices, and
 * what may not be read, are reported as strays, once, and again when they
 * change.
 *
 * Directories appear, vanish, are unmounted and come back: that is waited for,
 * and reported once each way. Where the file system gives no events (NFS, SMB,
 * FUSE, 9p, ...: statfs) or the kernel's watches are used up, the directory is
 * polled instead. */
#ifndef SOURCES_DIRECTORY_WATCH_H
#define SOURCES_DIRECTORY_WATCH_H

#include <glib.h>

#include "core/cleanup.h"
#include "sources/directory/candidate.h"
#include "sources/directory/watch_settings.h"

struct hang_probe;
struct spool_source;
struct watcher;

/* watch and probe (NULL: nobody asks) are borrowed and must outlive it. At most
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
