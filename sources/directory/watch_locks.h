/* watch_locks.h - allows one service for each watched directory: a second one
 * would take its letters into another spool.
 *
 * The lock is flock(2)'s, on the directory itself, so it holds whatever user
 * and spool the other one has, and ends with its process. A directory whose
 * files are left in place needs none. On a mount point or a network file system
 * no lock is held either, since that would prevent unmounting: there each file
 * is only taken after checking that no other service holds the lock. */
#ifndef SOURCES_DIRECTORY_WATCH_LOCKS_H
#define SOURCES_DIRECTORY_WATCH_LOCKS_H

#include <glib.h>

#include "core/cleanup.h"

struct watch_locks;
struct watch_settings;

struct watch_locks *watch_locks_new(void);
void watch_locks_free(struct watch_locks *locks);

/* Locks the directories of watches (of struct watch_settings; borrowed until
 * the next that are set) that exist, and releases all others. FATAL, with
 * nothing changed, if another process holds one; the error names the watch and
 * the process. */
gboolean watch_locks_set(struct watch_locks *locks, const GPtrArray *watches,
			 GError **error);

/* Releases all of them without touching a file system. */
void watch_locks_release(struct watch_locks *locks);

/* Call before a file is taken, in any thread. Locks the directory that is there
 * now, which may be a new one, and checks that no other service has locked
 * parent, the file's directory. If that is below the watched one, parent stays
 * locked as long as it is open. RETRY: another service has it. */
gboolean watch_locks_check(struct watch_locks *locks,
			   const struct watch_settings *watch, int parent,
			   GError **error);

DEFINE_AUTOPTR(watch_locks, watch_locks_free)

#endif
