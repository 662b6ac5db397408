/* sheet.h - what is shown of a letter, part by part, before it is formatted as
 * text for a terminal or as HTML. Texts are stored as they came from outside;
 * the formatting makes them harmless. */
#ifndef CTL_SHOW_SHEET_H
#define CTL_SHOW_SHEET_H

#include <glib.h>

#include "ctl/print.h"

enum sheet_kind {
	SHEET_TITLE,   /* label, and its state in colour */
	SHEET_SECTION, /* the same below it; text may be NULL */
	SHEET_FACT,    /* label and text */
	SHEET_WARNING, /* text */
	SHEET_PROSE,   /* label, and text or NULL, its paragraphs kept apart by
			* an empty line */
	SHEET_ITEM,    /* of a list: text */
};

struct sheet_part {
	enum sheet_kind kind;
	enum colour colour; /* of the text */
	char *label, *text; /* NULL: none */
};

/* Of struct sheet_part. */
GPtrArray *sheet_new(void);
/* label, text: copied; may be NULL. */
void sheet_add(GPtrArray *sheet, enum sheet_kind kind, enum colour colour,
	       const char *label, const char *text);

/* Safe for a terminal, an empty line before each section. */
void sheet_append_text(GString *out, const GPtrArray *sheet);
/* A complete page: it loads and runs nothing, and everything that came from
 * outside is escaped. */
char *sheet_to_html(const GPtrArray *sheet);

#endif
