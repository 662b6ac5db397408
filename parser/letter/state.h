/* state.h - the states that license reviewers: a closed list. */
#ifndef PARSER_LETTER_STATE_H
#define PARSER_LETTER_STATE_H

#include "parser/letter/letter.h"

/* Splits "California and Texas", corrects names that a scan blurred, and warns
 * of names that are not a state's; those stay as printed. */
void states_check(struct letter *letter);

#endif
