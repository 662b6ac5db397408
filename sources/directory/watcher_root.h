/* watcher_root.h - a watched directory itself, and its file system. */
#ifndef SOURCES_DIRECTORY_WATCHER_ROOT_H
#define SOURCES_DIRECTORY_WATCHER_ROOT_H

#include "sources/directory/watch_state.h"

struct place *place_new(const struct watch_settings *settings);
void place_free(struct place *place);
/* Opens, checks and scans it when it is time: place_due(). What was found lost
 * since (struct place) is forgotten first. */
void place_tick(struct watcher *watcher, struct place *place);
/* Asks for the watch that the directory has not; fd is its own. */
void place_watch(struct watcher *watcher, struct directory *directory, int fd);
/* Events were lost. */
void place_overflow(struct watcher *watcher, struct place *place);
gint64 place_due(const struct place *place);

#endif
