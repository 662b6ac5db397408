/* page_marks.c - found by shape and by place, and painted over. */
#include "ocr/page_marks.h"

#include "ocr/prepare.h"

/* Rules are at least so long in one direction, in inches, where they are as
 * dark as ink. A hair line is no darker than the blur between letters; it has
 * to be longer than a word to be told from that. An upright one no longer than
 * the strokes of a heading's letters must stand in a table: by a level one. */
#define LEVEL_RULE 0.4
#define UPRIGHT_RULE 0.6
#define UPRIGHT_RULE_IN_TABLE 0.2
#define FAINT_LEVEL_RULE 0.8
#define FAINT_UPRIGHT_RULE 0.6
#define FAINT_UPRIGHT_RULE_IN_TABLE 0.3
#define FAINT_THRESHOLD 225

#define EDGE 2 /* pixels: how far a mark's blur reaches */

/* Solid is what holds a box of these inches, wider and higher than any stroke
 * of a letter; an edge's shadow may be as narrow, and is longer. */
#define SOLID_WIDTH (1 / 7.0)
#define SOLID_HEIGHT (1 / 14.0)
#define SOLID_LENGTH 0.3

/* Of its area: a mark that is mostly solid has no letter grown to it. */
#define MOSTLY_SOLID 0.6

/* How far from solid black its ragged edge may reach, in pixels. */
#define RAGGED 9

/* A hole's ring, in inches, and how far from the edge it lies. */
#define LEAST_HOLE 0.18
#define MOST_HOLE 0.42
#define HOLE_MARGIN 0.75
#define LEAST_ROUND 0.66 /* of its box, filled; a disc has 0.79 */
#define MOST_ROUND 0.88

/* A staple, or its shadow: as long as this, within this of a corner. */
#define STAPLE_LENGTH 0.22
#define STAPLE_CORNER 0.9

static int
pixels(double inches, double scale)
{
	return MAX(1, (int)(PREPARED_DPI * scale * inches));
}

static void
paint_over(PIX *gray, PIX *ink, PIX *mask)
{
	pixSetMasked(gray, mask, 255);
	pixSubtract(ink, ink, mask);
}

/* With the gray edges about it. */
static PIX *
widened(PIX *mask)
{
	return pixDilateBrick(NULL, mask, 2 * EDGE + 1, 2 * EDGE + 1);
}

static void
wipe(PIX *gray, PIX *ink, PIX *mask)
{
	PIX *wide = widened(mask);

	paint_over(gray, ink, wide);
	pixDestroy(&wide);
}

static gboolean
is_empty(PIX *mask)
{
	l_int32 empty = TRUE;

	pixZero(mask, &empty);
	return empty;
}

/* Black where `length` pixels from here on, along (1, 0) or (0, 1), are. */
static void
erode(PIX *pix, int length, int x, int y)
{
	int width = pixGetWidth(pix), height = pixGetHeight(pix);

	for (int reach = 1, step; reach < length; reach += step) {
		PIX *before = pixCopy(NULL, pix);

		step = MIN(reach, length - reach);
		pixRasterop(pix, -step * x, -step * y, width, height,
			    PIX_SRC & PIX_DST, before, 0, 0);
		pixRasterop(pix, x ? width - step : 0, y ? height - step : 0,
			    width, height, PIX_CLR, NULL, 0, 0);
		pixDestroy(&before);
	}
}

/* Black where one of the `length` pixels up to here is. */
static void
dilate(PIX *pix, int length, int x, int y)
{
	int width = pixGetWidth(pix), height = pixGetHeight(pix);

	for (int reach = 1, step; reach < length; reach += step) {
		PIX *before = pixCopy(NULL, pix);

		step = MIN(reach, length - reach);
		pixRasterop(pix, step * x, step * y, width, height,
			    PIX_SRC | PIX_DST, before, 0, 0);
		pixDestroy(&before);
	}
}

/* What boxes of so many inches, all ink, cover. (Leptonica's own opening takes
 * three times as long, and on most pages there is none.) */
static void
add_opened(PIX *mask, PIX *ink, double width, double height, double scale)
{
	int columns = pixels(width, scale), rows = pixels(height, scale);
	PIX *opened = pixCopy(NULL, ink);

	erode(opened, columns, 1, 0);
	erode(opened, rows, 0, 1);
	if (!is_empty(opened)) {
		dilate(opened, columns, 1, 0);
		dilate(opened, rows, 0, 1);
		pixOr(mask, mask, opened);
	}
	pixDestroy(&opened);
}

/* --- solid black --- */

static gboolean
touches_edge(const BOX *box, PIX *page)
{
	return box->x <= 1 || box->y <= 1 ||
	       box->x + box->w >= pixGetWidth(page) - 1 ||
	       box->y + box->h >= pixGetHeight(page) - 1;
}

/* Of one mark: all of it where it is mostly solid (a hole, a box), its ragged
 * edge too where it comes in from the page's edge, else the solid alone, for
 * letters may touch it. */
static void
add_mark(PIX *mask, PIX *mark, PIX *solid, const BOX *box)
{
	PIX *core = pixClipRectangle(solid, (BOX *)(gsize)box, NULL);
	l_int32 all = 0, black = 0;

	pixAnd(core, core, mark);
	pixCountPixels(mark, &all, NULL);
	pixCountPixels(core, &black, NULL);
	if (black >= MOSTLY_SOLID * all) {
		pixCopy(core, mark);
	} else if (touches_edge(box, mask)) {
		PIX *near = pixDilateCompBrick(NULL, core, 2 * RAGGED + 1,
					       2 * RAGGED + 1);

		pixAnd(core, near, mark);
		pixDestroy(&near);
	}
	pixRasterop(mask, box->x, box->y, box->w, box->h, PIX_PAINT, core, 0,
		    0);
	pixDestroy(&core);
}

