/* watch_offer.h - from settled to offered, and what became of it. */
#ifndef SOURCES_DIRECTORY_WATCH_OFFER_H
#define SOURCES_DIRECTORY_WATCH_OFFER_H

#include "sources/directory/watch_state.h"

/* Moves what is due on, offers what is ready; TRUE: there is more. */
gboolean offer_step(struct watcher *watcher);
void offer_resolve(struct watcher *watcher, const char *path,
		   enum resolution resolution);
gint64 offer_due(const struct watcher *watcher);

#endif
