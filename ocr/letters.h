/* letters.h - what a page's components, by their boxes alone, tell of its
 * letters. Pixels are of a page at the target resolution (prepare.h). */
#ifndef OCR_LETTERS_H
#define OCR_LETTERS_H

#include <allheaders.h>
#include <glib.h>

/* The height of the letters that cover most, so that specks do not count; 0
 * where there are too few. */
double letters_height(BOXA *boxes, int page_height);

gboolean letters_are_small_beside_others(BOXA *boxes);

struct letters_layout {
	gboolean missing;	/* the page is blank, but for dust */
	gboolean on_their_side; /* lines run up or down the page */
};

struct letters_layout letters_find_layout(BOXA *boxes);

#endif
