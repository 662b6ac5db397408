/* thick_marks.c - what no letter of the text is as thick and as long as. */
#include "ocr/thick_marks.h"

#include "ocr/ink_openings.h"

/* Inches. The strokes of bold headings are thinner, bullets are shorter. */
#define THICK 0.04
#define LONG 0.18

/* How far from what is thick of a mark the rest of it may reach. */
#define TAIL 0.3

/* How far from it a word may have lost letters, or a part of them. */
#define REACH_ASIDE 0.06
#define REACH_UP 0.03

/* The parts of marks that are long, away from the page's edge. */
static void
keep_long(PIX *marks, double scale)
{
	int least = ink_pixels(LONG, scale);
	PIXA *parts = NULL;
	BOXA *boxes = pixConnComp(marks, &parts, 8);

	pixClearAll(marks);
	for (int i = 0; i < boxaGetCount(boxes); i++) {
		const BOX *box = boxes->box[i];

		if (MAX(box->w, box->h) >= least &&
		    !ink_touches_edge(box, marks))
			pixRasterop(marks, box->x, box->y, box->w, box->h,
				    PIX_PAINT, parts->pix[i], 0, 0);
	}
	boxaDestroy(&boxes);
	pixaDestroy(&parts);
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

PIX *
thick_marks_find(PIX *ink, PIX *wiped, double scale)
{
	PIX *marks = pixCopy(NULL, wiped);
	int aside = 2 * ink_pixels(REACH_ASIDE, scale) + 1;
	int up = 2 * ink_pixels(REACH_UP, scale) + 1;

	ink_add_opened(marks, ink, THICK, THICK, scale);
	keep_long(marks, scale);
	if (ink_is_empty(marks)) {
		pixDestroy(&marks);
		return NULL;
	}
	grow(marks, ink, scale);
	pixDilateBrick(marks, marks, aside, up);
	return marks;
}
