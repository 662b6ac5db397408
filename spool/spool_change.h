/* spool_change.h - changes of the spool that the search index
 * (view/search_index.h) does not have yet.
 *
 * Each transaction that changes a letter's records, or hides them (quarantine),
 * also adds a row. The index processes the rows and removes them; processing
 * one twice does no harm. */
#ifndef SPOOL_SPOOL_CHANGE_H
#define SPOOL_SPOOL_CHANGE_H

#include <glib.h>

#include "spool/spool.h"

struct spool_change {
	gint64 number; /* increasing; a letter that changes again gets a new one
			*/
	char *letter_id;
};
void spool_change_free(struct spool_change *change);

/* Of struct spool_change, the oldest first. */
GPtrArray *spool_list_changes(struct spool *spool, guint most, GError **error);
/* Removes those up to that number. */
gboolean spool_finish_changes(struct spool *spool, gint64 number,
			      GError **error);
/* How many wait, and the number of the last one that was ever added. */
gboolean spool_count_changes(struct spool *spool, gint64 *out_waiting,
			     gint64 *out_last, GError **error);

/* Names the index that belongs to this spool: an index with another name is
 * built again. The caller frees it. */
char *spool_index_name(struct spool *spool, GError **error);
/* Gives it another name. */
gboolean spool_rename_index(struct spool *spool, GError **error);

/* Letters (of struct spool_letter) with a sequence after *cursor and up to
 * last, at most `most`; advances *cursor. */
GPtrArray *spool_letters_behind(struct spool *spool, gint64 *cursor,
				gint64 last, guint most, GError **error);
/* The sequence of the letter that arrived last; 0: there is none. */
gboolean spool_last_sequence(struct spool *spool, gint64 *out_last,
			     GError **error);
/* How many letters have a sequence after cursor and up to last. */
gboolean spool_count_behind(struct spool *spool, gint64 cursor, gint64 last,
			    gint64 *out_count, GError **error);
/* *out_letter NULL: there is none. */
gboolean spool_get_letter(struct spool *spool, const char *id,
			  struct spool_letter **out_letter, GError **error);

DEFINE_AUTOPTR(spool_change, spool_change_free)

#endif
