/* watch_locks.h - one service a watched directory: a second one would take its
 * letters into another spool.
 *
 * The lock is flock(2)'s, on the directory itself, so it holds whatever user
 * and spool the other one has, and ends with its process. A directory whose
 * files are left in place needs none. Nor is one held on a mount point or a
 * network file system, since it would keep that from being unmounted: there it
 * is only asked, file by file, whether somebody else holds it. */
#ifndef SOURCES_DIRECTORY_WATCH_LOCKS_H
#define SOURCES_DIRECTORY_WATCH_LOCKS_H

#include <glib.h>

#include "core/cleanup.h"

struct watch_locks;
struct watch_settings;

struct watch_locks *watch_locks_new(void);
void watch_locks_free(struct watch_locks *locks);

/* Locks the directories of watches (of struct watch_settings; borrowed until
 * the next that are set) that are there, and lets go of all others. FATAL, with
 * nothing changed, naming the watch and the process that holds it. */
gboolean watch_locks_set(struct watch_locks *locks, const GPtrArray *watches,
			 GError **error);

/* Lets go of all of them; no file system is asked. */
void watch_locks_release(struct watch_locks *locks);

/* Before a file is taken, in any thread: the directory that is there now, which
 * may be another by now, is locked, and parent, in which the file lies, is
 * nobody else's. Where it lies below the watched one, parent stays locked as
 * long as it is open. RETRY: another service's. */
gboolean watch_locks_check(struct watch_locks *locks,
			   const struct watch_settings *watch, int parent,
			   GError **error);

DEFINE_AUTOPTR(watch_locks, watch_locks_free)

#endif
