/* prepare.c - the steps from scan to level gray page, in their order. */
#include "ocr/prepare/prepare.h"

#include <math.h>

#include "core/error.h"
#include "ocr/prepare/check_boxes.h"
#include "ocr/prepare/glyphs.h"
#include "ocr/prepare/page_marks.h"
#include "ocr/prepare/spread.h"
#include "ocr/prepare/thick_marks.h"
#include "ocr/prepare/tones.h"
#include "ocr/prepare/upright.h"

/* A component no larger than this part of an inch, both ways, is dust. */
#define SPECK_INCH 0.01

#define LEAST_SIDE 32  /* pixels: no line of text fits in fewer */
#define MOST_SIDE 6000 /* pixels: 40 inches at the target resolution */

/* The height in pixels that glyphs of 10 to 12 points have at the target
 * resolution. Text of another size, or a scan whose resolution its file does
 * not know (photographs, images wrapped into a PDF), is scaled to it. */
#define LETTER_HEIGHT 13.0
#define LOWEST_LETTERS 9.0
#define HIGHEST_LETTERS 20.0

/* Small print is made so much larger: at 150 dpi one in twenty of its glyphs
 * is read wrong, or one in three. */
#define SMALL_ENLARGED 1.45

/* pix = f(pix), which may fail and then changes nothing. */
static void
replace(PIX **pix, PIX *made)
{
	if (made != NULL && made != *pix) {
		pixDestroy(pix);
		*pix = made;
	}
}

