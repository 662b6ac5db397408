/* prepare.c - the steps from scan to level gray page, in their order. */
#include "ocr/prepare.h"

#include <math.h>

#include "core/error.h"

/* Tesseract's network scales every line to 36 pixels: more resolution than
 * this only costs time, and below 130 dpi the errors rise. */
#define TARGET_DPI 150.0

/* A component no larger than this part of an inch, both ways, is dust. */
#define SPECK_INCH 0.01

/* Evening out the background brings paper to 200, the edges of shaded table
 * cells to a little less. From here on all is white. */
#define EVENED_PAPER 180

#define INK_THRESHOLD 170

#define DARK_PAGE 90	   /* mean gray of a page that is white on black */
#define LEAST_SKEW_DEG 0.1 /* turning by less blurs more than it mends */
#define SKEW_SWEEP_DEG 7.0f
#define LEAST_SKEW_CONFIDENCE 2.5f
#define LEAST_SIDE 32	   /* pixels: no line of text fits in fewer */

/* pix = f(pix), which may fail and then changes nothing. */
static void
replace(PIX **pix, PIX *made)
{
	if (made != NULL && made != *pix) {
		pixDestroy(pix);
		*pix = made;
	}
}

static void
make_dark_on_light(PIX *pix)
{
	l_float32 mean = 255;
	l_int32 ink;

	if (pixGetDepth(pix) == 1) {
		pixCountPixels(pix, &ink, NULL);
		if (ink > pixGetWidth(pix) * (pixGetHeight(pix) / 2.0))
			pixInvert(pix, pix);
		return;
	}
	pixGetAverageMasked(pix, NULL, 0, 0, 8, L_MEAN_ABSVAL, &mean);
	if (mean < DARK_PAGE)
		pixInvert(pix, pix);
}

/* First of all, and at the scan's own resolution: scaling makes a speck a
 * smudge that no size tells from a full stop. */
static void
drop_specks(PIX **pix, double x_dpi, double y_dpi)
{
	int width = MAX(1, (int)lround(x_dpi * SPECK_INCH));
	int height = MAX(1, (int)lround(y_dpi * SPECK_INCH));

	replace(pix, pixSelectBySize(*pix, width, height, 8,
				     L_SELECT_IF_EITHER, L_SELECT_IF_GT, NULL));
}

/* To gray, square pixels and the target resolution. */
static PIX *
scale_to_target(PIX *pix, double x_dpi, double y_dpi)
{
	PIX *gray = pixConvertTo8(pix, FALSE);
	PIX *scaled = pixScale(gray, (l_float32)(TARGET_DPI / x_dpi),
			       (l_float32)(TARGET_DPI / y_dpi));

	pixDestroy(&gray);
	return scaled;
}

/* Even light, and paper as white as what is painted over marks below. */
static void
even_light(PIX **gray)
{
	replace(gray, pixBackgroundNormSimple(*gray, NULL, NULL));
	pixGammaTRC(*gray, *gray, 1.0f, 0, EVENED_PAPER);
}

static PIX *
find_ink(PIX *gray)
{
	return pixThresholdToBinary(gray, INK_THRESHOLD);
}

/* Quarter turns clockwise that bring the page upright; 0 where unsure. */
static int
find_quarter_turns(PIX *ink)
{
	l_float32 up = 0, left = 0;
	l_int32 orientation = L_TEXT_ORIENT_UNKNOWN;

	if (pixOrientDetect(ink, &up, &left, 0, 0) == 0)
		makeOrientDecision(up, left, 0, 0, &orientation, 0);
	switch (orientation) {
	case L_TEXT_ORIENT_LEFT:
		return 1;
	case L_TEXT_ORIENT_DOWN:
		return 2;
	case L_TEXT_ORIENT_RIGHT:
		return 3;
	default:
		return 0;
	}
}

/* Degrees clockwise that level the lines; 0 where they are, or unsure. */
static double
find_skew(PIX *ink)
{
	l_float32 angle = 0, confidence = 0;

	if (pixFindSkewSweepAndSearch(ink, &angle, &confidence, 4, 2,
				      SKEW_SWEEP_DEG, 1.0f, 0.05f) != 0 ||
	    confidence < LEAST_SKEW_CONFIDENCE ||
	    fabsf(angle) < LEAST_SKEW_DEG)
		return 0;
	return angle;
}

