/* issues.h - the issues of a letter whose parts carry labels (2014 on).
 *
 *     <heading>: Upheld | Overturned
 *     Claims Administrator guideline: ...
 *     MAXIMUS guideline: ...
 *     Decision rationale: ...
 *
 * The labels are certain; where a heading begins after the previous rationale
 * is found from bold print, or without that from the layout. */
#ifndef PARSER_FIELDS_ISSUES_H
#define PARSER_FIELDS_ISSUES_H

#include "parser/letter/letter.h"

/* Where the section of issues begins in [start, end): at its heading, or, where
 * that was lost, at the sentence that opens it; end where it has neither. */
gsize issues_find(const struct letter *letter, const GArray *landmarks,
		  gsize start, gsize end);

/* Reads the issues between start (the section's fixed sentence is skipped)
 * and end; landmarks are the flow's. */
void issues_read(struct letter *letter, const GArray *landmarks, gsize start,
		 gsize end);

#endif
