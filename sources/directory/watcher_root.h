/* watcher_root.h - a watched directory itself, and its file system. */
#ifndef SOURCES_DIRECTORY_WATCHER_ROOT_H
#define SOURCES_DIRECTORY_WATCHER_ROOT_H

#include "sources/directory/watch_state.h"

struct watcher_root *watcher_root_new(const struct watch_settings *settings);
void watcher_root_free(struct watcher_root *root);
/* Opens, checks and scans it when it is time: watcher_root_due(). What was
 * found lost since (struct watcher_root) is forgotten first. */
void watcher_root_tick(struct watcher *watcher, struct watcher_root *root);
/* Asks for the watch that the directory has not; fd is its own. */
void watcher_root_watch(struct watcher *watcher, struct directory *directory,
			int fd);
/* Events were lost. */
void watcher_root_overflow(struct watcher *watcher, struct watcher_root *root);
gint64 watcher_root_due(const struct watcher_root *root);

#endif
