/* search_reader.h - a connection to the search index for asking, and how far
 * behind the spool the index is. One thread's. */
#ifndef VIEW_SEARCH_READER_H
#define VIEW_SEARCH_READER_H

#include <glib.h>
#include <sqlite3.h>

#include "core/cleanup.h"

struct spool;

struct search_reader {
	sqlite3 *db;
	guint64 behind; /* letters that are still to be taken over; some of
			 * them twice, and some without a record */
};

/* FATAL where there is no index, or it is to be made again first: the message
 * says what to do. */
struct search_reader *search_reader_open(const char *directory,
					 struct spool *spool, GError **error);
void search_reader_free(struct search_reader *reader);

DEFINE_AUTOPTR(search_reader, search_reader_free)

#endif
