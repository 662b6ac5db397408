/* mark_grid.h - glyphs that come again on a grid, as a watermark's tiles do. */
#ifndef OCR_PREPARE_MARK_GRID_H
#define OCR_PREPARE_MARK_GRID_H

#include <glib.h>

#include "ocr/image/leptonica.h"

/* Of glyphs (parts and where they stand), those that stand on a grid of at
 * least two rows and columns: each the same shape as one a step away. NULL
 * where most do not. The mask, as large as page, of them and of the places to
 * which the grid repeats them; the caller's. */
PIX *mark_grid_find(PIXA *glyphs, PIX *page, double scale);

#endif
