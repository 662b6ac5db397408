/* text_direction.h - which way text runs that a PDF's operators show. */
#ifndef OCR_PDF_TEXT_DIRECTION_H
#define OCR_PDF_TEXT_DIRECTION_H

#include <math.h>

#include "ocr/image/matrix.h"

/* Poppler still makes whole lines of text that is less off level than this. */
#define TEXT_LEVEL_DEG 0.25

/* Its glyphs are mirrored: no way to turn it makes it readable. */
static inline gboolean
text_direction_is_mirrored(const struct matrix *m)
{
	return m->a * m->d - m->b * m->c < 0;
}

/* In degrees, counterclockwise from level, on a page that is shown turned
 * clockwise by so many quarters: -180 to 180. m: the text matrix and then the
 * current one. */
static inline double
text_direction_angle(const struct matrix *m, int turns)
{
	double angle = atan2(m->b, m->a) * 180 / G_PI - 90 * turns;

	return remainder(angle, 360);
}

static inline gboolean
text_direction_is_level(const struct matrix *m, int turns)
{
	/* Nearly all text: not worth its arc. */
	if (turns == 0 && m->b == 0 && m->a > 0)
		return m->d >= 0;
	return !text_direction_is_mirrored(m) &&
	       fabs(text_direction_angle(m, turns)) < TEXT_LEVEL_DEG;
}

#endif
