/* search_reader.h - a connection for queries to the search index, and how far
 * behind the spool the index is. For one thread. */
#ifndef VIEW_SEARCH_READER_H
#define VIEW_SEARCH_READER_H

#include <glib.h>
#include <sqlite3.h>

#include "core/cleanup.h"

struct spool;

struct search_reader {
	sqlite3 *db;
	guint64 behind; /* letters still to be indexed; may count some twice,
			 * and some that have no record */
};

/* FATAL if there is no index, or it must be built again first; the message says
 * what to do. */
struct search_reader *search_reader_open(const char *directory,
					 struct spool *spool, GError **error);
void search_reader_free(struct search_reader *reader);

DEFINE_AUTOPTR(search_reader, search_reader_free)

#endif