/* Paints the mask white in the gray page, with its gray edges. */
static void
wipe(struct prepared *page, PIX *mask)
{
	PIX *wide = pixDilateBrick(NULL, mask, 5, 5);

	pixSetMasked(page->gray, wide, 255);
	pixSubtract(page->ink, page->ink, wide);
	pixDestroy(&wide);
}

/* The header table's rules, underlines and a scan's black edges would lose or
 * double the text beside them. */
static void
wipe_rules(struct prepared *page)
{
	PIX *rules = pixOpenBrick(NULL, page->ink, (int)(TARGET_DPI * 2 / 5), 1);
	PIX *uprights = pixOpenBrick(NULL, page->ink, 1, (int)(TARGET_DPI / 5));

	pixOr(rules, rules, uprights);
	wipe(page, rules);
	pixDestroy(&rules);
	pixDestroy(&uprights);
}

/* Redactions: black boxes, wider and higher than any stroke of a letter. */
static void
wipe_boxes(struct prepared *page)
{
	PIX *boxes = pixOpenBrick(NULL, page->ink, (int)(TARGET_DPI / 7),
				  (int)(TARGET_DPI / 14));

	wipe(page, boxes);
	pixDestroy(&boxes);
}

/* Nothing of a letter's height is on the page. */
static gboolean
is_blank(PIX *ink)
{
	PIX *letters = pixSelectBySize(ink, 0, (int)(TARGET_DPI / 30), 8,
				       L_SELECT_HEIGHT, L_SELECT_IF_GT, NULL);
	l_int32 empty = TRUE;

	if (letters != NULL)
		pixZero(letters, &empty);
	pixDestroy(&letters);
	return empty;
}

static void
turn_upright(struct prepared *page)
{
	int turns = find_quarter_turns(page->ink);

	if (turns == 0)
		return;
	replace(&page->gray, pixRotateOrth(page->gray, turns));
	replace(&page->ink, pixRotateOrth(page->ink, turns));
	page->rotation_deg = turns * 90;
}

static void
make_level(struct prepared *page)
{
	page->skew_deg = find_skew(page->ink);
	if (page->skew_deg == 0)
		return;
	replace(&page->gray,
		pixRotate(page->gray, (l_float32)(page->skew_deg * G_PI / 180),
			  L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, 0, 0));
	replace(&page->ink, find_ink(page->gray));
}

struct prepared *
prepare_take_scan(struct scan *scan, GError **error)
{
	g_autoptr(scan) taken = scan;
	g_autoptr(prepared) page = g_new0(struct prepared, 1);
	double x_dpi = pixGetWidth(scan->pix) * 72 / scan->width_pt;
	double y_dpi = pixGetHeight(scan->pix) * 72 / scan->height_pt;
	gboolean bilevel = pixGetDepth(scan->pix) == 1;

	page->dpi = MAX(x_dpi, y_dpi);
	page->points_per_pixel = 72 / TARGET_DPI;
	make_dark_on_light(scan->pix);
	if (bilevel)
		drop_specks(&scan->pix, x_dpi, y_dpi);
	page->gray = scale_to_target(scan->pix, x_dpi, y_dpi);
	if (page->gray == NULL) {
		error_set(error, IMR_ERROR_REJECT, "the image cannot be scaled");
		return NULL;
	}
	if (MIN(pixGetWidth(page->gray), pixGetHeight(page->gray)) <
	    LEAST_SIDE) {
		pixDestroy(&page->gray);
		return g_steal_pointer(&page);
	}
	if (!bilevel)
		even_light(&page->gray);
	page->ink = find_ink(page->gray);
	turn_upright(page);
	make_level(page);
	wipe_rules(page);
	wipe_boxes(page);
	if (is_blank(page->ink))
		pixDestroy(&page->gray);
	else
		pixSetResolution(page->gray, (int)TARGET_DPI, (int)TARGET_DPI);
	return g_steal_pointer(&page);
}

void
prepared_free(struct prepared *prepared)
{
	pixDestroy(&prepared->gray);
	pixDestroy(&prepared->ink);
	g_free(prepared);
}
