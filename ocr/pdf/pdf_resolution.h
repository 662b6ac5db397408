/* pdf_resolution.h - how finely a page is to be drawn. */
#ifndef OCR_PDF_PDF_RESOLUTION_H
#define OCR_PDF_PDF_RESOLUTION_H

#include <glib.h>
#include <poppler.h>

#include "ocr/pdf/pdf_survey.h"

struct resolution {
	double x, y;   /* dpi, of the page as shown */
	gboolean scan; /* it is that of the images that cover the page */
};

/* What its smallest text needs, and what its images have. survey: NULL where
 * there is none. */
struct resolution pdf_resolution_find(PopplerPage *page,
				      const struct pdf_survey *survey);

#endif
