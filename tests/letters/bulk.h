/* bulk.h - any number of different letters, for benches. */
#ifndef TESTS_LETTERS_BULK_H
#define TESTS_LETTERS_BULK_H

#include "tests/letters/letter.h"

/* The letter of that number: the same on every run, different from all
 * others, two pages long. Its texts are in strings, which the caller frees
 * after the letter. */
struct letter bulk_letter(guint number, GStringChunk *strings);

#endif
