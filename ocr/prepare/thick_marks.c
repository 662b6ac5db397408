/* thick_marks.c - what no glyph of the text is as thick and as long as. */
#include "ocr/prepare/thick_marks.h"

#include "ocr/prepare/ink_openings.h"

/* Inches. The strokes of bold headings are thinner, bullets are shorter. */
#define THICK 0.04
#define LONG 0.18

/* How far from what is thick of a mark the rest of it may reach. */
#define TAIL 0.3

/* How far from it a word may have lost glyphs, or a part of them. */
#define REACH_ASIDE 0.06
#define REACH_UP 0.03
/* A redaction's edge is sharp: a word that lost glyphs to it touches it, and
 * the one beside it is a space away. */
#define REACH_OF_BOX 0.03
#define BOX_SIDE 0.11
#define BOX_FILLED 0.9

/* Or several that touch. */
static gboolean
is_box(PIX *part, double scale)
{
	int side = ink_pixels(BOX_SIDE, scale);
	PIX *bare = pixOpenBrick(NULL, part, side, side);
	l_int32 all = 0, filled = 0;

	pixCountPixels(part, &all, NULL);
	pixCountPixels(bare, &filled, NULL);
	pixDestroy(&bare);
	return filled >= BOX_FILLED * all;
}

/* Leaves the parts of marks that are long, away from the page's edge, and
 * takes those of them that are upright boxes. */
static PIX *
take_boxes(PIX *marks, double scale)
{
	int least = ink_pixels(LONG, scale);
	PIXA *parts = NULL;
	BOXA *found = pixConnComp(marks, &parts, 8);
	PIX *boxes = pixCreateTemplate(marks);

	pixClearAll(marks);
	for (int i = 0; i < boxaGetCount(found); i++) {
		const BOX *box = found->box[i];

		if (MAX(box->w, box->h) >= least &&
		    !ink_touches_edge(box, marks))
			pixRasterop(is_box(parts->pix[i], scale) ? boxes
								 : marks,
				    box->x, box->y, box->w, box->h, PIX_PAINT,
				    parts->pix[i], 0, 0);
	}
	boxaDestroy(&found);
	pixaDestroy(&parts);
	return boxes;
}

/* To the thin ends of what is thick. */
static void
grow(PIX *marks, PIX *ink, double scale)
{
	int far = 2 * ink_pixels(TAIL, scale) + 1;
	PIX *near = pixDilateCompBrick(NULL, marks, far, far);
	PIX *whole = pixSeedfillBinary(NULL, marks, ink, 8);

	pixAnd(whole, whole, near);
	pixOr(marks, marks, whole);
	pixDestroy(&near);
	pixDestroy(&whole);
}

static void
widen(PIX *marks, double aside, double up, double scale)
{
	pixDilateBrick(marks, marks, 2 * ink_pixels(aside, scale) + 1,
		       2 * ink_pixels(up, scale) + 1);
}

PIX *
thick_marks_find(PIX *ink, PIX *wiped, double scale)
{
	PIX *marks = pixCopy(NULL, wiped), *boxes;

	ink_add_opened(marks, ink, THICK, THICK, scale);
	boxes = take_boxes(marks, scale);
	grow(marks, ink, scale);
	grow(boxes, ink, scale);
	widen(marks, REACH_ASIDE, REACH_UP, scale);
	widen(boxes, REACH_OF_BOX, REACH_OF_BOX, scale);
	pixOr(marks, marks, boxes);
	pixDestroy(&boxes);
	if (ink_is_empty(marks))
		pixDestroy(&marks);
	return marks;
}
