/* vocabulary.h - the words of all phrases, and what a misspelt one means;
 * private to lexicon.c. */
#ifndef MEANING_VOCABULARY_H
#define MEANING_VOCABULARY_H

#include "meaning/lexicon.h"

struct vocabulary;

/* Of entries (struct entry), which must outlive it. */
struct vocabulary *vocabulary_new(const GPtrArray *entries);
void vocabulary_free(struct vocabulary *vocabulary);

/* As lexicon_respell(). */
const char *vocabulary_respell(const struct vocabulary *vocabulary,
			       const char *word, gboolean *out_is_drug);

#endif
