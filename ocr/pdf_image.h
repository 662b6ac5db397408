/* pdf_image.h - what a PDF page looks like. */
#ifndef OCR_PDF_IMAGE_H
#define OCR_PDF_IMAGE_H

#include <glib.h>
#include <poppler.h>

#include "ocr/scan.h"

/* An image on the page covers at least half of it. */
gboolean pdf_image_covers_page(PopplerPage *page);

/* Anything at all is drawn on the page. */
gboolean pdf_image_has_marks(PopplerPage *page);

/* The page drawn at the resolution of the image that it shows, or at what
 * suits its text. REJECT when even a coarse drawing has more than max_pixels.
 */
struct scan *pdf_image_scan(PopplerPage *page, gint64 max_pixels,
			    GError **error);

#endif
