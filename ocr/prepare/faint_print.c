/* faint_print.c - tiles whose darkest stands out from their lightest as print
 * does, but less. */
#include "ocr/prepare/faint_print.h"

#include "core/doubles.h"
#include "ocr/prepare/tone_levels.h"

/* Print stands out from paper by this part of the paper's level, or it is
 * faint. What stands out less than FAINTEST is the back side shining through,
 * or nothing; so is what stands out less than NOISE times what the page's
 * emptiest tiles do. */
#define STRONG 0.6
#define FAINTEST 0.09
#define NOISE 1.7
#define EMPTIEST 0.1 /* of all tiles */

#define LEAST_FAINT 10 /* tiles: less is dust */
#define LEAST_WIDE 10  /* pixels of a tile with glyphs in it */
#define LEAST_HIGH 6
#define MOST_INK 0.3
#define EVEN_PAPER 0.4	   /* of its print's contrast */
#define LEAST_NEIGHBOURS 2 /* of a tile with print: lines are long */

struct faint {
	const struct tone_tiles *tiles;
	const guint8 *is_faint; /* of each tile */
	int paper;		/* the level of the rest of the page */
	double noise;		/* part of the paper's level */
};

static double
measure_noise(const struct tone_tiles *tiles)
{
	guint count = (guint)tiles->count;
	g_autofree double *all = g_new0(double, count + 1);

	for (int i = 0; i < tiles->count; i++)
		all[i] = tone_tiles_contrast(tiles, i);
	qsort(all, count, sizeof(*all), doubles_compare);
	return all[(int)(EMPTIEST * tiles->count)];
}

/* How many of the eight tiles about one have a contrast of at least least. */
static int
count_around(const struct tone_tiles *tiles, int column, int row, double least)
{
	int count = 0;

	for (int y = MAX(0, row - 1); y <= MIN(tiles->rows - 1, row + 1); y++)
		for (int x = MAX(0, column - 1);
		     x <= MIN(tiles->columns - 1, column + 1); x++)
			count += (x != column || y != row) &&
				 tone_tiles_contrast(tiles, y * tiles->columns +
								    x) >= least;
	return count;
}

/* Whether what a tile holds is as wide and high as glyphs, which a rule is
 * not, and stands on paper that is mostly of one level, which noise does not.
 */
static gboolean
holds_glyphs(PIX *gray, const struct tone_tiles *tiles, int i)
{
	int left = i % tiles->columns * TONE_TILE;
	int top = i / tiles->columns * TONE_TILE;
	int level = (tiles->darkest[i] + tiles->lightest[i]) / 2, dark = 0,
	    light = 0;
	guint32 rows = 0, columns = 0; /* a bit each */
	double paper;

	for (int y = 0; y < TONE_TILE; y++) {
		const l_uint32 *line =
			pixGetData(gray) + (gssize)(top + y) * pixGetWpl(gray);

		for (int x = 0; x < TONE_TILE; x++) {
			int here = GET_DATA_BYTE(line, left + x);

			if (here >= level) {
				light += here;
				continue;
			}
			rows |= 1u << y;
			columns |= 1u << x;
			dark++;
		}
	}
	paper = (double)light / MAX(1, TONE_TILE * TONE_TILE - dark);
	return __builtin_popcount(rows) >= LEAST_HIGH &&
	       __builtin_popcount(columns) >= LEAST_WIDE &&
	       dark <= MOST_INK * TONE_TILE * TONE_TILE &&
	       tiles->lightest[i] - paper <=
		       EVEN_PAPER * (paper - tiles->darkest[i]);
}

/* Too few that lie away from strong print are its tips and its blur. */
guint8 *
faint_print_find(PIX *gray, const struct tone_tiles *tiles)
{
	g_autofree guint8 *faint = g_malloc0((guint)tiles->count + 1u);
	double least = MAX(FAINTEST, NOISE * measure_noise(tiles));
	int lonely = 0;

	for (int i = 0; i < tiles->count; i++) {
		int column = i % tiles->columns, row = i / tiles->columns;
		double here = tone_tiles_contrast(tiles, i);

		if (here < least || here >= STRONG ||
		    count_around(tiles, column, row, least) < LEAST_NEIGHBOURS)
			continue;
		faint[i] = TRUE;
		lonely += count_around(tiles, column, row, STRONG) == 0 &&
			  holds_glyphs(gray, tiles, i);
	}
	return lonely >= LEAST_FAINT ? g_steal_pointer(&faint) : NULL;
}

