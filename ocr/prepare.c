/* prepare.c - the steps from scan to level gray page, in their order. */
#include "ocr/prepare.h"

#include <math.h>

#include "core/error.h"

/* A component no larger than this part of an inch, both ways, is dust. */
#define SPECK_INCH 0.01

/* Evening out the background brings paper to 200, the edges of shaded table
 * cells to a little less. From here on all is white. */
#define EVENED_PAPER 180

#define INK_THRESHOLD 170
#define FAINT_THRESHOLD 225

#define DARK_PAGE 90	   /* mean gray of a page that is white on black */
#define LEAST_SKEW_DEG 0.1 /* turning by less blurs more than it mends */
#define SKEW_SWEEP_DEG 7.0f
#define LEAST_SKEW_CONFIDENCE 2.5f
#define LEAST_SIDE 32  /* pixels: no line of text fits in fewer */
#define MOST_SIDE 6000 /* pixels: 40 inches at the target resolution */

/* The height in pixels that letters of 10 to 12 points have at the target
 * resolution. Text of another size, or a scan whose resolution its file does
 * not know (photographs, images wrapped into a PDF), is scaled to it. */
#define LETTER_HEIGHT 13.0
#define LOWEST_LETTERS 9.0
#define HIGHEST_LETTERS 20.0
#define LEAST_LETTERS 40 /* fewer do not tell */

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

	replace(pix, pixSelectBySize(*pix, width, height, 8, L_SELECT_IF_EITHER,
				     L_SELECT_IF_GT, NULL));
}

/* To gray and square pixels, factor times the target resolution. */
static PIX *
scale_to_target(const struct scan *scan, double factor)
{
	double width = scan->width_pt / 72 * PREPARED_DPI * factor;
	double height = scan->height_pt / 72 * PREPARED_DPI * factor;
	double fit = MIN(1, MOST_SIDE / MAX(width, height));
	PIX *gray = pixConvertTo8(scan->pix, FALSE);
	PIX *scaled = pixScaleToSize(gray, MAX(1, (int)lround(width * fit)),
				     MAX(1, (int)lround(height * fit)));

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

/* The height of the letters that cover most, so that specks do not count; 0
 * where there are too few. */
static double
letter_height(PIX *ink)
{
	BOXA *boxes = pixConnCompBB(ink, 8);
	int highest = pixGetHeight(ink) / 15, letters = 0;
	g_autofree double *areas = g_new0(double, (gsize)highest + 1);
	double area = 0, below = 0;
	int height = 0;

	for (int i = 0; i < boxaGetCount(boxes); i++) {
		int w, h;

		boxaGetBoxGeometry(boxes, i, NULL, NULL, &w, &h);
		if (h < 4 || h > highest || w < 2 || w > 3 * h)
			continue;
		areas[h] += (double)w * h;
		area += (double)w * h;
		letters++;
	}
	boxaDestroy(&boxes);
	if (letters < LEAST_LETTERS)
		return 0;
	while (below < area / 2)
		below += areas[++height];
	return height;
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
	    confidence < LEAST_SKEW_CONFIDENCE || fabsf(angle) < LEAST_SKEW_DEG)
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

/* What is at least so long in one direction and one pixel in the other. */
static void
add_rules(PIX *rules, PIX *ink, double width_inch, double height_inch)
{
	PIX *level =
		pixOpenBrick(NULL, ink, (int)(PREPARED_DPI * width_inch), 1);
	PIX *upright =
		pixOpenBrick(NULL, ink, 1, (int)(PREPARED_DPI * height_inch));

	pixOr(rules, rules, level);
	pixOr(rules, rules, upright);
	pixDestroy(&level);
	pixDestroy(&upright);
}

/* The header table's rules, underlines and a scan's black edges would lose or
 * double the text beside them. A hair line is no darker than the blur between
 * letters; it has to be longer than a word to be told from that. */
static void
wipe_rules(struct prepared *page)
{
	PIX *rules = pixCreateTemplate(page->ink);
	PIX *faint = pixThresholdToBinary(page->gray, FAINT_THRESHOLD);

	add_rules(rules, page->ink, 0.4, 0.2);
	add_rules(rules, faint, 0.8, 0.3);
	wipe(page, rules);
	pixDestroy(&rules);
	pixDestroy(&faint);
}

/* Redactions: black boxes, wider and higher than any stroke of a letter. */
static void
wipe_boxes(struct prepared *page)
{
	PIX *boxes = pixOpenBrick(NULL, page->ink, (int)(PREPARED_DPI / 7),
				  (int)(PREPARED_DPI / 14));

	wipe(page, boxes);
	pixDestroy(&boxes);
}

/* Nothing of a letter's height is on the page. */
static gboolean
is_blank(PIX *ink)
{
	PIX *letters = pixSelectBySize(ink, 0, (int)(PREPARED_DPI / 30), 8,
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

/* Gray and ink at factor times the target resolution. */
static gboolean
make_gray(struct prepared *page, const struct scan *scan, double factor,
	  GError **error)
{
	PIX *gray = scale_to_target(scan, factor);

	if (gray == NULL)
		return error_set(error, IMR_ERROR_REJECT,
				 "the image cannot be scaled; scan it again");
	pixDestroy(&page->gray);
	pixDestroy(&page->ink);
	page->gray = gray;
	page->points_per_pixel = scan->width_pt / pixGetWidth(gray);
	if (MIN(pixGetWidth(gray), pixGetHeight(gray)) < LEAST_SIDE)
		return TRUE;
	if (pixGetDepth(scan->pix) != 1)
		even_light(&page->gray);
	page->ink = find_ink(page->gray);
	return TRUE;
}

static gboolean
make_letters_readable(struct prepared *page, const struct scan *scan,
		      GError **error)
{
	double height = letter_height(page->ink);

	if (height == 0 ||
	    (height >= LOWEST_LETTERS && height <= HIGHEST_LETTERS))
		return TRUE;
	return make_gray(page, scan,
			 LETTER_HEIGHT / height * pixGetWidth(page->gray) * 72 /
				 PREPARED_DPI / scan->width_pt,
			 error);
}

struct prepared *
prepare_take_scan(struct scan *scan, GError **error)
{
	g_autoptr(scan) taken = scan;
	g_autoptr(prepared) page = g_new0(struct prepared, 1);
	double x_dpi = pixGetWidth(scan->pix) * 72 / scan->width_pt;
	double y_dpi = pixGetHeight(scan->pix) * 72 / scan->height_pt;

	page->dpi = MAX(x_dpi, y_dpi);
	make_dark_on_light(scan->pix);
	if (pixGetDepth(scan->pix) == 1)
		drop_specks(&scan->pix, x_dpi, y_dpi);
	if (!make_gray(page, scan, 1, error))
		return NULL;
	if (page->ink == NULL) {
		pixDestroy(&page->gray);
		return g_steal_pointer(&page);
	}
	if (!make_letters_readable(page, scan, error))
		return NULL;
	turn_upright(page);
	make_level(page);
	wipe_rules(page);
	wipe_boxes(page);
	if (is_blank(page->ink))
		pixDestroy(&page->gray);
	else
		pixSetResolution(page->gray, (int)PREPARED_DPI,
				 (int)PREPARED_DPI);
	return g_steal_pointer(&page);
}

void
prepared_free(struct prepared *prepared)
{
	pixDestroy(&prepared->gray);
	pixDestroy(&prepared->ink);
	g_free(prepared);
}
