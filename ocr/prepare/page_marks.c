/* page_marks.c - found by shape and by place, and painted over. */
#include "ocr/prepare/page_marks.h"

#include "ocr/prepare/ink_openings.h"
#include "ocr/prepare/solid_areas.h"

/* Rules are at least so long in one direction, in inches, where they are as
 * dark as ink. A hair line is not darker than the blur between glyphs; only if
 * it is longer than a word can it be told from that. An upright one no longer
 * than the strokes of a heading's glyphs must stand in a table: by a level
 * one. */
#define LEVEL_RULE 0.4
#define UPRIGHT_RULE 0.6
#define UPRIGHT_RULE_IN_TABLE 0.2
#define FAINT_LEVEL_RULE 0.8
#define FAINT_UPRIGHT_RULE 0.6
#define FAINT_UPRIGHT_RULE_IN_TABLE 0.3
#define FAINT_THRESHOLD 225

#define EDGE 2 /* pixels: how far a mark's blur reaches */

/* A hole's ring, in inches, and how far from the edge it lies. */
#define LEAST_HOLE 0.18
#define MOST_HOLE 0.42
#define HOLE_MARGIN 0.75
#define LEAST_ROUND 0.66 /* of its box, filled; a disc has 0.79 */
#define MOST_ROUND 0.88

/* A staple, or its shadow: as long as this, within this of a corner. */
#define STAPLE_LENGTH 0.22
#define STAPLE_CORNER 0.9

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
	int least = ink_pixels(LEAST_HOLE, scale),
	    most = ink_pixels(MOST_HOLE, scale);
	int margin = ink_pixels(HOLE_MARGIN, scale);

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
	int corner = ink_pixels(STAPLE_CORNER, scale);

	return MAX(box->w, box->h) >= ink_pixels(STAPLE_LENGTH, scale) &&
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
marks_wipe_solid(PIX *gray, PIX *ink, BOXA *boxes, double scale, int pale,
		 PIX *wiped)
{
	gboolean found;

	add_holes_and_staples(wiped, ink, boxes, scale);
	found = solid_areas_clear(gray, ink, wiped, scale, pale);
	if (ink_is_empty(wiped))
		return found;
	wipe(gray, ink, wiped);
	return TRUE;
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

	ink_add_opened(all, ink, 0, UPRIGHT_RULE_IN_TABLE, scale);
	ink_add_opened(all, faint, 0, FAINT_UPRIGHT_RULE_IN_TABLE, scale);
	ink_add_opened(upright, ink, 0, UPRIGHT_RULE, scale);
	ink_add_opened(upright, faint, 0, FAINT_UPRIGHT_RULE, scale);
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

	ink_add_opened(level, ink, LEVEL_RULE, 0, scale);
	ink_add_opened(level, faint, FAINT_LEVEL_RULE, 0, scale);
	upright = find_upright(ink, faint, level, scale);
	found = !ink_is_empty(level) || !ink_is_empty(upright);
	if (found) {
		wipe(gray, ink, upright);
		wipe_level(gray, ink, level);
	}
	pixDestroy(&level);
	pixDestroy(&upright);
	pixDestroy(&faint);
	return found;
}
