/* image_pdf.h - a page of a PDF that is nothing but an image. */
#ifndef OCR_SEARCHABLE_IMAGE_PDF_H
#define OCR_SEARCHABLE_IMAGE_PDF_H

#include <glib.h>
#include <qpdf/qpdf-c.h>

#include "ocr/image/leptonica.h"

/* A JPEG goes in as it is, and the page turns it. channels: 1, 3, 4; inverted:
 * of the four inks, as Adobe writes them; width and height of the page. */
void image_pdf_add_jpeg(qpdf_data pdf, GBytes *jpeg, int columns, int rows,
			int channels, gboolean inverted, int orientation,
			double width, double height);

/* Its pixels as they are, but that 16 bits become 8, and what is transparent
 * white. FALSE where there is no memory for it. */
gboolean image_pdf_add_pix(qpdf_data pdf, PIX *pix, double width,
			   double height);

#endif
