/* indexer.h - the thread that keeps the search index up to date
 * (view/search_index.h); it is the index's only writer.
 *
 * It looks for changes several times a second, with its own connection, so that
 * it sees imrctl's changes as well. A failure is logged once and tried again;
 * letters are read and delivered regardless. */
#ifndef DAEMON_INDEXER_H
#define DAEMON_INDEXER_H

#include <glib.h>

#include "core/cleanup.h"

struct indexer;
struct store;

/* directory: the spool's. store must outlive the indexer. */
struct indexer *indexer_new(const char *directory, struct store *store);
/* Waits for the piece that is under way. */
void indexer_free(struct indexer *indexer);

DEFINE_AUTOPTR(indexer, indexer_free)

#endif
