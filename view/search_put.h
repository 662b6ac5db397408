/* search_put.h - puts a letter into the search index, or removes it. */
#ifndef VIEW_SEARCH_PUT_H
#define VIEW_SEARCH_PUT_H

#include <glib.h>
#include <sqlite3.h>

#include "core/cleanup.h"

struct search_put;
struct spool_letter;

/* Prepares its statements. The database must outlive it. */
struct search_put *search_put_new(sqlite3 *db);
void search_put_free(struct search_put *put);

/* Call inside a transaction. Replaces what the index has of that letter by
 * these records (of struct record; NULL: none). */
gboolean search_put_letter(struct search_put *put,
			   const struct spool_letter *letter,
			   const GPtrArray *records, GError **error);

DEFINE_AUTOPTR(search_put, search_put_free)

#endif
