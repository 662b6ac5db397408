/* tones.c - paper and print, from the lightest and darkest pixels of tiles.
 *
 * A tile is larger than a letter, so that some of its paper shows. On most
 * pages nothing but the white point has to be set, and only tiles are looked
 * at. */
#include "ocr/tones.h"

#include <string.h>

#include "ocr/prepare.h"

/* pixBackgroundNormSimple() brings paper to EVENED; the edges of shaded cells
 * are a little darker. From TONES_WHITE of the paper's
 * level on all is white. */
#define EVENED 200

/* A page whose tiles all have paper at least so light needs no evening out. */
#define LIGHT_PAPER 235

/* Print stands out from paper by this part of the paper's level, or it is
 * faint. What stands out less than FAINTEST is the back side shining through,
 * or nothing; so is what stands out less than NOISE times what the page's
 * emptiest tiles do. */
#define STRONG 0.6
#define FAINTEST 0.09
#define NOISE 1.7
#define EMPTIEST 0.1 /* of all tiles */

/* Paper whose level falls by STEP from one tile to the next is another tone,
 * unless it is black. A page has such tones from so many steps on. */
#define STEP 0.18
#define DARKEST_TONE 0.25
#define LEAST_STEPS 8

/* A letter's stroke is narrower than this, in inches. */
#define STROKE 0.1

/* What is not as light as this is no paper, once light is even. */
#define PALE 225

#define LEAST_FAINT 10 /* tiles: less is dust */
#define LEAST_WIDE 10  /* pixels of a tile with letters in it */
#define LEAST_HIGH 6
#define MOST_INK 0.3
#define EVEN_PAPER 0.4	   /* of its print's contrast */
#define LEAST_NEIGHBOURS 2 /* of a tile with print: lines are long */

/* Mean gray of a page that may be white on black; and how much of such a page
 * is as light as paper all over. */
#define DARK_PAGE 90
#define PAPER 170
#define MOST_PAPER 0.04

struct tiles {
	int columns, rows, count;   /* none is negative */
	guint8 *darkest, *lightest; /* of each, row by row */
	guint8 *faint;		    /* TRUE or FALSE; NULL: not looked for */
	double noise;		    /* part of the paper's level */
};

static void
tiles_clear(struct tiles *tiles)
{
	g_free(tiles->darkest);
	g_free(tiles->lightest);
	g_free(tiles->faint);
}

/* TONES_TILE bytes; in which order Leptonica has them in its words does not
 * matter. */
static void
add_run(const guint8 *run, guint8 *darkest, guint8 *lightest)
{
	guint8 low = *darkest, high = *lightest;

	for (int i = 0; i < TONES_TILE; i++) {
		low = MIN(low, run[i]);
		high = MAX(high, run[i]);
	}
	*darkest = low;
	*lightest = high;
}

static struct tiles
tiles_of(PIX *gray)
{
	int columns = pixGetWidth(gray) / TONES_TILE;
	int rows = pixGetHeight(gray) / TONES_TILE;
	gsize count = (gsize)columns * (gsize)rows;
	struct tiles tiles = { columns, rows, columns * rows, NULL, NULL,
			       NULL,	0 };

	tiles.darkest = g_malloc(count);
	tiles.lightest = g_malloc0(count);
	memset(tiles.darkest, 255, count);
	for (int y = 0; y < rows * TONES_TILE; y++) {
		const l_uint32 *line =
			pixGetData(gray) + (gssize)y * pixGetWpl(gray);
		gsize first = (gsize)(y / TONES_TILE) * (gsize)columns;

		for (gsize x = 0; x < (gsize)columns; x++)
			add_run((const guint8 *)line + x * TONES_TILE,
				&tiles.darkest[first + x],
				&tiles.lightest[first + x]);
	}
	return tiles;
}

static int
darkest_paper(const struct tiles *tiles)
{
	int darkest = 255;

	for (int i = 0; i < tiles->count; i++)
		darkest = MIN(darkest, tiles->lightest[i]);
	return darkest;
}

/* --- faint print --- */

/* By how much of its paper's level the darkest of a tile stands out. */
static double
contrast(const struct tiles *tiles, int i)
{
	return tiles->lightest[i] == 0
		       ? 0
		       : 1 - (double)tiles->darkest[i] / tiles->lightest[i];
}

static int
compare_doubles(gconstpointer a, gconstpointer b)
{
	const double *left = a, *right = b;

	return (*left > *right) - (*left < *right);
}

static double
measure_noise(const struct tiles *tiles)
{
	guint count = (guint)tiles->count;
	g_autofree double *all = g_new(double, count);

	for (int i = 0; i < tiles->count; i++)
		all[i] = contrast(tiles, i);
	qsort(all, count, sizeof(*all), compare_doubles);
	return all[(int)(EMPTIEST * tiles->count)];
}

