/* watch_state.h - a watcher's data, its queues, and what errno means to it.
 *
 * The root is the directory of the [watch NAME]; it has a tree of directories,
 * and each directory the files that were seen in it. No descriptor is held
 * while the watcher waits, since that would prevent unmounting a file system.
 * Directories are opened again, level by level, and recognised by device and
 * inode.
 *
 * The way of a file: SETTLING (quiet for `settle` seconds) -> READY -> OUT ->
 * resolved. On its way it may be STALLED (its end is missing) or put off to
 * LATER. Whatever changes its stamp sends it back to SETTLING. Each of these
 * is a queue whose first file is due first. */
#ifndef SOURCES_DIRECTORY_WATCH_STATE_H
#define SOURCES_DIRECTORY_WATCH_STATE_H

#include <dirent.h>
#include <glib.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "sources/directory/candidate.h"
#include "sources/directory/watch_settings.h"

#define LATER_US (3 * G_TIME_SPAN_SECOND)

enum file_state {
	FILE_SETTLING,
	FILE_STALLED,
	FILE_READY,
	FILE_LATER,
	FILE_OUT,
	FILE_DONE, /* left or stray: remembered by its stamp */
};

/* What a scan passed over, in one directory. */
struct passed {
	guint files;
	char *name; /* of one of them; NULL: none */
};

struct stamp {
	guint64 size_bytes;
	guint64 inode;
	gint64 modified_ns, changed_ns;
};

/* There can be a million of them. */
struct known_file {
	GList link; /* in the queue of its state */
	struct directory *directory;
	struct stamp stamp;
	gint64 since; /* monotonic: its stamp is this one */
	gint64 due;   /* of FILE_LATER */
	guint32 seen; /* by the directory's scan of this number */
	guint8 state;
	guint8 stray; /* reported as one */
	char name[];
};

struct directory {
	struct watcher_root *root;
	struct directory *parent; /* NULL: the watched one itself */
	char *name;
	guint depth;
	dev_t device;
	ino_t inode;
	int watch; /* its number of watch_hints.h; -1: none */
	gboolean watch_failed;
	gboolean unreadable;  /* reported as a stray */
	guint32 scans;	      /* begun */
	guint32 seen;	      /* by the parent's scan of this number */
	GHashTable *files;    /* a set of struct known_file, by name */
	GHashTable *children; /* name -> struct directory */
	gboolean scan_wanted; /* it is in watcher.scans */
	gboolean scan_deep;   /* and so are those below it, as they are met */
	struct passed ignored, folders; /* by its last scan */
};

struct watcher_root {
	const struct watch_settings *settings;
	struct directory *top; /* NULL: gone */
	int lost;	       /* errno of opening it; 0: it is there */
	gboolean told_gone, replaced;
	char *told_polled;  /* the reason that was told; NULL: not polled */
	const char *silent; /* its file system's name, where that is silent */
	guint unwatched;    /* directories whose watch failed */
	int watch_error;    /* errno of the last of them */
	gint64 next_scan;   /* monotonic */
	gint64 next_check;  /* of the path: still the same directory? */
	gint64 overflow_told;
	GQueue settling, stalled;
};

/* One directory, read in slices: known names are looked at as they come, new
 * ones are kept to be taken in their order. */
struct scan {
	struct directory *directory; /* NULL: none under way */
	DIR *stream;
	GPtrArray *names;
	guint next; /* of names */
	gboolean deep, read_all, swept;
};

struct watcher {
	struct watcher_root *root;
	guint most;
	struct hang_probe *probe;
	struct watch_events events; /* through watcher_tell_...() alone */
	gpointer data;
	/* The directory is about to be freed: drop all references to it. */
	void (*leaving)(struct watcher *watcher, struct directory *directory);

	struct hints *hints;
	GHashTable *by_watch; /* number of the watch -> struct directory */
	GHashTable *out;      /* path -> struct known_file, or NULL: gone */
	GQueue ready, later;
	GQueue scans; /* of struct directory */
	struct scan scan;
	struct directory *open_directory; /* between two waits */
	int open_fd;
	gboolean report_due;
	char *no_events; /* why there is no inotify at all; NULL: there is */

	GThread *thread;
	int wake_fd;
	gint stopping, stopped, backlog; /* atomic */
	GMutex telling;	 /* held while an event is told; see watcher_stop() */
	GMutex lock;	 /* of what follows */
	GQueue commands; /* of struct command */
	gboolean rescan_wanted, report_wanted;
	struct spool_source *report; /* the last one; NULL: none yet */
};

/* Into the queue of state, at its place there. */
void state_queue(struct watcher *watcher, struct known_file *file,
		 enum file_state state);

/* To be scanned; deep: with all below it. */
void state_want_scan(struct watcher *watcher, struct directory *directory,
		     gboolean deep);
/* One is under way or wanted. */
gboolean state_is_scanning(const struct watcher *watcher);

/* errno says nothing about the directory: the failure is ours and will pass. */
gboolean errno_is_passing(int error);
/* errno says that the directory is gone, or another one. */
gboolean errno_means_gone(int error);

#endif
