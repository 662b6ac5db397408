/* letters.h - from a document's pages to its records. */
#ifndef WORKER_LETTERS_H
#define WORKER_LETTERS_H

#include "core/document.h"
#include "meaning/lexicon.h"
#include "textclean/textclean.h"

/* The records of the document's letters, as parser_run_readings() and
 * meaning_fill() give them; the pages of closer and other, each NULL where
 * there is none, are further readings of the same pages. Words of all three are
 * normalised in place. The caller owns the array. IMR_ERROR_REJECT: the
 * document holds no letter. */
GPtrArray *letters_read(struct document *document, struct document *closer,
			struct document *other, struct dictionary *dictionary,
			const struct lexicon *lexicon, GError **error);

#endif
