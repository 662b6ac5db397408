/* page_reading.h - a prepared scan becomes a page of words. */
#ifndef OCR_PAGE_READING_H
#define OCR_PAGE_READING_H

#include <glib.h>

#include "core/document.h"
#include "ocr/prepare/prepare.h"
#include "ocr/recognise/recogniser.h"

/* Reads it the way up on which its glyphs make sense; upright where none
 * clearly does. Print of which nothing can be made is the flaw unreadable-page;
 * the back side shining through does not count as print. REJECT for two pages
 * on one sheet. Sets all but number, size and reason, which page has. */
gboolean page_reading_fill(struct page *page, struct recogniser *recogniser,
			   struct prepared *prepared, GError **error);

/* What the words of lines are worth: glyphs, less those in doubt. */
double page_reading_worth(const GPtrArray *lines);

#endif
