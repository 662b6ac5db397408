/* pdf_image.h - what a PDF page looks like. */
#ifndef OCR_PDF_IMAGE_H
#define OCR_PDF_IMAGE_H

#include <glib.h>
#include <poppler.h>

/* An image on the page covers at least half of it. */
gboolean pdf_image_covers_page(PopplerPage *page);

/* Anything at all is drawn on the page. */
gboolean pdf_image_has_marks(PopplerPage *page);

#endif
