/* digit.h - what recognition and word processors make of digits, and of what
 * parts them. */
#ifndef PARSER_LETTER_DIGIT_H
#define PARSER_LETTER_DIGIT_H

/* The digit that c stands for where the form allows digits only: O is 0, l is
 * 1, S is 5, ...; any other character as it is. */
char digit_meant(char c);

/* text as a keyboard would have it: every dash and minus is a hyphen, every
 * slash that only looks like one is one. The caller frees it. */
char *digit_plain_separators(const char *text);

#endif
