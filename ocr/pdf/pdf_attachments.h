/* pdf_attachments.h - the files embedded in a PDF. */
#ifndef OCR_PDF_PDF_ATTACHMENTS_H
#define OCR_PDF_PDF_ATTACHMENTS_H

#include <glib.h>
#include <qpdf/qpdf-c.h>

/* Their streams, each once, as an array of qpdf_oh: those of the document in
 * the order of their names, then those that are attached to pages. Bounded;
 * objects that are not embedded files are skipped. The caller frees the
 * array. */
GArray *pdf_attachments_find(qpdf_data pdf);

/* What one of them holds. NULL where its stream is damaged, or tells of more
 * bytes than max_bytes. */
GBytes *pdf_attachment_read(qpdf_data pdf, qpdf_oh stream, gint64 max_bytes);

#endif
