/* candidate.h - a file that may be a letter: what its watcher reports about it,
 * and what it is told about it. */
#ifndef SOURCES_DIRECTORY_CANDIDATE_H
#define SOURCES_DIRECTORY_CANDIDATE_H

#include <glib.h>
#include <sys/types.h>

#include "core/cleanup.h"
#include "sources/source.h"

struct watch_settings;
struct watcher;

struct candidate {
	/* The watcher that must be told what happened to it: it may be offered
	 * before watcher_new() returns. */
	struct watcher *watcher;
	const struct watch_settings *watch;
	char *path; /* absolute, in bytes as they are */
	dev_t device;
	ino_t inode;
	guint64 size_bytes;
	gint64 modified_ns, changed_ns;
	gboolean complete; /* its end was seen */
};
void candidate_free(struct candidate *candidate);
/* "device:inode:size:mtime:ctime", for spool_is_left(). */
char *candidate_stamp(const struct candidate *candidate);

/* All are called in the watcher's thread, and must not wait long. */
struct watch_events {
	/* take_candidate is the callee's. */
	void (*settled)(struct candidate *take_candidate, gpointer data);
	/* reason: why it cannot be taken; NULL: it is gone or can be taken
	 * now. */
	void (*stray)(const struct watch_settings *watch, const char *path,
		      const char *reason, gpointer data);
	/* reason: why the directory cannot be read; NULL: it can again. */
	void (*gone)(const struct watch_settings *watch, const char *reason,
		     gpointer data);
	/* For the log: the directory is gone, is back, is polled, overflowed.
	 * message names the [watch NAME], never a file. */
	void (*notice)(const struct watch_settings *watch, gboolean problem,
		       const char *message, gpointer data);
};

DEFINE_AUTOPTR(candidate, candidate_free)

#endif
