/* watch_library.h - libinotifytools, for the hub (watch_hints.h) alone.
 *
 * It has one state a process, and prints failures with the file's name to
 * standard error. So it never gets a name: directories are watched through
 * their open descriptors (/proc/self/fd/N), which is also safe if strangers
 * move directories and links. It never forgets a watch whose directory is gone.
 * It keeps its descriptor to itself; watch_library_open() finds it, to wait for
 * it together with other things. */
#ifndef SOURCES_DIRECTORY_WATCH_LIBRARY_H
#define SOURCES_DIRECTORY_WATCH_LIBRARY_H

#include <glib.h>
#include <sys/inotify.h>

/* Fails without /proc, or when the user's inotify instances are used up. */
gboolean watch_library_open(GError **error);
/* First call watch_library_next() until it returns NULL; otherwise the library
 * returns the rest of its buffer after the next watch_library_open(). */
void watch_library_close(void);
/* To poll for POLLIN; -1: not open. Events can be left although it shows none,
 * until watch_library_next() returns NULL. */
int watch_library_fd(void);
/* The kernel's number of the watch, the same for the same directory; or -1 with
 * errno: ENOSPC when watches are used up. */
int watch_library_add(int dirfd);
void watch_library_remove(int watch);
/* In static memory, until the next call; NULL: none is waiting. */
const struct inotify_event *watch_library_next(void);

#endif
