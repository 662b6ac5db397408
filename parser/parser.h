/* parser.h - paragraphs to records: what the letters of a document say.
 *
 * One file a letter format (parser/families/format.h lists them), and shared
 * files for the header table, dates, treatments and checks. */
#ifndef PARSER_PARSER_H
#define PARSER_PARSER_H

#include <glib.h>

#include "core/flow.h"
#include "parser/pages/page_plan.h"

/* The letters in the flow, in order: an array of struct record, at least one,
 * the caller's. A document that holds no IMR letter is IMR_ERROR_REJECT with
 * what is missing. producer_version and ingested_at are left to the caller. */
GPtrArray *parser_run(const struct flow *flow, GError **error);

/* The same, with further readings, each NULL where there is none: the flows of
 * the same document as a closer reading of some of its pages has it, and as the
 * other text of some does. What they say of typed fields (dates, case number,
 * priority, decisions) is held against the first reading; everything else is
 * the first reading's. All of them have their pages in the order of plan,
 * which is NULL where the pages are read as the file has them. */
GPtrArray *parser_run_readings(const struct flow *flow,
			       const struct flow *closer,
			       const struct flow *other,
			       const struct page_plan *plan, GError **error);

/* The numbers (guint, ascending) of recognised pages of which no closer reading
 * was made, and on which a typed field of the records is null or in doubt, or
 * should stand. The caller's. */
GArray *parser_doubtful_pages(const GPtrArray *records,
			      const struct document *document);

#endif
