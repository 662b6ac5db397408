/* bad.h - files that are no letter, or no file at all to speak of. */
#ifndef TESTS_LETTERS_BAD_H
#define TESTS_LETTERS_BAD_H

/* Writes them all into directory. */
void bad_write(const char *directory);

#endif
