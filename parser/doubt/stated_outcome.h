/* stated_outcome.h - what the cover letter says that was decided. */
#ifndef PARSER_DOUBT_STATED_OUTCOME_H
#define PARSER_DOUBT_STATED_OUTCOME_H

#include "parser/letter/letter.h"

/* Holds the record's outcome against the cover letter's sentence "Final
 * Determination: PARTIAL OVERTURN. This means ...", where there is one: what
 * the issues give otherwise lacks an issue, or has one too many. Withdraws the
 * outcome then, and warns of the issues. */
void stated_outcome_check(struct letter *letter);

#endif
