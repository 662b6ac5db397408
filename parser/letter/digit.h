/* digit.h - digits and separators as recognition and word processors may write
 * them. */
#ifndef PARSER_LETTER_DIGIT_H
#define PARSER_LETTER_DIGIT_H

/* The digit that c stands for where the form allows digits only: O is 0, l is
 * 1, S is 5, ...; any other character as it is. */
char digit_meant(char c);

/* text with keyboard characters: every dash and minus becomes a hyphen, every
 * character that looks like a slash a slash. The caller frees it. */
char *digit_plain_separators(const char *text);

#endif
