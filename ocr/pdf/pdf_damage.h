/* pdf_damage.h - finds what a PDF page has lost: content, fonts and images that
 * it names, and their parts.
 *
 * PDF readers repair a damaged file by leaving out what they cannot read. */
#ifndef OCR_PDF_PDF_DAMAGE_H
#define OCR_PDF_PDF_DAMAGE_H

#include <glib.h>
#include <qpdf/qpdf-c.h>

#include "core/cleanup.h"
#include "ocr/image/damage.h"

/* Remembers what it has looked at: pages share their fonts. */
struct pdf_damage;

/* pdf outlives it. */
struct pdf_damage *pdf_damage_new(qpdf_data pdf);
void pdf_damage_free(struct pdf_damage *known);

/* Notes what the page's resources lack: fonts, forms, and images down to their
 * last code, but for JBIG2 and JPEG 2000. drawn: the page is read as it is
 * drawn; else its words are its own, and what its images lose leaves them
 * right. Its content is pdf_data_read_page()'s. */
void pdf_damage_find(struct pdf_damage *known, qpdf_oh page, gboolean drawn,
		     struct damage *damage);

DEFINE_AUTOPTR(pdf_damage, pdf_damage_free)

#endif
