/* ink_profile.h - how much ink each row or column of a region has, and where
 * the white between is. */
#ifndef OCR_PREPARE_INK_PROFILE_H
#define OCR_PREPARE_INK_PROFILE_H

#include <glib.h>

#include "ocr/image/leptonica.h"

/* In pixels; right and bottom are just outside. */
struct region {
	int left, top, right, bottom;
	int usual; /* a line's height in it */
};

/* Pixels of ink in each row, or column, of the region, and a 0 behind them; ink
 * is bilevel, and the region lies on it. The caller frees them. */
int *ink_rows(PIX *ink, const struct region *region);
int *ink_columns(PIX *ink, const struct region *region);

/* Runs of at least least, that gaps of no more than gap do not end; of struct
 * region, of which only top and bottom are set. The caller frees them. */
GArray *ink_runs(const int *profile, int count, int least, int gap);

#endif
