/* spread.h - two pages side by side on one sheet. */
#ifndef OCR_PREPARE_SPREAD_H
#define OCR_PREPARE_SPREAD_H

#include <glib.h>

#include "ocr/image/leptonica.h"

/* ink: bilevel, level, upright, without rules. TRUE where a white gutter parts
 * a wide page's text into two pages, at least one of which has paragraphs; a
 * wide table has cells, whose text is short. */
gboolean spread_stands_on(PIX *ink);

#endif
