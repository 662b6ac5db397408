/* pdf_image.h - what a PDF page looks like. */
#ifndef OCR_PDF_PDF_IMAGE_H
#define OCR_PDF_PDF_IMAGE_H

#include <glib.h>
#include <poppler.h>

#include "core/cleanup.h"
#include "core/document.h"
#include "ocr/image/scan.h"
#include "ocr/pdf/pdf_survey.h"

/* The page drawn as finely as its images and its text need. survey: NULL where
 * there is none. What Poppler's decoders complain of is noted as damage. REJECT
 * when even a coarse drawing has more than max_pixels. */
struct scan *pdf_image_scan(PopplerPage *page, const struct pdf_survey *survey,
			    gint64 max_pixels, struct damage *damage,
			    GError **error);

/* A part of a page, for a quick look. Boxes are of the page as shown, in
 * points. */
struct drawing;

/* NULL where the page is too large for that, or there is no memory for it. */
struct drawing *pdf_image_draw(PopplerPage *page, double dpi,
			       const struct box *part);
void drawing_free(struct drawing *drawing);

/* Copies what is in the box, which lies in the part, to that place of a gray
 * image. */
void drawing_copy(const struct drawing *drawing, const struct box *box, PIX *to,
		  int x, int y);

DEFINE_AUTOPTR(drawing, drawing_free)

#endif
