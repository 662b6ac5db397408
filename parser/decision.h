/* decision.h - the word that decides an issue: Upheld or Overturned. */
#ifndef PARSER_DECISION_H
#define PARSER_DECISION_H

#include <glib.h>

/* The decision word that ends text[start, end), tolerant of a blurred letter
 * or two (the words have little in common): "upheld", "overturned", or NULL.
 * *out_start: its first letter. *out_heading_end: behind the last character
 * of what stands before its colon. */
const char *decision_at_end(const char *text, gsize start, gsize end,
			    gsize *out_start, gsize *out_heading_end);

/* 2013's wording: "is not medically necessary and appropriate" upholds,
 * "is medically necessary and appropriate" overturns. The first such wording
 * in [start, end), also where `not` lost its space; NULL where there is none.
 * *out_start: its "is". *out_end: behind its last letter. */
const char *decision_in_sentence(const char *text, gsize start, gsize end,
				 gsize *out_start, gsize *out_end);

#endif
