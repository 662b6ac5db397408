/* find_letter.h - finds the letters that an operator means. */
#ifndef VIEW_FIND_LETTER_H
#define VIEW_FIND_LETTER_H

#include <glib.h>

#include "spool/spool.h"

/* TRUE if text can only be (the beginning of) an id: 4 to 64 hexadecimal
 * digits, and perhaps the "-2" of a second record. */
gboolean find_letter_is_id(const char *text);

/* The one letter that text means: an id's beginning, a case number as people
 * type it (typed_case.h), or a file's name, with its folder or without.
 * REJECT: none, or several, which the message then lists. */
struct spool_letter *find_letter(struct spool *spool, const char *text,
				 GError **error);
/* The same for all texts (NULL: none), each letter once. NULL if one of them
 * fails. Of struct spool_letter. */
GPtrArray *find_letters(struct spool *spool, char **texts, GError **error);
/* Their ids, of char *. */
GPtrArray *find_letter_ids(struct spool *spool, char **texts, GError **error);

/* Whether a worker has read it, and nothing is being done with it. */
gboolean find_letter_has_record(const struct spool_letter *letter);

/* The ids (char *) of the letters that match, in order of arrival: the list is
 * complete before it is returned, so that the caller may write or take its
 * time, and no transaction stays open. wanted may be NULL. */
GPtrArray *
find_matching_ids(struct spool *spool, const struct letter_filter *filter,
		  gboolean (*wanted)(const struct spool_letter *letter),
		  GError **error);

#endif
