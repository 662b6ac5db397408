/* segment.h - the letters of one file: an office scans a morning's mail. */
#ifndef PARSER_PAGES_SEGMENT_H
#define PARSER_PAGES_SEGMENT_H

#include "parser/letter/letter.h"

/* At least one letter where the flow holds any word: an array of struct
 * letter, the caller's. A letter begins where an opening part of the form
 * comes behind a body, or another case number; at the top of that page if
 * nothing of the letter before stands there. */
GPtrArray *segment_letters(const struct flow *flow, const GArray *landmarks);

/* The case number in the letter's header as it is printed there, or NULL; the
 * caller frees it. */
char *segment_case_number(const struct letter *letter, const GArray *landmarks);

#endif
