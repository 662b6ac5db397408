/* watch_tell.h - a watcher's reports, until it is stopped. */
#ifndef SOURCES_DIRECTORY_WATCH_TELL_H
#define SOURCES_DIRECTORY_WATCH_TELL_H

#include "sources/directory/watch_state.h"

void watcher_tell_settled(struct watcher *watcher,
			  struct candidate *take_candidate);
void watcher_tell_stray(struct watcher *watcher, const char *path,
			const char *reason);
void watcher_tell_gone(struct watcher *watcher, const char *reason);
void watcher_tell_notice(struct watcher *watcher, gboolean problem,
			 const char *message);

#endif
