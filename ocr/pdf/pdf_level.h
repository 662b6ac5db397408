/* pdf_level.h - a PDF page whose text does not run level, made one whose text
 * does.
 *
 * Text is read in the direction that most of it runs in, whether /Rotate or a
 * matrix gave it that; a page that was scanned, recognised and set upright
 * again runs a few degrees off. What runs in another direction than the page's
 * text was put over it: watermarks, stamps, numbers up the margin. */
#ifndef OCR_PDF_PDF_LEVEL_H
#define OCR_PDF_PDF_LEVEL_H

#include <glib.h>
#include <poppler.h>
#include <qpdf/qpdf-c.h>

#include "core/cleanup.h"
#include "ocr/pdf/pdf_survey.h"

struct level_page {
	PopplerDocument *document; /* of this page alone */
	PopplerPage *page;
	int rotation_deg; /* how the reading frame lies in the page as shown: */
	double skew_deg;  /* see struct page */
	gsize kept, left_out; /* bytes of strings shown, each string once */
	double width, height; /* of page, in points */
	gboolean surveyed;
	struct pdf_survey survey; /* of page, where surveyed */
	gboolean mirrored;	  /* most of its text, which cannot be read */
};

enum level_page_frame {
	LEVEL_PAGE_TURNED,   /* so that its text runs level */
	LEVEL_PAGE_AS_SHOWN, /* only without what is left out */
};

/* marks: of struct word_style; what looks so is left out too. NULL where the
 * page's content cannot be taken apart. */
struct level_page *level_page_new(qpdf_data pdf, guint number,
				  const GArray *marks,
				  enum level_page_frame frame);
void level_page_free(struct level_page *level);

DEFINE_AUTOPTR(level_page, level_page_free)

#endif
