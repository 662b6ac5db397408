/* reviewer.h - the expert reviewer's licences and certifications. */
#ifndef PARSER_FIELDS_REVIEWER_H
#define PARSER_FIELDS_REVIEWER_H

#include "parser/letter/letter.h"

/* From [start, end): the block of labels (2015 on), or the sentence `is Board
 * Certified in ... and is licensed to practice in ...` (2013, 2014). */
void reviewer_read(struct letter *letter, gsize start, gsize end);

#endif
