/* pdf_annotations.h - a page's annotations. */
#ifndef OCR_PDF_PDF_ANNOTATIONS_H
#define OCR_PDF_PDF_ANNOTATIONS_H

#include "ocr/pdf/pdf_survey.h"

/* Sets annotated, and adds each annotation that is shown, or that takes away
 * what is below it, to shapes_shown. */
void pdf_annotations_survey(qpdf_data pdf, qpdf_oh page,
			    struct pdf_survey *out);

#endif
