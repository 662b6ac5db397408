/* pdf_survey.h - of what a PDF page is made: images and how fine they are,
 * text that shows, text that does not. */
#ifndef OCR_PDF_SURVEY_H
#define OCR_PDF_SURVEY_H

#include <glib.h>
#include <qpdf/qpdf-c.h>

#include "ocr/damage.h"
#include "ocr/pdf_matrix.h"

struct shown_image {
	struct area area;
	double x_dpi, y_dpi; /* along the axes of the page's own space */
};

struct pdf_survey {
	struct area shown; /* of the page */
	int turns;	   /* quarters clockwise that it is shown in */
	GArray *images;	   /* of struct shown_image, in drawing order */
	double inlined;	   /* what images in the content itself cover */
	guint curves;	   /* of shapes that are painted */
	gboolean shapes, annotated;
	guint visible_text, hidden_text; /* strings shown */
	gboolean off_level; /* some of its text does not run level, from left
			     * to right, on the page as shown */
	gboolean damaged;   /* the file is, and more may be on the page */
};

/* FALSE where it is not understood, or is too much: out is then of no use. What
 * of its content cannot be decoded is noted as damage. */
gboolean pdf_survey_page(qpdf_data pdf, qpdf_oh page, struct pdf_survey *out,
			 struct damage *damage);
void pdf_survey_clear(struct pdf_survey *survey);

/* Nothing is drawn on it. */
gboolean pdf_survey_is_bare(const struct pdf_survey *survey);

/* Images (one, or the strips of one) cover at least half of the page. */
gboolean pdf_survey_is_scan(const struct pdf_survey *survey);

/* Where a content stream's names are looked up. */
struct pdf_resources {
	qpdf_data pdf;
	qpdf_oh dict;
};

/* The XObject of that name is a form, and nothing that it draws is seen: an
 * earlier recognition's text. resources: a struct pdf_resources; untyped, so
 * that readers of content can be given this function as it is. */
gboolean pdf_survey_is_unseen(const char *name, gpointer resources);

#endif
