/* watch_look.h - checks a name and updates the tables. */
#ifndef SOURCES_DIRECTORY_WATCH_LOOK_H
#define SOURCES_DIRECTORY_WATCH_LOOK_H

#include "sources/directory/watch_state.h"

/* The directory's descriptor, borrowed until look_close() or the next call; -1
 * if it cannot be opened now, or is gone: then its entry may have been freed.
 */
int look_open(struct watcher *watcher, struct directory *directory);
void look_close(struct watcher *watcher);
/* A descriptor of its own, to be closed. */
int look_open_own(struct watcher *watcher, struct directory *directory);
/* moved: it came by a rename. May free the entry of a file that is gone. */
void look_at(struct watcher *watcher, struct directory *directory,
	     const char *name, gboolean moved);
void look_at_below(struct watcher *watcher, struct directory *directory, int fd,
		   const char *name, gboolean moved);

#endif
