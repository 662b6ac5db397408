/* marks.h - pass: words that do not belong to the letter's text, recognised by
 * their place, so that scans and text layers are cleaned in the same way.
 *
 * Inside textclean/ only. */
#ifndef TEXTCLEAN_MARKS_H
#define TEXTCLEAN_MARKS_H

#include <glib.h>

#include "core/document.h"

/* The words (a set of struct word of the document) that are line numbers of
 * pleading paper, a watermark or its tiles, specks, margin notes or comments
 * beside the text. If that is much, the page gets the flaw "left-out". Words of
 * which a part may be a mark get the confidence of a doubt. */
GHashTable *marks_find(struct document *document);

/* Its parts, in their order; each adds to marks. */
void line_numbers_find(const struct page *page, GHashTable *marks);
void large_print_find(const struct page *page, GHashTable *marks);
void specks_find(const struct page *page, GHashTable *marks);
void tiles_find(const struct page *page, GHashTable *marks);
void notes_find(struct document *document, GHashTable *marks);

/* What they share: of a page in its reading frame, in points. */
double marks_page_width(const struct page *page);
double marks_usual_height(const struct page *page); /* of its words */

/* Sorts the values (of double); 0 where there are none. */
double marks_median(GArray *values);

#endif