struct levels {
	int black, white; /* what becomes so */
};

/* Of a tile near faint print as its neighbourhood has them. */
static struct levels
find_levels(const struct faint *faint, int i)
{
	const struct tone_tiles *tiles = faint->tiles;
	int column = i % tiles->columns, row = i / tiles->columns;
	struct levels levels = { 255, 0 };

	for (int y = MAX(0, row - 1); y <= MIN(tiles->rows - 1, row + 1); y++)
		for (int x = MAX(0, column - 1);
		     x <= MIN(tiles->columns - 1, column + 1); x++) {
			int j = y * tiles->columns + x;

			if (!faint->is_faint[j])
				continue;
			levels.black = MIN(levels.black, tiles->darkest[j]);
			levels.white = MAX(levels.white, tiles->lightest[j]);
		}
	if (levels.white == 0 || tone_tiles_contrast(tiles, i) >= STRONG)
		return (struct levels){ 0, (int)(TONES_WHITE * faint->paper) };
	levels.white -=
		(int)MAX((1 - TONES_WHITE) * (levels.white - levels.black),
			 levels.white * faint->noise / 2);
	return levels;
}

/* To the page's size, without steps. */
static PIX *
spread(PIX *map, PIX *gray)
{
	PIX *large = pixScaleGrayLI(
		map, (l_float32)pixGetWidth(gray) / (float)pixGetWidth(map),
		(l_float32)pixGetHeight(gray) / (float)pixGetHeight(map));

	pixDestroy(&map);
	return large;
}

static void
stretch(PIX *gray, PIX *black, PIX *white)
{
	for (int y = 0; y < pixGetHeight(gray); y++) {
		l_uint32 *line = pixGetData(gray) + (gssize)y * pixGetWpl(gray);
		int row = MIN(y, pixGetHeight(black) - 1);
		const l_uint32 *low =
			pixGetData(black) + (gssize)row * pixGetWpl(black);
		const l_uint32 *high =
			pixGetData(white) + (gssize)row * pixGetWpl(white);

		for (int x = 0; x < pixGetWidth(gray); x++) {
			int column = MIN(x, pixGetWidth(black) - 1);
			int from = GET_DATA_BYTE(low, column);
			int to = GET_DATA_BYTE(high, column);
			int level = (GET_DATA_BYTE(line, x) - from) * 255 /
				    MAX(1, to - from);

			level = CLAMP(level, 0, 255);
			SET_DATA_BYTE(line, x, (guint8)level);
		}
	}
}

/* Where the page is darkened. */
static PIX *
mask_of(const struct faint *faint)
{
	const struct tone_tiles *tiles = faint->tiles;
	PIX *mask = pixCreate(tiles->columns, tiles->rows, 1);

	for (int i = 0; i < tiles->count; i++)
		pixSetPixel(mask, i % tiles->columns, i / tiles->columns,
			    faint->is_faint[i] != FALSE);
	pixDilateBrick(mask, mask, 3, 3);
	for (int i = 0; i < tiles->count; i++)
		if (tone_tiles_contrast(tiles, i) >= STRONG)
			pixSetPixel(mask, i % tiles->columns,
				    i / tiles->columns, 0);
	return mask;
}

PIX *
faint_print_darken(PIX *gray, const struct tone_tiles *tiles,
		   const guint8 *faint, int paper)
{
	struct faint here = { tiles, faint, paper, measure_noise(tiles) };
	PIX *black = pixCreate(tiles->columns, tiles->rows, 8);
	PIX *white = pixCreate(tiles->columns, tiles->rows, 8);

	for (int i = 0; i < tiles->count; i++) {
		int column = i % tiles->columns, row = i / tiles->columns;
		struct levels levels = find_levels(&here, i);

		pixSetPixel(black, column, row, (l_uint32)levels.black);
		pixSetPixel(white, column, row, (l_uint32)levels.white);
	}
	black = spread(black, gray);
	white = spread(white, gray);
	if (black != NULL && white != NULL)
		stretch(gray, black, white);
	pixDestroy(&black);
	pixDestroy(&white);
	return mask_of(&here);
}
