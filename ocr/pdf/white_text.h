/* white_text.h - a scan's print below text in white. */
#ifndef OCR_PDF_WHITE_TEXT_H
#define OCR_PDF_WHITE_TEXT_H

#include <poppler.h>

#include "ocr/image/scan.h"
#include "ocr/layer/text_layer.h"
#include "ocr/pdf/pdf_scan.h"

/* The page drawn without its white text, but for print of which that text
 * leaves nothing to be seen. NULL where it has none, or cannot be drawn. layer:
 * its text as read, with the marks in it. */
struct scan *white_text_uncover(struct pdf_scans *scans, PopplerPage *shown,
				guint number, const struct text_layer *layer,
				gint64 max_pixels);

#endif
