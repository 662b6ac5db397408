/* search_index.h - the search index beside the spool: its one writer.
 *
 * <directory>/search.db holds the words of all records, and what their issues
 * are counted by (search_schema.h). All of it comes from the spool and the
 * store: a file that is missing, damaged, of another version or of another
 * spool is thrown away and made again. Any number of readers
 * (search_reader.h) may be there meanwhile.
 *
 * Who writes holds the spool's lock (spool/lock.h). Errors are sqlite_db.h's
 * codes. */
#ifndef VIEW_SEARCH_INDEX_H
#define VIEW_SEARCH_INDEX_H

#include <glib.h>

#include "core/cleanup.h"

struct search_index;
struct spool;
struct store;

/* Both are borrowed, and are the calling thread's. The file is made where it is
 * missing or of no use. */
struct search_index *search_index_open(const char *directory,
				       struct spool *spool, struct store *store,
				       GError **error);
void search_index_free(struct search_index *index);

/* One piece of what there is to do, of some tens of letters, the changes first.
 * *out_more: there may be more. A letter whose records cannot be read is left
 * out; RETRY where they may be readable later, and nothing of the piece is done
 * then. */
gboolean search_index_work(struct search_index *index, gboolean *out_more,
			   GError **error);

DEFINE_AUTOPTR(search_index, search_index_free)

#endif
