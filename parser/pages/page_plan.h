/* page_plan.h - in which order a document's pages are read, and which are
 * repeats and are read only once.
 *
 * It is made from the flow of the pages as they come in the file. Where it
 * changes anything, the flow is to be made once more, of the document that
 * page_plan_apply() gives: sentences then run over other breaks. */
#ifndef PARSER_PAGES_PAGE_PLAN_H
#define PARSER_PAGES_PAGE_PLAN_H

#include <glib.h>

#include "core/cleanup.h"
#include "core/flow.h"

/* Two pages that show the same, by their numbers. */
struct page_repeat {
	guint page; /* not read */
	guint of;
};

struct page_plan {
	const struct document *document; /* borrowed, as the file has it */
	GArray *order;	 /* of guint: all pages' numbers, as they are read */
	GArray *repeats; /* of struct page_repeat, by page; not in order */

	/* Of guint: numbers of pages that form whole letters in more than one
	 * order. They stay as they come, and are in doubt. */
	GArray *doubtful;
};

/* Whether it is not certain what the page follows. plan may be NULL. */
gboolean page_plan_doubts(const struct page_plan *plan, guint number);

/* NULL where the pages are read as they come, each of them. landmarks are the
 * flow's, by landmarks_find(). */
struct page_plan *page_plan_new(const struct flow *flow,
				const GArray *landmarks);
void page_plan_free(struct page_plan *plan);

/* The document with the plan's pages only, in its order; they stay those of
 * the document that is given, which must outlive it. Pages keep their numbers.
 * A document with other readings of the same pages may be given as well. */
struct document *page_plan_apply(const struct page_plan *plan,
				 const struct document *document);

DEFINE_AUTOPTR(page_plan, page_plan_free)

#endif
