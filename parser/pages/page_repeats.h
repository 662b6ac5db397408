/* page_repeats.h - pages with the same content: copied twice, or scanned twice.
 *
 * Nearly equal pages are not repeats: the issues of a letter, and the letters
 * of one reviewer, may differ in a number or in one word. Of pages that were
 * recognised, what differs must look like misread print. */
#ifndef PARSER_PAGES_PAGE_REPEATS_H
#define PARSER_PAGES_PAGE_REPEATS_H

#include "parser/pages/page_plan.h"

/* Repeats among the flow's pages (of struct page_text), which are of letters
 * with the case numbers in cases (one a page, NULL where it is not known):
 * pages of two cases are never the same. Of struct page_repeat, ascending by
 * page; the caller frees the array. */
GArray *page_repeats_find(const struct flow *flow, const GArray *pages,
			  const GPtrArray *cases);

#endif