/* Whether it had to be turned over. */
static gboolean
make_dark_on_light(PIX *pix)
{
	l_int32 ink;

	if (pixGetDepth(pix) == 1) {
		pixCountPixels(pix, &ink, NULL);
		if (ink > pixGetWidth(pix) * (pixGetHeight(pix) / 2.0))
			return pixInvert(pix, pix) != NULL;
		return FALSE;
	}
	return tones_are_inverse(pix) && pixInvert(pix, pix) != NULL;
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

/* To gray and square pixels, factor times the target resolution. Sharpening, as
 * pixScale() has it, costs more than the scaling and mends nothing. */
static PIX *
scale_to_target(const struct scan *scan, double factor)
{
	double width = scan->width_pt / 72 * PREPARED_DPI * factor;
	double height = scan->height_pt / 72 * PREPARED_DPI * factor;
	double fit = MIN(1, MOST_SIDE / MAX(width, height));
	double columns = MAX(1, round(width * fit));
	double rows = MAX(1, round(height * fit));
	PIX *gray = pixConvertTo8(scan->pix, FALSE);
	PIX *scaled =
		pixScaleGeneral(gray, (l_float32)(columns / pixGetWidth(gray)),
				(l_float32)(rows / pixGetHeight(gray)), 0, 0);

	pixDestroy(&gray);
	return scaled;
}

static PIX *
find_ink(PIX *gray)
{
	return pixThresholdToBinary(gray, TONES_INK);
}

/* The page has been turned already. */
static void
turn_check_boxes(const struct prepared *page, int turns)
{
	int sides[] = { pixGetHeight(page->ink), pixGetWidth(page->ink) };

	if (page->check_boxes == NULL)
		return;
	for (guint i = 0; i < page->check_boxes->len; i++)
		for (int turn = turns; turn > 0; turn--)
			check_box_turn(&g_array_index(page->check_boxes,
						      struct check_box, i),
				       sides[turn % 2]);
}

void
prepared_turn(struct prepared *page, int turns)
{
	if (turns == 0)
		return;
	replace(&page->gray, pixRotateOrth(page->gray, turns));
	replace(&page->ink, pixRotateOrth(page->ink, turns));
	if (page->faint != NULL)
		replace(&page->faint, pixRotateOrth(page->faint, turns));
	if (page->marked != NULL)
		replace(&page->marked, pixRotateOrth(page->marked, turns));
	turn_check_boxes(page, turns);
	page->rotation_deg = (page->rotation_deg + turns * 90) % 360;
}

/* The glyphs' shapes tell the way up, and mislead at times; which way the
 * lines run, their neighbours tell. */
static void
turn_upright(struct prepared *page, gboolean on_its_side)
{
	gboolean sure;
	int turns = upright_find_turns(page->ink, &sure);

	if (turns % 2 == 0 && on_its_side) {
		prepared_turn(page, 1);
		turns = upright_find_turns(page->ink, &sure);
		sure = sure && turns % 2 == 0;
		turns = sure ? turns : 0;
	}
	prepared_turn(page, turns);
	page->may_be_turned = !sure;
}

static void
make_level(struct prepared *page)
{
	l_float32 angle;

	page->skew_deg = upright_find_skew(page->ink);
	if (page->skew_deg == 0)
		return;
	angle = (l_float32)(page->skew_deg * G_PI / 180);
	replace(&page->gray, pixRotate(page->gray, angle, L_ROTATE_AREA_MAP,
				       L_BRING_IN_WHITE, 0, 0));
	if (page->marked != NULL)
		replace(&page->marked,
			pixRotate(page->marked, angle, L_ROTATE_SAMPLING,
				  L_BRING_IN_WHITE, 0, 0));
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
	pixDestroy(&page->faint);
	page->gray = gray;
	page->points_per_pixel = scan->width_pt / pixGetWidth(gray);
	if (MIN(pixGetWidth(gray), pixGetHeight(gray)) < LEAST_SIDE)
		return TRUE;
	if (pixGetDepth(scan->pix) != 1)
		page->pale = tones_even(&page->gray, factor, &page->faint);
	else
		page->pale = TONES_INK;
	page->ink = find_ink(page->gray);
	return TRUE;
}

static gboolean
is_of_other_size(double height)
{
	return height != 0 &&
	       (height < LOWEST_LETTERS || height > HIGHEST_LETTERS);
}

/* What the page must be enlarged by, over the target resolution. */
static double
find_factor(const struct prepared *page, const struct scan *scan, BOXA *boxes)
{
	int page_height = pixGetHeight(page->ink);
	double height = glyphs_height(boxes, page_height, FALSE);
	double dpi = pixGetWidth(scan->pix) * 72 / scan->width_pt;

	if (is_of_other_size(height))
		height = glyphs_height(boxes, page_height, TRUE);
	if (is_of_other_size(height))
		return LETTER_HEIGHT / height * pixGetWidth(page->gray) * 72 /
		       PREPARED_DPI / scan->width_pt;
	if (glyphs_are_small_beside_others(boxes))
		return CLAMP(dpi / PREPARED_DPI, 1, SMALL_ENLARGED);
	return 1;
}

static gboolean
make_glyphs_readable(struct prepared *page, const struct scan *scan,
		     double scale, BOXA **boxes, GError **error)
{
	double factor = scale * find_factor(page, scan, *boxes);

	if (factor == 1)
		return TRUE;
	if (!make_gray(page, scan, factor, error))
		return FALSE;
	boxaDestroy(boxes);
	*boxes = pixConnCompBB(page->ink, 8);
	return TRUE;
}

/* A bilevel page that needs no further look. */
static gboolean
is_white(PIX *pix)
{
	l_int32 empty = FALSE;

	if (pixGetDepth(pix) == 1)
		pixZero(pix, &empty);
	return empty;
}

/* Removes what is not text; returns whether anything is left to read. */
static gboolean
clean(struct prepared *page, double scale, BOXA **boxes)
{
	struct glyphs_layout layout;
	gboolean ruled;
	PIX *wiped = pixCreateTemplate(page->ink);

	if (marks_wipe_solid(page->gray, page->ink, *boxes, scale, page->pale,
			     wiped)) {
		boxaDestroy(boxes);
		*boxes = pixConnCompBB(page->ink, 8);
	}
	page->marked = thick_marks_find(page->ink, wiped, scale);
	pixDestroy(&wiped);
	layout = glyphs_find_layout(*boxes);
	if (layout.missing)
		return FALSE;
	turn_upright(page, layout.on_their_side);
	make_level(page);
	ruled = marks_wipe_rules(page->gray, page->ink, scale);
	boxaDestroy(boxes);
	*boxes = pixConnCompBB(page->ink, 8);
	page->is_spread = spread_stands_on(page->ink);
	page->check_boxes =
		check_boxes_take(page->gray, page->ink, *boxes, scale);
	return !ruled || !glyphs_find_layout(*boxes).missing;
}

struct prepared *
prepare_take_scan(struct scan *scan, double scale, GError **error)
{
	g_autoptr(scan) taken = scan;
	g_autoptr(prepared) page = g_new0(struct prepared, 1);
	double x_dpi = pixGetWidth(scan->pix) * 72 / scan->width_pt;
	double y_dpi = pixGetHeight(scan->pix) * 72 / scan->height_pt;
	gboolean written = FALSE;
	BOXA *boxes;

	page->dpi = scan->drawn ? 0 : MAX(x_dpi, y_dpi);
	/* A page that is black all over is not blank; something went wrong. */
	page->blank = !make_dark_on_light(scan->pix);
	if (pixGetDepth(scan->pix) == 1)
		drop_specks(&scan->pix, x_dpi, y_dpi);
	if (is_white(scan->pix))
		return g_steal_pointer(&page);
	if (!make_gray(page, scan, 1, error))
		return NULL;
	if (page->ink != NULL) {
		boxes = pixConnCompBB(page->ink, 8);
		if (!make_glyphs_readable(page, scan, scale, &boxes, error)) {
			boxaDestroy(&boxes);
			return NULL;
		}
		written = clean(page, scale, &boxes);
		boxaDestroy(&boxes);
	}
	if (written) {
		page->blank = FALSE;
		pixSetResolution(page->gray, (int)PREPARED_DPI,
				 (int)PREPARED_DPI);
	} else {
		pixDestroy(&page->gray);
	}
	return g_steal_pointer(&page);
}

void
prepared_free(struct prepared *prepared)
{
	pixDestroy(&prepared->gray);
	pixDestroy(&prepared->ink);
	pixDestroy(&prepared->faint);
	pixDestroy(&prepared->marked);
	g_clear_pointer(&prepared->check_boxes, g_array_unref);
	g_free(prepared);
}
