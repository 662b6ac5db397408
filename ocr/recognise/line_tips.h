/* line_tips.h - the tips of glyphs go to their lines. */
#ifndef OCR_RECOGNISE_LINE_TIPS_H
#define OCR_RECOGNISE_LINE_TIPS_H

#include <glib.h>

/* Takes what is no line of its own out of pieces (of struct line_piece) and
 * gives its height to the line whose it is. usual: a line's height. */
void line_tips_give(GArray *pieces, int usual);

#endif
