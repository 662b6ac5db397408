/* pdf_survey.h - what a PDF page is made of: images and their resolution,
 * visible text, invisible text. */
#ifndef OCR_PDF_PDF_SURVEY_H
#define OCR_PDF_PDF_SURVEY_H

#include <glib.h>
#include <qpdf/qpdf-c.h>

#include "ocr/image/damage.h"
#include "ocr/image/matrix.h"

struct shown_image {
	struct area area;
	double x_dpi, y_dpi; /* along the axes of the page's own space */
};

/* Areas and points of what follows are of the page as shown: its origin at the
 * top left, y downwards. Orders tell what was painted before what. */

enum shape_kind {
	SHAPE_AREA,   /* a filled rectangle, or a shading */
	SHAPE_RULE,   /* a thin one, or a line, whichever way it lies */
	SHAPE_FIGURE, /* anything else: the area holds it */
	SHAPE_IMAGE,
	SHAPE_STRIKE,	 /* an annotation that strikes text */
	SHAPE_PEN,	 /* an annotation that a thin pen drew */
	SHAPE_REDACTION, /* an annotation that wants text removed */
	SHAPE_ANNOTATION /* one that shows anything else */
};

#define PDF_UNKNOWN_LIGHTNESS (-1.0)

struct shown_shape {
	enum shape_kind kind;
	struct area area; /* as far as it is not clipped away */
	struct shown_line {
		double x0, y0, x1, y1;
	} line;		  /* of a rule: its middle, clipped or not */
	guint order;	  /* of an annotation: after everything */
	double lightness; /* 0 black to 1 white, or PDF_UNKNOWN_LIGHTNESS */
	gboolean stroked; /* a figure of lines alone */
};

/* Text that is shown from one place on. */
struct shown_run {
	double x, y;   /* where its base line starts */
	double dx, dy; /* the way it runs, of length 1 */
	double size;   /* points, of its font */
	guint strings; /* that it is made of */
	guint font;    /* of the file's objects; 0: one that shows what it says,
			* as far as is known without drawing it */
	guint order;
	struct area clip; /* nothing outside of it is seen */
	enum run_look {
		RUN_SEEN,     /* but for its colour */
		RUN_DOUBTFUL, /* tiny, in a pattern, ...: it may be */
		RUN_HIDDEN    /* nothing of it is seen */
	} look;
};

struct pdf_survey {
	struct area shown; /* of the page, in its own space */
	int turns;	   /* quarters clockwise that it is shown in */
	GArray *images;	   /* of struct shown_image, in drawing order */
	double inlined;	   /* what images in the content itself cover */
	guint curves;	   /* of shapes that are painted */
	gboolean shapes, annotated;
	guint visible_text, hidden_text; /* strings shown */
	GArray *shapes_shown;		 /* of struct shown_shape */
	GArray *runs;			 /* of struct shown_run */
	gboolean crowded;		 /* more of them than are kept */
	gboolean reworded;  /* text is given in other words than it shows */
	gboolean off_level; /* some of its text does not run level, from left
			     * to right, on the page as shown */
	gboolean damaged;   /* the file is, and more may be on the page */
};

/* FALSE if it is not understood, or is too large: out is then of no use.
 * Content that cannot be decoded is noted as damage. */
gboolean pdf_survey_page(qpdf_data pdf, qpdf_oh page, struct pdf_survey *out,
			 struct damage *damage);
void pdf_survey_clear(struct pdf_survey *survey);

/* An area of the page's own space, as shown. */
struct area pdf_survey_place(const struct pdf_survey *survey,
			     const struct area *area);

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
