/* pdf_object.h - what a page draws by name: images, and forms with operators of
 * their own. */
#ifndef OCR_PDF_PDF_OBJECT_H
#define OCR_PDF_PDF_OBJECT_H

#include "ocr/pdf/pdf_stream.h"

#define MOST_FORMS 500 /* drawn, on one page */

void pdf_object_draw(struct pdf_stream *stream); /* Do */

/* The XObject of that name (without slash), if there is one. */
qpdf_oh pdf_object_find(qpdf_data pdf, qpdf_oh resources, const char *name);
/* It is a stream of that subtype, "/Form". */
gboolean pdf_object_is(qpdf_data pdf, qpdf_oh object, const char *subtype);

/* Where a form's dictionary puts it; the identity where it does not say. */
struct matrix pdf_object_read_matrix(qpdf_data pdf, qpdf_oh dict);

/* A form, drawn in that state. */
void pdf_object_survey_form(struct pdf_surveyor *surveyor, qpdf_oh form,
			    qpdf_oh outer_resources,
			    const struct pdf_state *state, guint depth);

#endif
