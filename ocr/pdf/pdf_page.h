/* pdf_page.h - a page of a PDF as qpdf has it: what of it is shown, and how it
 * is turned. */
#ifndef OCR_PDF_PDF_PAGE_H
#define OCR_PDF_PDF_PAGE_H

#include <glib.h>
#include <qpdf/qpdf-c.h>

#include "core/cleanup.h"
#include "ocr/image/matrix.h"

/* Reads a PDF from bytes that outlive it, with inherited attributes pushed
 * down to its pages; NULL where qpdf cannot. */
qpdf_data pdf_read(GBytes *bytes);
/* An empty one. */
qpdf_data pdf_new(void);
void pdf_free(qpdf_data pdf);

/* The rectangle of that key, its corners in order; FALSE: there is none. */
gboolean pdf_page_read_box(qpdf_data pdf, qpdf_oh dict, const char *key,
			   struct area *out);
/* FALSE: no size. Like Poppler, all here take a unit of the page's own
 * (UserUnit) for a point. */
gboolean pdf_page_read_shown(qpdf_data pdf, qpdf_oh page, struct area *out);
/* Quarter turns clockwise that it is shown in: 0 to 3. */
int pdf_page_read_turns(qpdf_data pdf, qpdf_oh page);

/* Whether qpdf complained, since they were last forgotten, that it could not
 * decode a stream; it forgets them too. What else it warns of it mends. */
gboolean pdf_has_decoding_warning(qpdf_data pdf);
void pdf_forget_warnings(qpdf_data pdf);

/* Once done with what was asked: lets go of its handles, and of an error that
 * qpdf would complain of aloud. */
void pdf_settle(qpdf_data pdf);

#endif
