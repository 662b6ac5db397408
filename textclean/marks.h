/* marks.h - pass: words that stand beside the letter's column.
 *
 * Inside textclean/ only. */
#ifndef TEXTCLEAN_MARKS_H
#define TEXTCLEAN_MARKS_H

#include <glib.h>

#include "core/document.h"

/* The words (a set of struct word of the document) that are line numbers of
 * pleading paper, margin notes or comments beside the text: a column of
 * numbers that count up, and what stands clear of the letter's column on
 * either side of it. Where that is much, the page has the flaw "left-out". */
GHashTable *marks_find(struct document *document);

#endif
