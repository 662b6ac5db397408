/* word_likeness.h - whether what was recognised is the word that a text layer
 * has at its place. */
#ifndef OCR_LAYER_WORD_LIKENESS_H
#define OCR_LAYER_WORD_LIKENESS_H

#include <glib.h>

enum word_likeness {
	WORD_SAME, /* but for punctuation, and for what looks alike */
	WORD_NEAR, /* recognition may well have misread it */
	WORD_OTHER
};

/* Of one word, or of several without the spaces between them. Words with
 * digits, and those that a decision hangs on, are never near. */
enum word_likeness word_likeness(const char *layer, const char *seen);

/* It has a letter or a digit: rules that are typed, bullets and the like cross
 * words without harm. */
gboolean word_says_something(const char *text);

#endif