/* How many of the eight tiles about one have a contrast of at least least. */
static int
count_around(const struct tiles *tiles, int column, int row, double least)
{
	int count = 0;

	for (int y = MAX(0, row - 1); y <= MIN(tiles->rows - 1, row + 1); y++)
		for (int x = MAX(0, column - 1);
		     x <= MIN(tiles->columns - 1, column + 1); x++)
			count += (x != column || y != row) &&
				 contrast(tiles, y * tiles->columns + x) >=
					 least;
	return count;
}

static double
least_contrast(const struct tiles *tiles)
{
	return MAX(FAINTEST, NOISE * tiles->noise);
}

/* Whether what a tile holds is as wide and high as letters, which a rule is
 * not, and stands on paper that is mostly of one level, which noise does not.
 */
static gboolean
holds_letters(PIX *gray, const struct tiles *tiles, int i)
{
	int left = i % tiles->columns * TONES_TILE;
	int top = i / tiles->columns * TONES_TILE;
	int level = (tiles->darkest[i] + tiles->lightest[i]) / 2, dark = 0,
	    light = 0;
	guint32 rows = 0, columns = 0; /* a bit each */
	double paper;

	for (int y = 0; y < TONES_TILE; y++) {
		const l_uint32 *line =
			pixGetData(gray) + (gssize)(top + y) * pixGetWpl(gray);

		for (int x = 0; x < TONES_TILE; x++) {
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
	paper = (double)light / MAX(1, TONES_TILE * TONES_TILE - dark);
	return __builtin_popcount(rows) >= LEAST_HIGH &&
	       __builtin_popcount(columns) >= LEAST_WIDE &&
	       dark <= MOST_INK * TONES_TILE * TONES_TILE &&
	       tiles->lightest[i] - paper <=
		       EVEN_PAPER * (paper - tiles->darkest[i]);
}

/* Marks tiles that hold print, but none that is strong; FALSE where too few of
 * them lie away from strong print, whose tips and blur are as faint. */
static gboolean
find_faint(PIX *gray, struct tiles *tiles)
{
	int lonely = 0;
	double least;

	if (tiles->count == 0)
		return FALSE;
	tiles->noise = measure_noise(tiles);
	least = least_contrast(tiles);
	tiles->faint = g_malloc0((guint)tiles->count);
	for (int i = 0; i < tiles->count; i++) {
		int column = i % tiles->columns, row = i / tiles->columns;
		double here = contrast(tiles, i);

		if (here < least || here >= STRONG ||
		    count_around(tiles, column, row, least) < LEAST_NEIGHBOURS)
			continue;
		tiles->faint[i] = TRUE;
		lonely += count_around(tiles, column, row, STRONG) == 0 &&
			  holds_letters(gray, tiles, i);
	}
	return lonely >= LEAST_FAINT;
}

/* A pixel a tile: the level that becomes black, or with of_white the one that
 * becomes white. Near faint print both are those of its neighbourhood. */
static PIX *
map_levels(const struct tiles *tiles, int paper, gboolean of_white)
{
	PIX *map = pixCreate(tiles->columns, tiles->rows, 8);

	for (int i = 0; i < tiles->count; i++) {
		int column = i % tiles->columns, row = i / tiles->columns;
		int black = 255, light = 0;
		double white, floor;

		for (int y = MAX(0, row - 1);
		     y <= MIN(tiles->rows - 1, row + 1); y++)
			for (int x = MAX(0, column - 1);
			     x <= MIN(tiles->columns - 1, column + 1); x++) {
				int j = y * tiles->columns + x;

				if (!tiles->faint[j])
					continue;
				black = MIN(black, tiles->darkest[j]);
				light = MAX(light, tiles->lightest[j]);
			}
		if (light == 0 || contrast(tiles, i) >= STRONG) {
			pixSetPixel(map, column, row,
				    of_white ? (l_uint32)(TONES_WHITE * paper)
					     : 0);
			continue;
		}
		floor = light * tiles->noise / 2;
		white = light - MAX((1 - TONES_WHITE) * (light - black), floor);
		pixSetPixel(map, column, row,
			    of_white ? (l_uint32)white : (l_uint32)black);
	}
	return map;
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

/* Where the page was darkened. */
static PIX *
faint_mask(const struct tiles *tiles)
{
	PIX *mask = pixCreate(tiles->columns, tiles->rows, 1);

	for (int i = 0; i < tiles->count; i++)
		pixSetPixel(mask, i % tiles->columns, i / tiles->columns,
			    tiles->faint[i] != FALSE);
	pixDilateBrick(mask, mask, 3, 3);
	for (int i = 0; i < tiles->count; i++)
		if (contrast(tiles, i) >= STRONG)
			pixSetPixel(mask, i % tiles->columns,
				    i / tiles->columns, 0);
	return mask;
}

static void
darken_faint(PIX *gray, const struct tiles *tiles, int paper)
{
	PIX *black = spread(map_levels(tiles, paper, FALSE), gray);
	PIX *white = spread(map_levels(tiles, paper, TRUE), gray);

	if (black != NULL && white != NULL)
		stretch(gray, black, white);
	pixDestroy(&black);
	pixDestroy(&white);
}

/* --- light --- */

/* Whether one of two neighbours has a darker paper than light alone makes. */
static gboolean
is_step(const struct tiles *tiles, int i, int j)
{
	int low = MIN(tiles->lightest[i], tiles->lightest[j]);
	int high = MAX(tiles->lightest[i], tiles->lightest[j]);

	return high - low >= STEP * high && low >= DARKEST_TONE * high;
}

/* Where shades and stains end, light does not fade: it falls. */
static gboolean
has_steps(const struct tiles *tiles)
{
	int steps = 0;

	for (int y = 0; y + 1 < tiles->rows; y++)
		for (int x = 0; x + 1 < tiles->columns; x++) {
			int i = y * tiles->columns + x;

			steps += is_step(tiles, i, i + 1) +
				 is_step(tiles, i, i + tiles->columns);
		}
	return steps >= LEAST_STEPS;
}

static void
replace(PIX **pix, PIX *made)
{
	if (made != NULL) {
		pixDestroy(pix);
		*pix = made;
	}
}

PIX *
tones_lighten(PIX *gray, int stroke, int pale, double white)
{
	PIX *tone = pixCloseGray(gray, stroke | 1, stroke | 1);

	for (int y = 0; tone != NULL && y < pixGetHeight(gray); y++) {
		l_uint32 *line = pixGetData(gray) + (gssize)y * pixGetWpl(gray);
		const l_uint32 *tones =
			pixGetData(tone) + (gssize)y * pixGetWpl(tone);

		for (int x = 0; x < pixGetWidth(gray); x++) {
			int paper = GET_DATA_BYTE(tones, x);
			int level = GET_DATA_BYTE(line, x) * 255;

			if (paper < TONES_BLACK || paper >= pale)
				continue;
			level = MIN(255, level / (int)(white * paper));
			SET_DATA_BYTE(line, x, (guint8)level);
		}
	}
	return tone;
}

/* Brings the paper to one level, which it returns. Leptonica smooths over
 * steps, and takes faint print for paper. */
static int
even_light(PIX **gray, struct tiles *tiles, double scale, int *out_pale)
{
	int paper = darkest_paper(tiles);

	*out_pale = PALE;
	if (paper >= LIGHT_PAPER)
		return paper;
	if (has_steps(tiles) || find_faint(*gray, tiles)) {
		PIX *tone = tones_lighten(
			*gray, (int)(STROKE * scale * PREPARED_DPI), 255, 1);

		pixDestroy(&tone);
		paper = 255;
	} else {
		replace(gray, pixBackgroundNormSimple(*gray, NULL, NULL));
		paper = EVENED;
		*out_pale = TONES_INK;
	}
	tiles_clear(tiles);
	*tiles = tiles_of(*gray);
	return paper;
}

int
tones_even(PIX **gray, double scale, PIX **out_faint)
{
	struct tiles tiles = tiles_of(*gray);
	int pale, paper = even_light(gray, &tiles, scale, &pale);

	if (find_faint(*gray, &tiles)) {
		darken_faint(*gray, &tiles, paper);
		*out_faint = faint_mask(&tiles);
	} else {
		pixGammaTRC(*gray, *gray, 1.0f, 0,
			    (l_int32)(paper * TONES_WHITE));
	}
	tiles_clear(&tiles);
	return pale;
}

/* --- white on black --- */

gboolean
tones_are_inverse(PIX *gray)
{
	l_float32 mean = 255;
	struct tiles tiles;
	int paper = 0;

	pixGetAverageMasked(gray, NULL, 0, 0, 8, L_MEAN_ABSVAL, &mean);
	if (mean >= DARK_PAGE)
		return FALSE;
	tiles = tiles_of(gray);
	for (int i = 0; i < tiles.count; i++)
		paper += tiles.darkest[i] >= PAPER;
	mean = (l_float32)(MOST_PAPER * tiles.count);
	tiles_clear(&tiles);
	return (l_float32)paper <= mean;
}
