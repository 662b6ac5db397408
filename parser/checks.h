/* checks.h - what follows from the whole record, and its doubts. */
#ifndef PARSER_CHECKS_H
#define PARSER_CHECKS_H

#include "parser/letter.h"

/* Sets the outcome and the record's confidence; warns of dates out of order,
 * of fields that are null, and withdraws typed values that were read with too
 * little confidence to be trusted. */
void checks_run(struct letter *letter);

#endif