static void
add_solid(PIX *mask, PIX *ink, double scale)
{
	PIX *solid = pixCreateTemplate(ink), *marks;
	PIXA *parts = NULL;
	BOXA *boxes;

	add_opened(solid, ink, SOLID_WIDTH, SOLID_HEIGHT, scale);
	add_opened(solid, ink, SOLID_HEIGHT, SOLID_LENGTH, scale);
	if (!is_empty(solid)) {
		marks = pixSeedfillBinary(NULL, solid, ink, 8);
		boxes = pixConnComp(marks, &parts, 8);
		for (int i = 0; i < boxaGetCount(boxes); i++)
			add_mark(mask, parts->pix[i], solid, boxes->box[i]);
		pixDestroy(&marks);
		pixaDestroy(&parts);
		boxaDestroy(&boxes);
	}
	pixDestroy(&solid);
}

/* --- holes and staples --- */

static gboolean
is_round(PIX *ink, const BOX *box)
{
	PIX *ring = pixClipRectangle(ink, (BOX *)(gsize)box, NULL);
	PIX *framed = pixAddBorder(ring, 1, 0);
	PIX *holes = pixHolesByFilling(framed, 4);
	l_int32 area = 0;
	double part;

	pixOr(framed, framed, holes);
	pixCountPixels(framed, &area, NULL);
	part = (double)area / (box->w * box->h);
	pixDestroy(&ring);
	pixDestroy(&framed);
	pixDestroy(&holes);
	return part > LEAST_ROUND && part < MOST_ROUND;
}

static gboolean
is_hole(PIX *ink, const BOX *box, double scale)
{
	int least = pixels(LEAST_HOLE, scale), most = pixels(MOST_HOLE, scale);
	int margin = pixels(HOLE_MARGIN, scale);

	return box->w >= least && box->w <= most && box->h >= least &&
	       box->h <= most && abs(box->w - box->h) <= least / 3 &&
	       (box->x + box->w < margin || box->y + box->h < margin ||
		box->x > pixGetWidth(ink) - margin ||
		box->y > pixGetHeight(ink) - margin) &&
	       is_round(ink, box);
}

static gboolean
is_staple(PIX *ink, const BOX *box, double scale)
{
	int corner = pixels(STAPLE_CORNER, scale);

	return MAX(box->w, box->h) >= pixels(STAPLE_LENGTH, scale) &&
	       (box->x + box->w < corner ||
		box->x > pixGetWidth(ink) - corner) &&
	       (box->y + box->h < corner ||
		box->y > pixGetHeight(ink) - corner);
}

static void
add_holes_and_staples(PIX *mask, PIX *ink, BOXA *boxes, double scale)
{
	for (int i = 0; i < boxaGetCount(boxes); i++) {
		BOX *box = boxes->box[i];

		if (is_staple(ink, box, scale) || is_hole(ink, box, scale))
			pixSetInRect(mask, box);
	}
}

gboolean
marks_wipe_solid(PIX *gray, PIX *ink, BOXA *boxes, double scale)
{
	PIX *mask = pixCreateTemplate(ink);
	gboolean found;

	add_solid(mask, ink, scale);
	add_holes_and_staples(mask, ink, boxes, scale);
	found = !is_empty(mask);
	if (found)
		wipe(gray, ink, mask);
	pixDestroy(&mask);
	return found;
}

/* --- rules --- */

/* But for strokes that run into the rule: a g that stands on one would else
 * lose its tail, and be a q. */
static void
wipe_level(PIX *gray, PIX *ink, PIX *rules)
{
	PIX *wide = widened(rules);
	PIX *strokes = pixSubtract(NULL, ink, wide);

	pixDilateBrick(strokes, strokes, 3, 2 * EDGE + 1);
	pixAnd(strokes, strokes, ink);
	pixSubtract(strokes, strokes, rules);
	pixSubtract(wide, wide, strokes);
	paint_over(gray, ink, wide);
	pixDestroy(&wide);
	pixDestroy(&strokes);
}

/* Those that reach a level rule, and all that are long. */
static PIX *
find_upright(PIX *ink, PIX *faint, PIX *level, double scale)
{
	PIX *upright = pixCreateTemplate(ink), *all = pixCreateTemplate(ink);
	PIX *in_table = widened(level);

	add_opened(all, ink, 0, UPRIGHT_RULE_IN_TABLE, scale);
	add_opened(all, faint, 0, FAINT_UPRIGHT_RULE_IN_TABLE, scale);
	add_opened(upright, ink, 0, UPRIGHT_RULE, scale);
	add_opened(upright, faint, 0, FAINT_UPRIGHT_RULE, scale);
	pixAnd(in_table, in_table, all);
	pixSeedfillBinary(in_table, in_table, all, 8);
	pixOr(upright, upright, in_table);
	pixDestroy(&in_table);
	pixDestroy(&all);
	return upright;
}

/* The header table's rules, underlines and a scan's edges would lose or double
 * the text beside them. */
gboolean
marks_wipe_rules(PIX *gray, PIX *ink, double scale)
{
	PIX *level = pixCreateTemplate(ink), *upright;
	PIX *faint = pixThresholdToBinary(gray, FAINT_THRESHOLD);
	gboolean found;

	add_opened(level, ink, LEVEL_RULE, 0, scale);
	add_opened(level, faint, FAINT_LEVEL_RULE, 0, scale);
	upright = find_upright(ink, faint, level, scale);
	found = !is_empty(level) || !is_empty(upright);
	if (found) {
		wipe(gray, ink, upright);
		wipe_level(gray, ink, level);
	}
	pixDestroy(&level);
	pixDestroy(&upright);
	pixDestroy(&faint);
	return found;
}
