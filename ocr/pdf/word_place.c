/* word_place.c - geometry on the page as shown. */
#include "ocr/pdf/word_place.h"

#include <math.h>

/* Of a word's box, which reaches above and below its glyphs. */
#define INNER 0.2

/* Above the base line, in font sizes: where a line strikes glyphs. What is
 * below is an underline. */
#define STRIKE_LOW 0.12
#define STRIKE_HIGH 0.6

/* A word's middle lies so far above its run's base line, in font sizes. */
#define MIDDLE 0.3
#define MIDDLE_SLACK 0.5

/* Of what strikes text; a highlighter's is lighter. */
#define DARK_INK 0.6

double
word_place_shared(double a0, double a1, double b0, double b1)
{
	return MIN(a1, b1) - MAX(a0, b0);
}

gboolean
word_place_overlaps(const struct area *area, const struct box *box)
{
	return word_place_shared(area->x0, area->x1, box->x0, box->x1) > 0 &&
	       word_place_shared(area->y0, area->y1, box->y0, box->y1) > 0;
}

struct box
word_place_inner(const struct box *box)
{
	double inset = INNER * MIN(box->x1 - box->x0, box->y1 - box->y0);

	return (struct box){ box->x0 + inset, box->y0 + inset, box->x1 - inset,
			     box->y1 - inset };
}

/* Where a point lies, seen from a run's start: along it, and above. */
static void
find_place(const struct shown_run *run, double x, double y, double *out_along,
	   double *out_above)
{
	x -= run->x;
	y -= run->y;
	*out_along = x * run->dx + y * run->dy;
	*out_above = x * run->dy - y * run->dx;
}

double
word_place_along(const struct shown_run *run, const struct box *word)
{
	double half, along, above;

	find_place(run, (word->x0 + word->x1) / 2, (word->y0 + word->y1) / 2,
		   &along, &above);
	if (fabs(above - MIDDLE * run->size) > MIDDLE_SLACK * run->size)
		return -1;
	half = hypot(run->dx * (word->x1 - word->x0),
		     run->dy * (word->y1 - word->y0)) /
	       2;
	return along + half < 0 ? -1 : MAX(along - half, 0);
}

/* A stroke that is not higher than the glyphs is drawn along them; a ring
 * around them is higher, and what is filled and so high covers them. */
#define MOST_STROKE_HIGH 1.0
#define MOST_FILLED_HIGH 0.6
/* In font sizes: a shorter one may be a glyph's own outline. */
#define LEAST_STROKE_LONG 1.5

/* The middle of what a pen drew; FALSE: it did not strike. Light ink, and ink
 * of unknown colour, marks text without striking it; what was drawn before the
 * text is its background. */
static gboolean
find_stroke(const struct shown_shape *shape, const struct shown_run *run,
	    struct shown_line *out)
{
	const struct area *a = &shape->area;
	gboolean level = fabs(run->dx) > fabs(run->dy);
	double wide = a->x1 - a->x0, high = a->y1 - a->y0;
	double x = (a->x0 + a->x1) / 2, y = (a->y0 + a->y1) / 2;
	double most = shape->stroked || shape->kind == SHAPE_PEN
			      ? MOST_STROKE_HIGH
			      : MOST_FILLED_HIGH;

	if ((shape->kind != SHAPE_FIGURE && shape->kind != SHAPE_PEN) ||
	    shape->order < run->order ||
	    shape->lightness == PDF_UNKNOWN_LIGHTNESS ||
	    shape->lightness > DARK_INK ||
	    (level ? high : wide) > most * run->size ||
	    (level ? wide : high) < LEAST_STROKE_LONG * run->size)
		return FALSE;
	*out = level ? (struct shown_line){ a->x0, y, a->x1, y }
		     : (struct shown_line){ x, a->y0, x, a->y1 };
	return TRUE;
}

double
word_place_struck_part(const struct shown_shape *shape,
		       const struct shown_run *run, const struct box *word)
{
	struct shown_line line = shape->line;
	double half = fabs(run->dx) * (word->x1 - word->x0) / 2 +
		      fabs(run->dy) * (word->y1 - word->y0) / 2;
	double a0, a1, h0, h1, middle, above, at, part;

	if (shape->kind != SHAPE_RULE && !find_stroke(shape, run, &line))
		return 0;
	find_place(run, line.x0, line.y0, &a0, &h0);
	find_place(run, line.x1, line.y1, &a1, &h1);
	find_place(run, (word->x0 + word->x1) / 2, (word->y0 + word->y1) / 2,
		   &middle, &above);
	part = word_place_shared(MIN(a0, a1), MAX(a0, a1), middle - half,
				 middle + half);
	if (part <= 0)
		return 0;
	at = CLAMP((middle - a0) / (a1 - a0), 0, 1);
	above = h0 + at * (h1 - h0);
	return above > STRIKE_LOW * run->size && above < STRIKE_HIGH * run->size
		       ? part / (2 * half)
		       : 0;
}
