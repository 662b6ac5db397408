/* upright.h - which way a page's lines run. */
#ifndef OCR_PREPARE_UPRIGHT_H
#define OCR_PREPARE_UPRIGHT_H

#include <glib.h>

#include "ocr/image/leptonica.h"

/* Quarter turns clockwise that bring the page upright; 0 with *out_sure FALSE
 * where too few glyphs tell. */
int upright_find_turns(PIX *ink, gboolean *out_sure);

/* Degrees clockwise, 20 or so at most, that level the lines; 0 where they are,
 * or unsure. */
double upright_find_skew(PIX *ink);

#endif
