/* page_order.h - the order in which pages make whole letters. */
#ifndef PARSER_PAGES_PAGE_ORDER_H
#define PARSER_PAGES_PAGE_ORDER_H

#include "parser/pages/page_text.h"

/* pages: of struct page_text, as they come. The same pages as indices (guint),
 * in the one order in which letters that are not whole as they come are whole;
 * as they come where there is no such order, or more than one; then the pages
 * of which that holds are added to doubtful. The caller frees the array. */
GArray *page_order_find(const GArray *pages, GArray *doubtful);

#endif
