/* watch_hints.h - libinotifytools, for the one thread that watches.
 *
 * The library has one state a process and prints what it cannot do, with the
 * name, to standard error. So it is never told a name: directories are watched
 * through their open descriptors (/proc/self/fd/N), which also is exact where
 * strangers move directories and links about. It never forgets a watch whose
 * directory is gone; hints_are_worn() says when to begin anew. It keeps its
 * descriptor to itself; hints_open() finds it, to wait for it together with
 * other things. */
#ifndef DAEMON_WATCH_HINTS_H
#define DAEMON_WATCH_HINTS_H

#include <glib.h>
#include <sys/inotify.h>

/* Fails without /proc, or when the user's inotify instances are used up. */
gboolean hints_open(GError **error);
/* To poll for POLLIN; -1: not open. Events can be left although it shows none,
 * until hints_next() returns NULL. */
int hints_fd(void);
/* The watch's number, or -1 with errno: ENOSPC when watches are used up. */
int hints_add(int dirfd);
void hints_remove(int watch);
/* In static memory, until the next call; NULL: none is waiting. wd -1 with
 * IN_Q_OVERFLOW: some were lost. */
const struct inotify_event *hints_next(void);
/* Time for hints_close() and hints_open(). */
gboolean hints_are_worn(void);
/* Call hints_next() until NULL after removing all watches, or the library hands
 * the rest of its buffer out after the next hints_open(). */
void hints_close(void);

#endif
