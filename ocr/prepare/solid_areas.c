/* solid_areas.c - the tone of an area is what is left of it when all that is
 * as narrow as a glyph's stroke is filled up. */
#include "ocr/prepare/solid_areas.h"

#include "ocr/prepare/glyphs.h"
#include "ocr/prepare/ink_openings.h"
#include "ocr/prepare/resolution.h"
#include "ocr/prepare/tones.h"

/* Solid is what holds a box of these inches, wider and higher than any stroke
 * of a glyph; an edge's shadow may be as narrow, and is longer. */
#define SOLID_WIDTH (1 / 7.0)
#define SOLID_HEIGHT (1 / 14.0)
#define SOLID_LENGTH 0.3

/* Of a mark's area: one that is mostly solid has few glyphs grown to it. */
#define MOSTLY_SOLID 0.6

/* How far from solid black its ragged edge may reach, in pixels. */
#define RAGGED 9

/* An area has tones where so much of it is lighter. */
#define LEAST_TONE 0.03

#define MARGIN 12 /* pixels about an area, where its edge is blurred */

/* Of a box of black: with less it is a frame. */
#define LEAST_BLACK 0.5
#define RIM 5		/* pixels, of the black's blurred edge */
#define LEAST_INVERSE 4 /* glyphs of white on black */

struct areas {
	PIX *gray, *ink;
	PIX *solid; /* what is solid in them */
	PIX *dark;  /* what is darker than pale */
	double scale;
	int pale;
};

/* --- tones --- */

/* The page's part about an area. */
static BOX *
wide_box(const BOX *box, PIX *page)
{
	BOX *wide = boxCreate(box->x - MARGIN, box->y - MARGIN,
			      box->w + 2 * MARGIN, box->h + 2 * MARGIN);
	BOX *whole = boxCreate(0, 0, pixGetWidth(page), pixGetHeight(page));
	BOX *clipped = boxOverlapRegion(wide, whole);

	boxDestroy(&wide);
	boxDestroy(&whole);
	return clipped;
}

/* Makes paper of the tones in and about the box, and takes them out of solid.
 */
static void
lighten_area(struct areas *areas, const BOX *box)
{
	BOX *wide = wide_box(box, areas->gray);
	PIX *part = pixClipRectangle(areas->gray, wide, NULL);
	/* Noise makes a tone lighter here and there. */
	PIX *tone = tones_lighten(part, areas->scale, (areas->pale + 255) / 2,
				  TONES_WHITE);
	PIX *black = pixThresholdToBinary(tone, TONES_BLACK);
	PIX *ink = pixThresholdToBinary(part, TONES_INK);

	pixRasterop(areas->solid, wide->x, wide->y, wide->w, wide->h,
		    PIX_SRC & PIX_DST, black, 0, 0);
	pixRasterop(areas->gray, wide->x, wide->y, wide->w, wide->h, PIX_SRC,
		    part, 0, 0);
	pixRasterop(areas->ink, wide->x, wide->y, wide->w, wide->h, PIX_SRC,
		    ink, 0, 0);
	pixDestroy(&part);
	pixDestroy(&tone);
	pixDestroy(&black);
	pixDestroy(&ink);
	boxDestroy(&wide);
}

static BOXA *
find_marks(PIX *solid, PIX *ink, PIXA **out_parts)
{
	PIX *marks = pixSeedfillBinary(NULL, solid, ink, 8);
	BOXA *boxes = pixConnComp(marks, out_parts, 8);

	pixDestroy(&marks);
	return boxes;
}

/* Whether enough of the mark's solid part is lighter than black. */
static gboolean
has_tone(const struct areas *areas, const BOX *box)
{
	PIX *part = pixClipRectangle(areas->gray, (BOX *)(gsize)box, NULL);
	PIX *core = pixClipRectangle(areas->solid, (BOX *)(gsize)box, NULL);
	PIX *black = pixThresholdToBinary(part, TONES_BLACK);
	int all = ink_count(core);
	gboolean found;

	pixSubtract(core, core, black);
	found = ink_count(core) >= LEAST_TONE * all;
	pixDestroy(&part);
	pixDestroy(&core);
	pixDestroy(&black);
	return found;
}

/* Leaves in solid what is black. */
static gboolean
lighten_tones(struct areas *areas)
{
	PIXA *parts = NULL;
	BOXA *boxes = find_marks(areas->solid, areas->dark, &parts);
	gboolean found = FALSE;

	for (int i = 0; i < boxaGetCount(boxes); i++)
		if (has_tone(areas, boxes->box[i])) {
			lighten_area(areas, boxes->box[i]);
			found = TRUE;
		}
	boxaDestroy(&boxes);
	pixaDestroy(&parts);
	return found;
}

/* --- black --- */

