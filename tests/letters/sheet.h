/* sheet.h - one typeset page: lines of text and filled boxes, in points from
 * its top left. It can be drawn to any cairo context at any scale, so that a
 * PDF and a scan of it come from the same lines. */
#ifndef TESTS_LETTERS_SHEET_H
#define TESTS_LETTERS_SHEET_H

#include <pango/pangocairo.h>

struct piece {
	PangoLayoutLine *line;
	double x, y;	    /* of the base line's start */
	gboolean in_flow;   /* of the text; else in a table or a margin */
	gboolean gap_above; /* blank space above it in the flow */
	gboolean drawn;	    /* as a shape only: no characters in a text layer */
};

struct filled {
	double x, y, width, height, gray; /* gray: 0 black, 1 white */
};

struct sheet {
	double width, height;
	GArray *pieces;	    /* of struct piece, in drawing order */
	GArray *below;	    /* of struct filled: shades and rules */
	GArray *above;	    /* of struct filled: redactions */
	GPtrArray *layouts; /* what the pieces' lines belong to */
	gboolean picture;   /* to a PDF it goes as an image of itself */
	gboolean garbage;   /* its characters are given as private ones */
};

struct sheet *sheet_new(double width, double height);
void sheet_free(gpointer sheet);

/* The context's unit is a point. */
void sheet_draw(const struct sheet *sheet, cairo_t *cr);

/* Rendered in gray (8 bits a pixel, RGB24), the caller's. */
cairo_surface_t *sheet_render(const struct sheet *sheet, double dpi);

/* All sheets as one PDF. */
void sheets_write_pdf(const GPtrArray *sheets, const char *path);

#endif
