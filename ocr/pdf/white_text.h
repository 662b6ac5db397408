/* white_text.h - what text in white leaves of a scan's print. */
#ifndef OCR_PDF_WHITE_TEXT_H
#define OCR_PDF_WHITE_TEXT_H

#include "ocr/image/scan.h"

/* Wipes off the scan, of the page without its white text, the print of which
 * nothing is left on the page as shown; FALSE where the two are not of one
 * size. */
gboolean white_text_wipe_unseen(struct scan *uncovered,
				const struct scan *shown);

#endif
