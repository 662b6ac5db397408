/* vocabulary.h - the words of all phrases, to correct misspelt ones; private to
 * lexicon.c. */
#ifndef MEANING_VOCABULARY_H
#define MEANING_VOCABULARY_H

#include "meaning/lexicon.h"

struct vocabulary;

/* entries (of struct entry) must outlive it. */
struct vocabulary *vocabulary_new(const GPtrArray *entries);
void vocabulary_free(struct vocabulary *vocabulary);

/* See lexicon_respell(). */
const char *vocabulary_respell(const struct vocabulary *vocabulary,
			       const char *word, gboolean *out_is_drug);

#endif
