/* plain_text.h - typeset sheets as the text that somebody copied out. */
#ifndef TESTS_LETTERS_PLAIN_TEXT_H
#define TESTS_LETTERS_PLAIN_TEXT_H

#include <glib.h>

/* The flow of sheets (struct sheet): every line is followed by an empty one, a
 * paragraph's end is a line of one space, a page's end several empty lines.
 * What stands outside of the flow, the header table, is lost. */
char *plain_text_new(const GPtrArray *sheets);

#endif
