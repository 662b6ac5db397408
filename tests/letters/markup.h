/* markup.h - the marks in a letter's texts.
 *
 *   {b} {/b}     bold
 *   {/}          the line ends here, the sentence goes on
 *   {//}         the page ends here, the sentence goes on
 *   {-} {-//}    a word broken at the line's or the page's end by a hyphen
 *                that is not its author's
 *   {~}          the same by a soft hyphen, U+00AD
 *   {P}          the author's own line end: a new paragraph
 *   {#word}      a word under a black box
 *
 * An author's own hyphen at a line's end is a hyphen before {/} or {//}. */
#ifndef TESTS_LETTERS_MARKUP_H
#define TESTS_LETTERS_MARKUP_H

#include <glib.h>

/* What MARKUP_SOFT_HYPHEN stands for in the text layer: drawn as a hyphen. */
#define MARKUP_SOFT_HYPHEN "\u2010"

struct stretch {
	guint start, end; /* bytes of the passage's text */
};

/* The part of a text that stands on one page. */
struct passage {
	char *text;	  /* lines end in '\n' where a mark says so */
	GArray *bold;	  /* of struct stretch */
	GArray *redacted; /* of struct stretch */
};

/* Passages in page order, at least one, owned by the array. */
GPtrArray *markup_parse(const char *marked);

/* What the author wrote: marks and ligatures undone, white space folded but
 * for an empty line between paragraphs. The caller frees it. */
char *markup_truth(const char *marked);

#endif
