/* parser.h - paragraphs to records: what the letters of a document say.
 *
 * One file a family of letters (parser/families/family.h lists them), and
 * shared files for the header table, dates, treatments and checks. */
#ifndef PARSER_PARSER_H
#define PARSER_PARSER_H

#include <glib.h>

#include "core/flow.h"
#include "parser/pages/page_plan.h"

/* The letters in the flow, in order: an array of struct record, at least one,
 * the caller's. A document that holds no IMR letter is IMR_ERROR_REJECT with
 * what is missing. producer_version and ingested_at are left to the caller. */
GPtrArray *parser_run(const struct flow *flow, GError **error);

/* The flows of one document, all with their pages in the same order. Of the
 * further readings each is NULL where there is none. What they say of typed
 * fields (dates, case number, priority, decisions) is held against the first
 * reading; everything else is the first reading's. */
struct parser_readings {
	const struct flow *first;
	const GArray *landmarks;   /* of the first, by landmarks_find() */
	const struct flow *closer; /* a closer look at some of the pages */
	const struct flow *other;  /* the other text of some of the pages */
};

/* The same as parser_run(), with further readings. plan is the pages' order,
 * NULL where they are read as the file has them. */
GPtrArray *parser_run_readings(const struct parser_readings *readings,
			       const struct page_plan *plan, GError **error);

/* The numbers (guint, ascending) of recognised pages of which no closer reading
 * was made, and on which a typed field of the records is null or in doubt, or
 * should stand. The caller's. */
GArray *parser_doubtful_pages(const GPtrArray *records,
			      const struct document *document);

#endif
