/* summary.h - the clinical case summary, and the worker's age and sex in it. */
#ifndef PARSER_FIELDS_SUMMARY_H
#define PARSER_FIELDS_SUMMARY_H

#include "parser/letter/letter.h"

/* Text of [start, end) after its fixed opening sentence; age and sex where
 * its beginning states them. */
void summary_read(struct letter *letter, gsize start, gsize end);

#endif
