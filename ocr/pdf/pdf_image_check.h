/* pdf_image_check.h - whether an image of a PDF is all there. */
#ifndef OCR_PDF_PDF_IMAGE_CHECK_H
#define OCR_PDF_PDF_IMAGE_CHECK_H

#include <glib.h>
#include <qpdf/qpdf-c.h>

#include "ocr/image/damage.h"

/* Down to its last code, but for JBIG2 and JPEG 2000: their decoders speak when
 * the page is drawn. shows_text: it may be what the page is read from; else a
 * small JPEG, as a logo is, has its two ends looked at, which costs nothing. */
void pdf_image_check(qpdf_data pdf, qpdf_oh image, gboolean shows_text,
		     struct damage *damage);

#endif
