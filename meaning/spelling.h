/* spelling.h - how far a misspelt word may be from the word that is meant. */
#ifndef MEANING_SPELLING_H
#define MEANING_SPELLING_H

#include <glib.h>

/* Insertions, deletions, substitutions and swaps of neighbours that make one of
 * the other; more than bound gives bound + 1. */
guint spelling_distance(const char *word, const char *other, guint bound);

/* A bit for each letter that a word has; words whose bits differ much are
 * farther apart than bound, which costs less to ask than the distance. */
guint32 spelling_letters(const char *word);
gboolean spelling_differs(guint32 letters, guint32 other, guint bound);

/* How far a misspelling of a word of that length may be: 0 below 6 letters, 1
 * below 9, else 2. */
guint spelling_bound(gsize length);

#endif
