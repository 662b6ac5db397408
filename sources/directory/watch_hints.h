/* watch_hints.h - libinotifytools, shared out to the watchers.
 *
 * The library has one state a process, so one thread owns it, the hub: it
 * starts with the first watcher and ends with the last. It reads the events
 * and hands each to the watcher that asked for it; a watcher that does not
 * come to take its own (its file system hangs) holds up no other.
 *
 * The library never forgets a watch whose directory is gone; the hub begins
 * anew when there are many of those. */
#ifndef SOURCES_DIRECTORY_WATCH_HINTS_H
#define SOURCES_DIRECTORY_WATCH_HINTS_H

#include <glib.h>
#include <sys/inotify.h>

#include "core/cleanup.h"

struct hints;

enum hint_kind {
	HINT_CHANGE,
	HINT_OVERFLOW, /* some were lost */
	HINT_RENEWED,  /* all watches are gone: ask for them again, where
			* hints_problem() has nothing against it */
};

struct hint {
	enum hint_kind kind;
	int number;   /* of the watch; what is not known by it is old news */
	guint32 mask; /* as inotify(7) has it */
	char name[];  /* "": of the directory itself */
};

/* wake is called in the hub's thread, and must not wait: hints_next() has
 * something. All else is called in the watcher's thread. */
struct hints *hints_new(void (*wake)(gpointer data), gpointer data);
/* Its watches end. */
void hints_free(struct hints *hints);
/* Why there are no events at all, or NULL; the caller frees it. There are none
 * without /proc, or while the user's inotify instances are used up. */
char *hints_problem(struct hints *hints);
/* The watch's number, which never comes again; or -1 with errno: ENOSPC when
 * watches are used up. A directory that is watched already is watched under the
 * new number alone. */
int hints_add(struct hints *hints, int dirfd);
void hints_remove(struct hints *hints, int number);
/* The caller frees it; NULL: none is waiting. */
struct hint *hints_next(struct hints *hints);

DEFINE_AUTOPTR(hints, hints_free)

#endif
