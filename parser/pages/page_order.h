/* page_order.h - the order in which pages make whole letters. */
#ifndef PARSER_PAGES_PAGE_ORDER_H
#define PARSER_PAGES_PAGE_ORDER_H

#include "parser/pages/page_text.h"

/* pages: of struct page_text, as they come. Returns indices of the pages
 * (guint), in the only order that makes letters whole which are not whole as
 * they come. If there is no such order, or more than one, they stay as they
 * come; in the second case the pages concerned are added to doubtful. The
 * caller frees the array. */
GArray *page_order_find(const GArray *pages, GArray *doubtful);

#endif
