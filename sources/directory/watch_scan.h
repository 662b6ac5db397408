/* watch_scan.h - reads directories, a slice at a time. */
#ifndef SOURCES_DIRECTORY_WATCH_SCAN_H
#define SOURCES_DIRECTORY_WATCH_SCAN_H

#include "sources/directory/watch_state.h"

/* A slice; TRUE: there is more. */
gboolean scan_step(struct watcher *watcher);
/* Ends the one under way. */
void scan_abort(struct watcher *watcher);

#endif
