/* source.h - the record's data about the file and the letter's pages. */
#ifndef PARSER_SOURCE_H
#define PARSER_SOURCE_H

#include "parser/letter/letter.h"
#include "parser/pages/page_plan.h"

/* Fills the record's source, and warns of flawed pages and of pages that were
 * not read as they come. number: 1 for the first letter of the document.
 * plan: by which the pages were put in order, or NULL. */
void source_fill(struct letter *letter, const struct page_plan *plan,
		 guint number, gboolean is_last);

#endif
