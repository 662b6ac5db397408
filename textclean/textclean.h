/* textclean.h - words to paragraphs as the author wrote them.
 *
 * Only what the page did to the text is undone: ligatures and odd spaces, line
 * breaks, page breaks, running headers, footers and page numbers, and hyphens
 * put in at a line's end. The author's typos stay. Each pass has one file;
 * textclean.c lists them in order. */
#ifndef TEXTCLEAN_TEXTCLEAN_H
#define TEXTCLEAN_TEXTCLEAN_H

#include <glib.h>

#include "core/flow.h"

/* English with medical words (hunspell-en-us, hunspell-en-med). */
struct dictionary;

/* Loads the dictionaries from directory (NULL: the system's). FATAL when
 * they are missing, with the packages to install. */
struct dictionary *dictionary_new(const char *directory, GError **error);
void dictionary_free(struct dictionary *dictionary);
gboolean dictionary_knows(struct dictionary *dictionary, const char *word);
/* Only by the everyday dictionary, not by the medical one. */
gboolean dictionary_knows_everyday(struct dictionary *dictionary,
				   const char *word);

/* Normalises the words of document in place and returns its flow. */
struct flow *textclean_run(struct document *document,
			   struct dictionary *dictionary);

DEFINE_AUTOPTR(dictionary, dictionary_free)

#endif
