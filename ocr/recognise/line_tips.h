/* line_tips.h - joins the tips of glyphs to their lines. */
#ifndef OCR_RECOGNISE_LINE_TIPS_H
#define OCR_RECOGNISE_LINE_TIPS_H

#include <glib.h>

/* Removes pieces (of struct line_piece) that are not lines of their own, and
 * adds their height to the lines that they belong to. usual: a line's
 * height. */
void line_tips_give(GArray *pieces, int usual);

#endif
