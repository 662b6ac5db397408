/* parser.h - paragraphs to records: what the letters of a document say.
 *
 * One file a letter format (parser/format.h lists them), and shared files for
 * the header table, dates, treatments and checks. */
#ifndef PARSER_PARSER_H
#define PARSER_PARSER_H

#include <glib.h>

#include "core/flow.h"

/* The letters in the flow, in order: an array of struct record, at least one,
 * the caller's. A document that holds no IMR letter is IMR_ERROR_REJECT with
 * what is missing. producer_version and ingested_at are left to the caller. */
GPtrArray *parser_run(const struct flow *flow, GError **error);

#endif
