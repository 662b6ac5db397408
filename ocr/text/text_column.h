/* text_column.h - detects text whose lines end at a fixed column, even inside
 * words.
 *
 * Where a program broke lines between words, the longest are few, and about as
 * many are a little shorter. Where lines were cut off, or broken inside words,
 * most end at the very same column. */
#ifndef OCR_TEXT_TEXT_COLUMN_H
#define OCR_TEXT_TEXT_COLUMN_H

#include <glib.h>

/* The column, counted in characters, at which the lines of a text were cut off
 * or broken inside words; 0 where they were not. Lines end in "\n". */
guint text_column_find(const char *text);

#endif
