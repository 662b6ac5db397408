/* case_number.h - CM16-0000000 (7 or 8 digits), or 2013's IMR13-0000000. */
#ifndef PARSER_LETTER_CASE_NUMBER_H
#define PARSER_LETTER_CASE_NUMBER_H

#include <glib.h>

/* The case number that text is, in its printed form; NULL for anything else.
 * With repair, characters that recognition confuses with digits are
 * corrected. */
char *case_number_parse(const char *text, gboolean repair);

#endif
