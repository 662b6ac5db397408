/* print.h - standard output, for people and for programs. */
#ifndef CTL_PRINT_H
#define CTL_PRINT_H

#include <glib.h>
#include <jansson.h>

#include "output/output.h"

enum colour {
	COLOUR_NONE,
	COLOUR_BOLD,
	COLOUR_DIM,
	COLOUR_GOOD,
	COLOUR_DOUBT,
	COLOUR_BAD,
};

/* Colour on a terminal, unless NO_COLOR is set; its width, or 80. */
const struct output_style *print_style(void);
gboolean print_is_for_terminal(void);

/* text must be safe (screen.h). */
void print_coloured(GString *out, enum colour colour, const char *text);
/* Safe text, padded to width cells. */
void print_column(GString *out, enum colour colour, const char *text,
		  guint width);
/* At most cells of safe text, with an ellipsis where more was cut off. The
 * caller frees it. */
char *print_cut(const char *text, guint cells);

/* To standard error: "imrctl: ABOUT: message"; about may be NULL. */
void print_complaint(const char *about, const GError *error);

void print_text(const GString *text);
/* To be called at the end. FALSE if something printed could not be written. */
gboolean print_flush(GError **error);
/* One line. */
void print_json(json_t *take_json);

#endif
