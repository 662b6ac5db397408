/* large_marks.h - a mark whose glyphs are larger and thicker than the text's:
 * COPY, DRAFT, a stamp. */
#ifndef OCR_PREPARE_LARGE_MARKS_H
#define OCR_PREPARE_LARGE_MARKS_H

#include "ocr/prepare/pale_page.h"

/* Wipes such marks off the page. Whether there were any. */
gboolean large_marks_wipe(const struct pale_page *page);

#endif
