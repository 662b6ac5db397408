/* sheet.h - two pages side by side on one sheet, by their words. spread.h
 * tells the same of a scan before it is recognised. */
#ifndef OCR_SHEET_H
#define OCR_SHEET_H

#include <glib.h>

#include "core/document.h"

/* A wide page, parted by a strip that no line crosses into two, both of which
 * have text and one of which has paragraphs; a wide table has cells, whose
 * text is short. */
gboolean sheet_holds_two_pages(const struct page *page);

#endif
