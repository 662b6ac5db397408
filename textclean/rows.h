/* rows.h - the document as rows of text, what the passes work on.
 *
 * Inside textclean/ only. A row is one line of one page with its place relative
 * to the page's left margin, so that the pages of a scan, each shifted a
 * little, can be compared. Its measures are in points of print of the usual
 * size: an image of unknown resolution may come as a page three times too
 * large. */
#ifndef TEXTCLEAN_ROWS_H
#define TEXTCLEAN_ROWS_H

#include <glib.h>

#include "core/document.h"
#include "core/flow.h"
#include "textclean/textclean.h"

struct row {
	const struct line *line;
	const struct page *page;
	struct box box;
	double base; /* y that most of its words stand on */
	double page_height;
	double first_width; /* of its first word */
	double indent;	    /* of its first word, from the page's left margin */
	double reach;	    /* of its last word, from the page's left margin */
	gboolean first_on_page;
	gboolean dropped;   /* a running header, footer or page number */
	gboolean gap_above; /* clear of the row above on the same page */
	gboolean starts_paragraph;
	gboolean certain; /* see struct paragraph */
};

/* Every line of the document, in order, without the words that are marks (a
 * set of struct word); the caller frees the array. Lines that lost words are
 * made for the rows: owned holds them, and outlives the rows. */
GArray *rows_new(const struct document *document, GHashTable *marks,
		 GPtrArray *owned);

/* The usual distance between rows of running text, in points; 0 where the
 * document has too few rows to tell. */
double rows_usual_pitch(const GArray *rows);

/* The usual height of a row, in points; 1 without rows. */
double rows_usual_height(const GArray *rows);

/* The row before or after index that is not dropped, or NULL. */
struct row *rows_previous(GArray *rows, guint index);
struct row *rows_next(GArray *rows, guint index);

const struct word *row_first_word(const struct row *row);
const struct word *row_last_word(const struct row *row);

/* The row's words joined by one space; the caller frees it. */
char *row_text(const struct row *row);

/* Its last word ends in a full stop, colon or the like. */
gboolean row_ends_sentence(const struct row *row);
gboolean row_starts_in_lower_case(const struct row *row);

/* The least extent, in points, of a row that was broken by the page's width;
 * INFINITY if no row was. */
double rows_right_margin(GArray *rows, gboolean plain_text);

/* The next row's first word would have fitted: the author ended the row. */
gboolean row_ends_short(const struct row *row, const struct row *next,
			double margin);

/* The passes, in the order textclean.c runs them. */
void characters_normalise(struct document *document);
void margins_drop(GArray *rows);
void paragraphs_find(GArray *rows, gboolean plain_text);
void paragraphs_assemble(struct flow *flow, GArray *rows,
			 struct dictionary *dictionary);

enum hyphen {
	HYPHEN_NONE,   /* the row ends in a whole word */
	HYPHEN_KEPT,   /* the author's: the parts join around it */
	HYPHEN_REMOVED /* put in at the line's end: the parts join */
};
/* What the line end did between the last word of a row and the first of the
 * next, judged by the letter's other words (a set of them) and the dictionary.
 * typed: the words are the file's own characters, not recognised ones. */
enum hyphen hyphen_resolve(const char *left, const char *right, gboolean typed,
			   GHashTable *letter_words,
			   struct dictionary *dictionary);
/* The set of words that occur in rows, line ends left out. */
GHashTable *hyphen_letter_words(const GArray *rows);

#endif
