/* typeset.h - marked paragraphs to pages.
 *
 * A typesetter fills US Letter sheets from the top, one paragraph below the
 * other, and turns the page where it is full or where a mark says so. Lines
 * break at spaces and after hyphens, as the form's word processor breaks
 * them. */
#ifndef TESTS_LETTERS_TYPESET_H
#define TESTS_LETTERS_TYPESET_H

#include <glib.h>

#define PAGE_WIDTH_PT 612.0
#define PAGE_HEIGHT_PT 792.0
#define PAGE_MARGIN_PT 72.0

struct typesetter;

/* With running text (NULL: none) each page gets it at its top, and its number
 * at its foot. */
struct typesetter *typesetter_new(const char *running);

/* The sheets (struct sheet), the caller's; the typesetter is gone. */
GPtrArray *typesetter_finish(struct typesetter *typesetter);

void type_page(struct typesetter *typesetter);
void type_gap(struct typesetter *typesetter, double points);

/* Times 12, ragged right. */
void type_body(struct typesetter *typesetter, const char *marked);
/* The same, then an empty line. */
void type_paragraph(struct typesetter *typesetter, const char *marked);
/* Bold and centred, as a section's name. */
void type_section(struct typesetter *typesetter, const char *title);
void type_centred(struct typesetter *typesetter, const char *marked);

/* Arial 11 where the form wants it, whatever the flow is doing. */
void type_at(struct typesetter *typesetter, double x, double baseline,
	     const char *marked);
/* The letterhead: shapes, not characters. */
void type_logo(struct typesetter *typesetter);
/* A cell's shade and rules; rules only for shade 1. */
void type_cell(struct typesetter *typesetter, double x, double y, double width,
	       double height, double shade);
/* Bars of a code sheet, as wide as the digits say. */
void type_bars(struct typesetter *typesetter, const char *digits);
/* The flow goes on below y. */
void type_below(struct typesetter *typesetter, double y);

#endif
