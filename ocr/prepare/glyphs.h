/* glyphs.h - what a page's components, by their boxes alone, tell of its
 * letters. Pixels are of a page at the target resolution (prepare.h). */
#ifndef OCR_PREPARE_GLYPHS_H
#define OCR_PREPARE_GLYPHS_H

#include <glib.h>

#include "ocr/image/leptonica.h"

/* The height of the letters that cover most, so that specks do not count; 0
 * where there are too few. in_lines: of those of the most usual size that stand
 * beside others of it, so that neither signatures nor a letterhead count, which
 * takes longer. */
double letters_height(BOXA *boxes, int page_height, gboolean in_lines);

gboolean letters_are_small_beside_others(BOXA *boxes);

/* Of a letter's size. */
gboolean letters_may_be(const BOX *box);

/* How many boxes stand beside another of a letter's size, on one line. */
int letters_count_in_lines(BOXA *boxes);

struct letters_layout {
	gboolean missing;	/* the page is blank, but for dust */
	gboolean on_their_side; /* lines run up or down the page */
};

struct letters_layout letters_find_layout(BOXA *boxes);

#endif
