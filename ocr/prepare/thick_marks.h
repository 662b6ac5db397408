/* thick_marks.h - marks that may lie over the print: a watermark's glyphs, a
 * redaction, a stamp's frame. What was read beside or below one is in doubt.
 *
 * At scale times PREPARED_DPI or near it. */
#ifndef OCR_PREPARE_THICK_MARKS_H
#define OCR_PREPARE_THICK_MARKS_H

#include "ocr/image/leptonica.h"
/* Where words may have lost glyphs to them, for the caller to destroy; NULL:
 * nowhere. wiped: what was taken out of the ink, as large as it. */
PIX *thick_marks_find(PIX *ink, PIX *wiped, double scale);

#endif
