/* tones.c - paper and print, from the lightest and darkest pixels of tiles.
 *
 * On most pages nothing but the white point has to be set, and only tiles are
 * looked at. */
#include "ocr/prepare/tones.h"

#include "ocr/prepare/faint_print.h"
#include "ocr/prepare/ink_openings.h"
#include "ocr/prepare/pale_marks.h"
#include "ocr/prepare/tone_tiles.h"

/* pixBackgroundNormSimple() brings paper to EVENED; the edges of shaded cells
 * are a little darker. From TONES_WHITE of the paper's level on all is white.
 */
#define EVENED 200

/* A page whose tiles all have paper at least so light needs no evening out. It
 * does others good, unless areas, in inches, are darker than such a part of a
 * paper that is even but for them: they would be smeared. */
#define LIGHT_PAPER 235
#define AREA 0.87
#define AREA_WIDTH 0.2
#define AREA_HEIGHT 0.08

/* Paper whose level falls by STEP from one tile to the next is another tone,
 * unless it is black. A page has such tones from so many steps on. */
#define STEP 0.18
#define DARKEST_TONE 0.25
#define LEAST_STEPS 8

/* In inches: no glyph's strokes fill a box that is so wide and high, while the
 * mark of a highlighter over a line of text does. */
#define STROKE_WIDTH 0.1
#define STROKE_HEIGHT 0.06

/* Anything darker than this is not paper, once the light is even. */
#define PALE 225

/* Mean gray of a page that may be white on black; and how much of such a page
 * is as light as paper all over. */
#define DARK_PAGE 90
#define PAPER 170
#define MOST_PAPER 0.04

static int
darkest_paper(const struct tone_tiles *tiles)
{
	int darkest = 255;

	for (int i = 0; i < tiles->count; i++)
		darkest = MIN(darkest, tiles->lightest[i]);
	return darkest;
}

/* Whether one of two neighbours has a darker paper than light alone makes. */
static gboolean
is_step(const struct tone_tiles *tiles, int i, int j)
{
	int low = MIN(tiles->lightest[i], tiles->lightest[j]);
	int high = MAX(tiles->lightest[i], tiles->lightest[j]);

	return high - low >= STEP * high && low >= DARKEST_TONE * high;
}

/* Where shades and stains end, light does not fade: it falls. */
static gboolean
has_steps(const struct tone_tiles *tiles)
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
tones_lighten(PIX *gray, double scale, int pale, double white)
{
	int width = ink_pixels(STROKE_WIDTH, scale) | 1;
	int height = ink_pixels(STROKE_HEIGHT, scale) | 1;
	PIX *tone = pixCloseGray(gray, width, height);

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

/* Whether an area larger than a glyph's strokes is clearly darker than that.
 */
static gboolean
has_area(PIX *gray, int paper, double scale)
{
	PIX *dark = pixThresholdToBinary(gray, (l_int32)(AREA * paper));
	PIX *areas = pixCreateTemplate(dark);
	gboolean found;

	ink_add_opened(areas, dark, AREA_WIDTH, AREA_HEIGHT, scale);
	found = !ink_is_empty(areas);
	pixDestroy(&dark);
	pixDestroy(&areas);
	return found;
}

/* Makes all tones of the page paper; its level. */
static int
lighten_page(PIX *gray, struct tone_tiles *tiles, double scale)
{
	PIX *tone = tones_lighten(gray, scale, 255, 1);

	pixDestroy(&tone);
	tone_tiles_clear(tiles);
	*tiles = tone_tiles_of(gray);
	return 255;
}

/* Brings the paper to one level, which it returns. Leptonica smooths over
 * steps. */
static int
even_light(PIX **gray, struct tone_tiles *tiles, double scale, int *out_pale)
{
	int darkest = darkest_paper(tiles), paper;

	*out_pale = PALE;
	if (darkest >= LIGHT_PAPER)
		return darkest;
	if (tone_tiles_even_paper(tiles, &paper) > 0 &&
	    has_area(*gray, paper, scale))
		return paper;
	if (has_steps(tiles))
		return lighten_page(*gray, tiles, scale);
	replace(gray, pixBackgroundNormSimple(*gray, NULL, NULL));
	*out_pale = TONES_INK;
	tone_tiles_clear(tiles);
	*tiles = tone_tiles_of(*gray);
	return EVENED;
}

/* Where a tone ends, it looks like faint print; and faint print looks like
 * paper to Leptonica. So tones go first, where there is any. */
int
tones_even(PIX **gray, double scale, PIX **out_faint)
{
	struct tone_tiles tiles = tone_tiles_of(*gray);
	guint8 *faint;
	int pale = PALE, paper;

	if (pale_marks_wipe(*gray, &tiles, scale)) {
		tone_tiles_clear(&tiles);
		tiles = tone_tiles_of(*gray);
	}
	faint = faint_print_find(*gray, &tiles);
	if (faint != NULL) {
		paper = lighten_page(*gray, &tiles, scale);
		g_free(faint);
		faint = faint_print_find(*gray, &tiles);
	} else {
		paper = even_light(gray, &tiles, scale, &pale);
	}
	if (faint != NULL)
		*out_faint = faint_print_darken(*gray, &tiles, faint, paper);
	else
		pixGammaTRC(*gray, *gray, 1.0f, 0,
			    (l_int32)(paper * TONES_WHITE));
	tone_tiles_clear(&tiles);
	g_free(faint);
	return pale;
}

/* --- white on black --- */

gboolean
tones_are_inverse(PIX *gray)
{
	l_float32 mean = 255;
	struct tone_tiles tiles;
	int paper = 0;

	pixGetAverageMasked(gray, NULL, 0, 0, 8, L_MEAN_ABSVAL, &mean);
	if (mean >= DARK_PAGE)
		return FALSE;
	tiles = tone_tiles_of(gray);
	for (int i = 0; i < tiles.count; i++)
		paper += tiles.darkest[i] >= PAPER;
	mean = (l_float32)(MOST_PAPER * tiles.count);
	tone_tiles_clear(&tiles);
	return (l_float32)paper <= mean;
}
