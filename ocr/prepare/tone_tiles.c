/* tone_tiles.c - one pass over the page, in runs that compilers make fast. */
#include "ocr/prepare/tone_tiles.h"

#include <stdlib.h>
#include <string.h>

/* Light is even where such a part of the tiles is nearly as light as the usual
 * one. */
#define MOST_EVEN 0.75
#define EVEN 0.92

void
tone_tiles_clear(struct tone_tiles *tiles)
{
	g_free(tiles->darkest);
	g_free(tiles->lightest);
}

/* TONE_TILE bytes; in which order Leptonica has them in its words does not
 * matter. */
static void
add_run(const guint8 *run, guint8 *darkest, guint8 *lightest)
{
	guint8 low = *darkest, high = *lightest;

	for (int i = 0; i < TONE_TILE; i++) {
		low = MIN(low, run[i]);
		high = MAX(high, run[i]);
	}
	*darkest = low;
	*lightest = high;
}

struct tone_tiles
tone_tiles_of(PIX *gray)
{
	int columns = pixGetWidth(gray) / TONE_TILE;
	int rows = pixGetHeight(gray) / TONE_TILE;
	gsize count = (gsize)columns * (gsize)rows;
	struct tone_tiles tiles = { .columns = columns,
				    .rows = rows,
				    .count = columns * rows };

	tiles.darkest = g_malloc(count);
	tiles.lightest = g_malloc0(count);
	memset(tiles.darkest, 255, count);
	for (int y = 0; y < rows * TONE_TILE; y++) {
		const l_uint32 *line =
			pixGetData(gray) + (gssize)y * pixGetWpl(gray);
		gsize first = (gsize)(y / TONE_TILE) * (gsize)columns;

		for (gsize x = 0; x < (gsize)columns; x++)
			add_run((const guint8 *)line + x * TONE_TILE,
				&tiles.darkest[first + x],
				&tiles.lightest[first + x]);
	}
	return tiles;
}

double
tone_tiles_contrast(const struct tone_tiles *tiles, int tile)
{
	return tiles->lightest[tile] == 0
		       ? 0
		       : 1 - (double)tiles->darkest[tile] /
					 tiles->lightest[tile];
}

static int
compare_levels(const void *a, const void *b)
{
	return *(const guint8 *)a - *(const guint8 *)b;
}

int
tone_tiles_even_paper(const struct tone_tiles *tiles, int *out_darkest)
{
	guint count = (guint)tiles->count, darkest = 0;
	g_autofree guint8 *levels = g_memdup2(tiles->lightest, count);
	double usual;

	if (count == 0)
		return 0;
	qsort(levels, count, 1, compare_levels);
	usual = levels[count / 2];
	if (levels[(guint)((1 - MOST_EVEN) * count)] < EVEN * usual)
		return 0;
	while (levels[darkest] < EVEN * usual)
		darkest++;
	*out_darkest = levels[darkest];
	return levels[count / 2];
}
