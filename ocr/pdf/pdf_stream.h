/* pdf_stream.h - a stream of operators while it is surveyed: what the files
 * that survey a page share, each for operators of its own.
 *
 * Their functions do what an operator does. What is not of its form is passed
 * over; what a page has too much of sets the surveyor's too_much, or makes the
 * survey crowded. */
#ifndef OCR_PDF_PDF_STREAM_H
#define OCR_PDF_PDF_STREAM_H

#include "ocr/pdf/pdf_survey.h"
#include "ocr/pdf/pdf_tokens.h"

#define PDF_DEEPEST_STATE 64

/* How the operands of a colour make a lightness. */
enum pdf_colours {
	PDF_GRAY,
	PDF_RGB,
	PDF_CMYK,
	PDF_BLACK_INK,	  /* one operand: how much of it */
	PDF_OTHER_COLOURS /* a pattern, a palette, ... */
};

/* Text and areas are filled, lines are stroked. */
struct pdf_paint {
	enum pdf_colours colours;
	double lightness; /* 0 black to 1 white, or PDF_UNKNOWN_LIGHTNESS */
	double alpha;
};

struct pdf_state {
	struct matrix matrix;
	struct pdf_paint fill, stroke;
	double line_width;
	gboolean blended; /* not simply painted over what is there */
	struct area clip; /* in the page's space; what is outside is not seen */
	gboolean clip_is_shape; /* and not all that is inside is */
	int text_mode;
	double font_size, leading, stretch, rise;
	guint font; /* see struct shown_run */
};

struct pdf_point {
	double x, y; /* in the page's space */
};

/* A path in the making. */
struct pdf_path {
	GArray *parts;		    /* of struct pdf_part, see pdf_path.c */
	struct pdf_point points[5]; /* the first ones of the subpath at hand */
	guint count;		    /* of all its points */
	struct area box;	    /* of them */
	gboolean curved;	    /* the subpath is */
	gboolean clips;		    /* the path will */
	guint curves;		    /* of the whole path */
};

/* A font by its name in the resources that it was last asked for. */
struct pdf_font {
	qpdf_oh resources;
	char *name;
	guint font;
};

struct pdf_surveyor {
	qpdf_data pdf;
	struct pdf_survey *out;
	guint objects, forms;
	gsize bytes;
	gboolean too_much;
	guint order;	/* of what is painted next */
	guint marked;	/* marked content: how deep; */
	guint optional; /* from which depth on a viewer may hide it; 0: not */
	struct pdf_path path;
	GArray *fonts; /* of struct pdf_font */
};

/* One stream of operators, of the page or of a form. */
struct pdf_stream {
	struct pdf_surveyor *surveyor;
	struct pdf_tokens tokens;
	qpdf_oh resources;
	guint depth, level;
	struct pdf_state state, stack[PDF_DEEPEST_STATE];
	struct matrix text, text_line; /* the text matrix, and its line's */
	gboolean text_moved;	       /* since text was last shown */
};

/* Goes through the operators of data, in the state that the stream is in. */
void pdf_stream_survey(struct pdf_stream *stream, const char *data, gsize size);

#endif
