/* search_index.h - the search index beside the spool; this is its only writer.
 *
 * <directory>/search.db holds the words of all records, and the names by which
 * issues are counted (search_schema.h). All of it comes from the spool and the
 * store: a file that is missing, damaged, of another version or of another
 * spool is deleted and built again. Any number of readers (search_reader.h) may
 * have it open meanwhile.
 *
 * The writer holds the spool's lock (spool/lock.h). Errors are sqlite_db.h's
 * codes. */
#ifndef VIEW_SEARCH_INDEX_H
#define VIEW_SEARCH_INDEX_H

#include <glib.h>

#include "core/cleanup.h"

struct search_index;
struct spool;
struct store;

/* spool and store are borrowed, and may be used only by the calling thread.
 * Creates the file if it is missing or unusable. */
struct search_index *search_index_open(const char *directory,
				       struct spool *spool, struct store *store,
				       GError **error);
void search_index_free(struct search_index *index);

/* Does one piece of the work, some tens of letters, the changes first.
 * *out_more: there may be more. A letter whose records cannot be read is left
 * out; RETRY if they may be readable later, and then nothing of the piece is
 * done. */
gboolean search_index_work(struct search_index *index, gboolean *out_more,
			   GError **error);

DEFINE_AUTOPTR(search_index, search_index_free)

#endif
