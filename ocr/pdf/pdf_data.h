/* pdf_data.h - what the streams of a PDF hold, decoded, and whether that is all
 * of it. */
#ifndef OCR_PDF_PDF_DATA_H
#define OCR_PDF_PDF_DATA_H

#include <glib.h>
#include <qpdf/qpdf-c.h>

#include "ocr/image/damage.h"

/* The caller's; NULL where there would be more than most bytes, or the filter
 * is not known. What is missing or wrong is noted as damage of what, "its
 * content". */
GByteArray *pdf_data_read(qpdf_data pdf, qpdf_oh stream, gsize most,
			  struct damage *damage, const char *what);

/* The same of a page's content, whose parts follow one another. */
GByteArray *pdf_data_read_page(qpdf_data pdf, qpdf_oh page, gsize most,
			       struct damage *damage);

/* Only whether a stream that is compressed by zlib, or by nothing, is whole. */
void pdf_data_check(qpdf_data pdf, qpdf_oh stream, struct damage *damage,
		    const char *what);

/* As it is in the file, but for encryption; NULL where there is nothing. To be
 * freed by free(). */
guint8 *pdf_data_read_raw(qpdf_data pdf, qpdf_oh stream, gsize *out_size);

/* The one filter of a stream, "" for none, NULL for several. */
const char *pdf_data_filter(qpdf_data pdf, qpdf_oh stream);

/* The object is named, but is not in the file: lost, where it is of use. */
gboolean pdf_data_is_lost(qpdf_data pdf, qpdf_oh object);

#endif
