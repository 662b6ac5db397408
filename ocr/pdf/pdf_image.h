/* pdf_image.h - what a PDF page looks like. */
#ifndef OCR_PDF_PDF_IMAGE_H
#define OCR_PDF_PDF_IMAGE_H

#include <glib.h>
#include <poppler.h>

#include "ocr/image/scan.h"
#include "ocr/pdf/pdf_survey.h"

/* The page drawn as finely as its images and its text need. survey: NULL where
 * there is none. What Poppler's decoders complain of is noted as damage. REJECT
 * when even a coarse drawing has more than max_pixels. */
struct scan *pdf_image_scan(PopplerPage *page, const struct pdf_survey *survey,
			    gint64 max_pixels, struct damage *damage,
			    GError **error);

/* The page drawn at that resolution, 8 bits gray; NULL where it is too large
 * for a quick look, or there is no memory for it. */
PIX *pdf_image_draw(PopplerPage *page, double dpi);

#endif
