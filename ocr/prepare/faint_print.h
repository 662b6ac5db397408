/* faint_print.h - print with little contrast to its paper.
 *
 * Thermal paper, toner that ran out, a copy of a copy: all of a page or part of
 * it. Rules, noise and the blur around strong print do not count. */
#ifndef OCR_PREPARE_FAINT_PRINT_H
#define OCR_PREPARE_FAINT_PRINT_H

#include "ocr/prepare/tone_tiles.h"

/* The tiles of gray that hold print, but none that is strong: TRUE for each,
 * for the caller to free. NULL where there is next to none. */
guint8 *faint_print_find(PIX *gray, const struct tone_tiles *tiles);

/* Makes faint print as dark as print is elsewhere, and brings paper, of that
 * level on the rest of the page, to white. Where that was done: a pixel of 1
 * bit a tile, for the caller to destroy. */
PIX *faint_print_darken(PIX *gray, const struct tone_tiles *tiles,
			const guint8 *faint, int paper);

#endif
