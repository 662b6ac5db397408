/* glyphs.h - finds out about a page's glyphs from the boxes of its components
 * alone. Pixels are of a page at the target resolution (prepare.h). */
#ifndef OCR_PREPARE_GLYPHS_H
#define OCR_PREPARE_GLYPHS_H

#include <glib.h>

#include "ocr/image/leptonica.h"

/* The height of the glyphs that cover most, so that specks do not count; 0
 * where there are too few. in_lines: of those of the most usual size that stand
 * beside others of it, so that neither signatures nor a letterhead count, which
 * takes longer. */
double glyphs_height(BOXA *boxes, int page_height, gboolean in_lines);

gboolean glyphs_are_small_beside_others(BOXA *boxes);

/* Of a glyph's size. */
gboolean glyphs_may_be(const BOX *box);

/* How many boxes stand beside another of a glyph's size, on one line. */
int glyphs_count_in_lines(BOXA *boxes);

struct glyphs_layout {
	gboolean missing;	/* the page is blank, but for dust */
	gboolean on_their_side; /* lines run up or down the page */
};

struct glyphs_layout glyphs_find_layout(BOXA *boxes);

#endif
