/* digit.h - what recognition makes of digits. */
#ifndef PARSER_DIGIT_H
#define PARSER_DIGIT_H

/* The digit that c stands for where the form allows digits only: O is 0, l is
 * 1, S is 5, ...; any other character as it is. */
char digit_meant(char c);

#endif
