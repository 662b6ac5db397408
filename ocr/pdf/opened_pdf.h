/* opened_pdf.h - a PDF opened by both its readers: Poppler for what it shows,
 * qpdf for what it is made of. */
#ifndef OCR_PDF_OPENED_PDF_H
#define OCR_PDF_OPENED_PDF_H

#include <glib.h>
#include <poppler.h>

#include "core/extract_settings.h"
#include "ocr/pdf/pdf_scan.h"

struct opened_pdf {
	GBytes *bytes; /* of all pages: those of further PDFs in the file come
			* behind its own (pdf_parts.h) */
	PopplerDocument *document;
	struct pdf_scans *scans; /* NULL where qpdf cannot read it */
	guint unread_files;	 /* attached ones that are no PDFs */
};

/* REJECT for what is cut off, needs a password, is damaged beyond opening, is
 * two files in a row or an XFA form that shows nothing outside Adobe's
 * programs, and as pdf_parts_find(). out is cleared by the caller, also then.
 */
gboolean opened_pdf_open(GBytes *bytes, const struct extract_settings *settings,
			 struct opened_pdf *out, GError **error);
void opened_pdf_clear(struct opened_pdf *open);

#endif
