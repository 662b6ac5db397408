/* solid_areas.h - areas of one tone: highlighter, shaded cells, stains,
 * redactions, the black of a scanner's bed.
 *
 * What is printed on a tone lighter than print stays: the tone becomes paper.
 * White print on black becomes black on white. Only what is black and empty is
 * wiped. Works on a gray page and its ink (bilevel, of the same size) at scale
 * times PREPARED_DPI or near it; what is lighter than pale is paper. */
#ifndef OCR_PREPARE_SOLID_AREAS_H
#define OCR_PREPARE_SOLID_AREAS_H

#include <glib.h>

#include "ocr/image/leptonica.h"

/* Adds what is to be wiped to mask, as large as the page. TRUE where gray and
 * ink were changed. */
gboolean solid_areas_clear(PIX *gray, PIX *ink, PIX *mask, double scale,
			   int pale);

#endif
