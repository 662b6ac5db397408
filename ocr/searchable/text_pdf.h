/* text_pdf.h - invisible words over the pages of a PDF. */
#ifndef OCR_SEARCHABLE_TEXT_PDF_H
#define OCR_SEARCHABLE_TEXT_PDF_H

#include <glib.h>
#include <qpdf/qpdf-c.h>

#include "core/document.h"

/* Puts the words of the document's recognised pages over those pages, where
 * readers find, select and copy them; they leave no mark, and no other object
 * of the file changes but that invisible text of such a page is dropped. Other
 * pages stay as they are: they have their text, or none. Returns the whole
 * file. REJECT where the two do not belong together, or the file cannot be
 * written. */
GBytes *text_pdf_write(qpdf_data pdf, const struct document *document,
		       GError **error);

#endif
