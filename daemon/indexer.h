/* indexer.h - the thread that keeps the search index up to date
 * (view/search_index.h), and is its one writer.
 *
 * It looks for changes several times a second, with a connection of its own, so
 * that those that imrctl makes are seen as well. What it cannot do is logged
 * once and tried again; letters are read and delivered all the same. */
#ifndef DAEMON_INDEXER_H
#define DAEMON_INDEXER_H

#include <glib.h>

#include "core/cleanup.h"

struct indexer;
struct store;

/* directory: the spool's. The store outlives it. */
struct indexer *indexer_new(const char *directory, struct store *store);
/* Ends with the piece that is under way. */
void indexer_free(struct indexer *indexer);

DEFINE_AUTOPTR(indexer, indexer_free)

#endif
