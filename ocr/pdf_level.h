/* pdf_level.h - a PDF page whose text does not run level, made one whose text
 * does.
 *
 * Text is read in the direction that most of it runs in, whether /Rotate or a
 * matrix gave it that; a page that was scanned, recognised and set upright
 * again runs a few degrees off. What runs in another direction than the page's
 * text was put over it: watermarks, stamps, numbers up the margin. */
#ifndef OCR_PDF_LEVEL_H
#define OCR_PDF_LEVEL_H

#include <glib.h>
#include <poppler.h>
#include <qpdf/qpdf-c.h>

#include "core/cleanup.h"

struct level_page {
	PopplerDocument *document; /* of this page alone */
	PopplerPage *page;	   /* in the reading frame */
	int rotation_deg;	   /* how that lies in the page as shown: */
	double skew_deg;	   /* see struct page */
	gsize kept, left_out; /* bytes of strings shown, each string once */
	gboolean mirrored;    /* most of its text, which cannot be read */
};

/* NULL where its text runs level after all, or cannot be taken apart. */
struct level_page *level_page_new(qpdf_data pdf, guint number);
void level_page_free(struct level_page *level);

DEFINE_AUTOPTR(level_page, level_page_free)

#endif
