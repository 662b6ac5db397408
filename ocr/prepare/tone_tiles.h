/* tone_tiles.h - the lightest and the darkest pixel of each tile of a page.
 *
 * A tile is larger than a glyph, so that some of its paper shows. */
#ifndef OCR_PREPARE_TONE_TILES_H
#define OCR_PREPARE_TONE_TILES_H

#include <glib.h>

#include "ocr/image/leptonica.h"

#define TONE_TILE 32 /* pixels, both ways */

struct tone_tiles {
	int columns, rows, count;   /* none is negative */
	guint8 *darkest, *lightest; /* of each, row by row */
};

/* Of whole tiles alone; gray: 8 bits. */
struct tone_tiles tone_tiles_of(PIX *gray);
void tone_tiles_clear(struct tone_tiles *tiles);

/* By how much of its paper's level the darkest of a tile stands out. */
double tone_tiles_contrast(const struct tone_tiles *tiles, int tile);

/* The usual level of the paper, where light is even: most tiles are nearly as
 * light as the usual one, and others are tones. *out_darkest: the level of the
 * darkest that are. 0 where light is not even, or there is no tile. */
int tone_tiles_even_paper(const struct tone_tiles *tiles, int *out_darkest);

#endif
