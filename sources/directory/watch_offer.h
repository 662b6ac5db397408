/* watch_offer.h - offers settled files, and handles the results. */
#ifndef SOURCES_DIRECTORY_WATCH_OFFER_H
#define SOURCES_DIRECTORY_WATCH_OFFER_H

#include "sources/directory/watch_state.h"

/* Moves due files on to the next state and offers ready ones; TRUE: there is
 * more to do. */
gboolean offer_step(struct watcher *watcher);
void offer_resolve(struct watcher *watcher, const char *path,
		   enum resolution resolution);
gint64 offer_due(const struct watcher *watcher);

#endif
