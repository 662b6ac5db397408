/* spelling.h - how far a misspelt word may be from the intended one. */
#ifndef MEANING_SPELLING_H
#define MEANING_SPELLING_H

#include <glib.h>

/* The number of insertions, deletions, substitutions and swaps of neighbours
 * that turn one word into the other; bound + 1 if there are more than bound. */
guint spelling_distance(const char *word, const char *other, guint bound);

/* A bit for each letter that a word contains. If the bits of two words differ
 * much, the words are farther apart than bound; this check is cheaper than the
 * distance. */
guint32 spelling_letters(const char *word);
gboolean spelling_differs(guint32 letters, guint32 other, guint bound);

/* The largest distance of a misspelling from a word of that length: 0 below 6
 * letters, 1 below 9, else 2. */
guint spelling_bound(gsize length);

#endif
