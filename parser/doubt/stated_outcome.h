/* stated_outcome.h - the outcome as the cover letter states it. */
#ifndef PARSER_DOUBT_STATED_OUTCOME_H
#define PARSER_DOUBT_STATED_OUTCOME_H

#include "parser/letter/letter.h"

/* Compares the record's outcome with the cover letter's sentence "Final
 * Determination: PARTIAL OVERTURN. This means ...", if there is one. If they
 * differ, an issue is missing or there is one too many: the outcome is then
 * withdrawn, with a warning about the issues. */
void stated_outcome_check(struct letter *letter);

#endif
