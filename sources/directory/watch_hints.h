/* watch_hints.h - libinotifytools, shared out to the watchers.
 *
 * The library has one state a process, so one thread owns it, the hub: it
 * starts with the first watcher and ends with the last. It reads the events and
 * hands each to the watcher that asked for it; a watcher that does not take its
 * events (its file system hangs) does not delay the others.
 *
 * The library never forgets a watch whose directory is gone; the hub restarts
 * the library when there are many of those. */
#ifndef SOURCES_DIRECTORY_WATCH_HINTS_H
#define SOURCES_DIRECTORY_WATCH_HINTS_H

#include <glib.h>
#include <sys/inotify.h>

#include "core/cleanup.h"

struct hints;

enum hint_kind {
	HINT_CHANGE,
	HINT_OVERFLOW, /* some were lost */
	HINT_RENEWED,  /* all watches are gone: add them again, unless
			* hints_problem() gives a reason not to */
};

struct hint {
	enum hint_kind kind;
	int number;   /* of the watch; ignore events of an unknown number */
	guint32 mask; /* as inotify(7) has it */
	char name[];  /* "": of the directory itself */
};

/* wake is called in the hub's thread, and must not wait; it says that
 * hints_next() has something. All else is called in the watcher's thread. */
struct hints *hints_new(void (*wake)(gpointer data), gpointer data);
/* Its watches end. */
void hints_free(struct hints *hints);
/* Why there are no events at all, or NULL; the caller frees it. There are none
 * without /proc, or while the user's inotify instances are used up. */
char *hints_problem(struct hints *hints);
/* The watch's number, which is never used again; or -1 with errno: ENOSPC when
 * watches are used up. A directory that is watched already loses its old
 * number. */
int hints_add(struct hints *hints, int dirfd);
void hints_remove(struct hints *hints, int number);
/* The caller frees it; NULL: none is waiting. */
struct hint *hints_next(struct hints *hints);

DEFINE_AUTOPTR(hints, hints_free)

#endif
