/* pdf_samples.h - an image stream of a PDF becomes a PIX, without drawing. */
#ifndef OCR_PDF_PDF_SAMPLES_H
#define OCR_PDF_PDF_SAMPLES_H

#include <glib.h>
#include <qpdf/qpdf-c.h>

#include "ocr/image/damage.h"
#include "ocr/image/leptonica.h"

/* 1 bit, or 8 bits gray. NULL for kinds that are better drawn (masks, soft
 * masks, palettes, CMYK, JBIG2, JPEG 2000, more than max_pixels), and for
 * damaged ones. black: what a stencil mask is painted in. */
PIX *pdf_samples_read(qpdf_data pdf, qpdf_oh image, gboolean black,
		      gint64 max_pixels, struct damage *damage);

#endif
