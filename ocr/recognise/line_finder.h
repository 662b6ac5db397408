/* line_finder.h - where the lines of a level page are.
 *
 * A letter has one column of text, headings in other sizes, and tables whose
 * rules prepare.c has wiped away. Bands of ink are cut from top to bottom; what
 * is too high for a line is cut from left to right, at white as wide as a line
 * is high, and each part of it by itself again, so that the cells of a table
 * need not stand on common lines. */
#ifndef OCR_RECOGNISE_LINE_FINDER_H
#define OCR_RECOGNISE_LINE_FINDER_H

#include <glib.h>

#include "ocr/image/leptonica.h"
#include "ocr/recognise/line_piece.h"

/* ink: bilevel, level, without rules. The caller frees the array of struct
 * line_piece, which lies from top to bottom, as far as lines do. */
GArray *line_finder_find(PIX *ink);

/* Pixels of ink in each column of the piece; the caller frees them. */
int *line_piece_columns(const struct line_piece *piece, PIX *ink);

#endif
