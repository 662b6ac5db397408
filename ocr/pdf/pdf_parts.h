/* pdf_parts.h - the other documents that a PDF file holds.
 *
 * Portfolios, and covers or e-mails that were printed with what was attached
 * to them, hold the letter as an embedded file, ISO 32000-1, 7.11.4. A person
 * opens it, and it is read as if its pages came behind the file's own. */
#ifndef OCR_PDF_PDF_PARTS_H
#define OCR_PDF_PDF_PARTS_H

#include <glib.h>
#include <qpdf/qpdf-c.h>

#include "core/extract_settings.h"

enum form {
	NO_XFA,
	XFA,		    /* besides pages */
	XFA_DRAWN_BY_ADOBE, /* which make the pages as they open it */
};

struct pdf_parts {
	/* One PDF of all pages: the file's own, then those of each further PDF
	 * in it, in order. The file itself, where it holds no other. */
	GBytes *whole;
	guint unread; /* attached files that are no PDFs */
	enum form form;
};

/* One PDF lies behind another's end. Viewers show one of them. */
gboolean pdf_parts_is_chain(GBytes *bytes);

/* pdf: bytes as pdf_read() read them; NULL where it could not, and then nothing
 * is attached. REJECT for a portfolio without a PDF, an attached PDF that
 * cannot be read, and what is beyond the settings' limits or attached to the
 * attached more than a few times over. */
gboolean pdf_parts_find(GBytes *bytes, qpdf_data pdf,
			const struct extract_settings *settings,
			struct pdf_parts *out, GError **error);
void pdf_parts_clear(struct pdf_parts *parts);

#endif