/* Makes the holes in ground ink, and all else of it paper, but for the rim. */
static void
turn_over(PIX *gray, PIX *ink, PIX *ground, PIX *holes, const BOX *box)
{
	PIX *inner = pixErodeBrick(NULL, ground, RIM, RIM);
	PIX *part = pixClipRectangle(gray, (BOX *)(gsize)box, NULL);

	pixInvert(part, part);
	pixPaintThroughMask(gray, ground, box->x, box->y, 255);
	pixCombineMaskedGeneral(gray, part, inner, box->x, box->y);
	pixAnd(holes, holes, inner);
	pixRasterop(ink, box->x, box->y, box->w, box->h,
		    PIX_NOT(PIX_SRC) & PIX_DST, ground, 0, 0);
	pixRasterop(ink, box->x, box->y, box->w, box->h, PIX_PAINT, holes, 0,
		    0);
	pixDestroy(&inner);
	pixDestroy(&part);
}

/* Where the holes in a black mark are glyphs, the mark is their ground. */
static gboolean
take_inverse(PIX *gray, PIX *ink, PIX *mark, const BOX *box)
{
	PIX *framed = pixAddBorder(mark, 1, 0);
	PIX *filled = pixHolesByFilling(framed, 4);
	PIX *holes = pixRemoveBorder(filled, 1);
	BOXA *boxes = pixConnCompBB(holes, 8);
	gboolean glyphs = ink_count(mark) >= LEAST_BLACK * box->w * box->h &&
			  glyphs_count_in_lines(boxes) >= LEAST_INVERSE;

	if (glyphs) {
		PIX *ground = pixOr(NULL, mark, holes);

		turn_over(gray, ink, ground, holes, box);
		pixDestroy(&ground);
	}
	boxaDestroy(&boxes);
	pixDestroy(&framed);
	pixDestroy(&filled);
	pixDestroy(&holes);
	return glyphs;
}

/* What is grown to black, and may be glyphs that it touches: of their size,
 * and not at the page's edge, where black has a long thin end. */
static void
spare_glyphs(PIX *core, PIX *mark, const BOX *box, PIX *page)
{
	PIX *near =
		pixDilateCompBrick(NULL, core, 2 * RAGGED + 1, 2 * RAGGED + 1);
	PIX *rest = pixSubtract(NULL, mark, near);
	BOXA *boxes = pixConnCompBB(rest, 8);

	pixCopy(core, mark);
	for (int i = 0; i < boxaGetCount(boxes); i++) {
		BOX *one = boxes->box[i], on_page = *one;

		on_page.x += box->x;
		on_page.y += box->y;
		if (glyphs_may_be(one) && !ink_touches_edge(&on_page, page))
			pixClearInRect(core, one);
	}
	boxaDestroy(&boxes);
	pixDestroy(&near);
	pixDestroy(&rest);
}

/* Of one mark: all of it where it is mostly solid (a hole, a box), its ragged
 * edge too where it comes in from the page's edge, else the solid alone, for
 * glyphs may touch it. */
static void
add_mark(PIX *mask, PIX *mark, PIX *solid, const BOX *box)
{
	PIX *core = pixClipRectangle(solid, (BOX *)(gsize)box, NULL);

	pixAnd(core, core, mark);
	if (ink_count(core) >= MOSTLY_SOLID * ink_count(mark)) {
		spare_glyphs(core, mark, box, mask);
	} else if (ink_touches_edge(box, mask)) {
		PIX *near = pixDilateCompBrick(NULL, core, 2 * RAGGED + 1,
					       2 * RAGGED + 1);

		pixAnd(core, near, mark);
		pixDestroy(&near);
	}
	pixRasterop(mask, box->x, box->y, box->w, box->h, PIX_PAINT, core, 0,
		    0);
	pixDestroy(&core);
}

static gboolean
take_black(PIX *gray, PIX *ink, PIX *mask, PIX *solid)
{
	PIXA *parts = NULL;
	BOXA *boxes = find_marks(solid, ink, &parts);
	gboolean inverse = FALSE;

	for (int i = 0; i < boxaGetCount(boxes); i++)
		if (take_inverse(gray, ink, parts->pix[i], boxes->box[i]))
			inverse = TRUE;
		else
			add_mark(mask, parts->pix[i], solid, boxes->box[i]);
	boxaDestroy(&boxes);
	pixaDestroy(&parts);
	return inverse;
}

gboolean
solid_areas_clear(PIX *gray, PIX *ink, PIX *mask, double scale, int pale)
{
	struct areas areas = { gray,
			       ink,
			       pixCreateTemplate(ink),
			       pixThresholdToBinary(gray, pale),
			       scale,
			       pale };
	gboolean changed = FALSE;

	ink_add_opened(areas.solid, areas.dark, SOLID_WIDTH, SOLID_HEIGHT,
		       scale);
	ink_add_opened(areas.solid, areas.dark, SOLID_HEIGHT, SOLID_LENGTH,
		       scale);
	if (!ink_is_empty(areas.solid))
		changed = lighten_tones(&areas);
	if (!ink_is_empty(areas.solid))
		changed |= take_black(gray, ink, mask, areas.solid);
	pixDestroy(&areas.solid);
	pixDestroy(&areas.dark);
	return changed;
}
