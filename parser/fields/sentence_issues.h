/* sentence_issues.h - issues that are decided in a numbered sentence, and
 * whose parts open with sentences of the form (late 2013). */
#ifndef PARSER_FIELDS_SENTENCE_ISSUES_H
#define PARSER_FIELDS_SENTENCE_ISSUES_H

#include "parser/letter/letter.h"

/* Adds the issues of [start, end) to the record. An issue whose number or
 * sentence was not recognised shows by its parts, which come a second time
 * below one sentence: it is entered with what is left of it, and warned of. */
void sentence_issues_read(struct letter *letter, const GArray *landmarks,
			  gsize start, gsize end);

#endif
