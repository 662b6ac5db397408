/* ink_openings.h - what of a page's ink is as wide and high as a box, or comes
 * in from the page's edge. */
#ifndef OCR_PREPARE_INK_OPENINGS_H
#define OCR_PREPARE_INK_OPENINGS_H

#include <glib.h>

#include "ocr/image/leptonica.h"

/* Inches as pixels of a page at scale times PREPARED_DPI; at least 1. */
int ink_pixels(double inches, double scale);

/* Adds to mask what boxes of so many inches, all ink, cover; 0: a pixel. */
void ink_add_opened(PIX *mask, PIX *ink, double width, double height,
		    double scale);

gboolean ink_is_empty(PIX *mask);
int ink_count(PIX *mask);

/* Whether a part of the page comes within a pixel of its edge. */
gboolean ink_touches_edge(const BOX *box, PIX *page);

#endif
