/* watch_private.h - what the files of the watcher share.
 *
 * A place is the directory of the [watch NAME]; it has a tree of directories,
 * and each directory the files that were seen in it. No descriptor is held
 * while the watcher waits, or a file system could not be unmounted: directories
 * are opened anew, level by level, and known again by device and inode.
 *
 * The way of a file: SETTLING (quiet for `settle` seconds) -> READY -> OUT ->
 * resolved. On its way it may be STALLED (its end is missing) or put off to
 * LATER. Whatever changes its stamp sends it back to SETTLING. Each of these
 * is a queue whose first file is due first. */
#ifndef SOURCES_DIRECTORY_WATCH_PRIVATE_H
#define SOURCES_DIRECTORY_WATCH_PRIVATE_H

#include <dirent.h>
#include <glib.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "sources/directory/watch.h"

#define LATER_US (3 * G_TIME_SPAN_SECOND)

enum file_state {
	FILE_SETTLING,
	FILE_STALLED,
	FILE_READY,
	FILE_LATER,
	FILE_OUT,
	FILE_DONE, /* left or stray: remembered by its stamp */
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
	struct place *place;
	struct directory *parent; /* NULL: the place's root */
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
};

struct place {
	const struct watch_settings *settings;
	struct directory *root; /* NULL: gone */
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
	struct place *place;
	guint most;
	struct hang_probe *probe;
	struct watch_events events; /* through watcher_tell_...() alone */
	gpointer data;

	struct hints *hints;
	GHashTable *by_watch; /* number of the watch -> struct directory */
	GHashTable *out;      /* path -> struct known_file, or NULL: gone */
	GQueue ready, later;
	GQueue scans; /* of struct directory */
	struct scan scan;
	struct directory *open_directory; /* between two waits */
	int open_fd;
	char *no_events; /* why there is no inotify at all; NULL: there is */

	GThread *thread;
	int wake_fd;
	gint stopping, stopped, backlog; /* atomic */
	GMutex telling;	 /* held while an event is told; see watcher_stop() */
	GMutex lock;	 /* of what follows */
	GQueue commands; /* of struct command */
	gboolean rescan_wanted;
};

/* watch.c: what is told, unless the watcher is to stop. */
void watcher_tell_settled(struct watcher *watcher,
			  struct candidate *take_candidate);
void watcher_tell_stray(struct watcher *watcher, const char *path,
			const char *reason);
void watcher_tell_gone(struct watcher *watcher, const char *reason);
void watcher_tell_notice(struct watcher *watcher, gboolean problem,
			 const char *message);

/* watch_files.c: the tables and queues. */
struct directory *files_new_directory(struct place *place,
				      struct directory *parent,
				      const char *name,
				      const struct stat *status);
struct known_file *files_find(struct directory *directory, const char *name);
struct known_file *files_add(struct directory *directory, const char *name);
/* Into the queue of state, at its place there. */
void files_queue(struct watcher *watcher, struct known_file *file,
		 enum file_state state);
/* Free it and all below it. A stray is reported as gone; what is out stays
 * so, without its file. */
void files_forget(struct watcher *watcher, struct known_file *file);
void files_forget_directory(struct watcher *watcher,
			    struct directory *directory);
char *files_path(const struct directory *directory, const char *name);
struct stamp files_stamp(const struct stat *status);
gboolean files_same_stamp(const struct stamp *a, const struct stamp *b);
gboolean files_is_directory(const struct directory *directory,
			    const struct stat *status);
void files_report_stray(struct watcher *watcher, struct known_file *file,
			const char *reason);
/* Not of a root, which is the place's. */
void files_report_directory(struct watcher *watcher,
			    struct directory *directory, const char *reason);

/* watch_look.c: from a name to what the table says of it. */
/* The directory's descriptor, borrowed until look_close() or the next call; -1
 * where it cannot be opened now, or is gone: then it may have been forgotten.
 */
int look_open(struct watcher *watcher, struct directory *directory);
void look_close(struct watcher *watcher);
/* A descriptor of its own, to be closed. */
int look_open_own(struct watcher *watcher, struct directory *directory);
/* moved: it came by a rename. May forget what is no longer there. */
void look_at(struct watcher *watcher, struct directory *directory,
	     const char *name, gboolean moved);
void look_at_below(struct watcher *watcher, struct directory *directory, int fd,
		   const char *name, gboolean moved);

/* watch_scan.c */
void scan_want(struct watcher *watcher, struct directory *directory,
	       gboolean deep);
/* A slice; TRUE: there is more. */
gboolean scan_step(struct watcher *watcher);
void scan_abort(struct watcher *watcher);
gboolean scan_is_under_way(const struct watcher *watcher);

/* watch_place.c */
/* errno says nothing of the directory: it is ours, and soon over. */
gboolean place_is_passing(int error);
struct place *place_new(const struct watch_settings *settings);
void place_free(struct place *place);
/* Opens, checks and scans it when it is time: place_due(). */
void place_tick(struct watcher *watcher, struct place *place);
/* Its path leads elsewhere, or nowhere: error is errno, or 0. */
void place_lose(struct watcher *watcher, struct place *place, int error);
/* Asks for the watch that the directory has not; fd is its own. */
void place_watch(struct watcher *watcher, struct directory *directory, int fd);
/* Events were lost. */
void place_overflow(struct watcher *watcher, struct place *place);
gint64 place_due(const struct place *place);

/* watch_offer.c */
/* Moves what is due on, offers what is ready; TRUE: there is more. */
gboolean offer_step(struct watcher *watcher);
void offer_resolve(struct watcher *watcher, const char *path,
		   enum resolution resolution);
gint64 offer_due(const struct watcher *watcher);

#endif
