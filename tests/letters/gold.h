/* gold.h - the record that a letter must become, as data for compare.py. */
#ifndef TESTS_LETTERS_GOLD_H
#define TESTS_LETTERS_GOLD_H

#include <jansson.h>

#include "tests/letters/letter.h"

enum gold_view {
	GOLD_WHOLE,
	GOLD_BODY, /* the header page did not come along */
};

/* One flat object; a key that it lacks is not compared, null means that the
 * record must say null. source is the file's name; page_count 0 stays out. */
json_t *gold_of_letter(const struct letter *letter, const char *source,
		       guint page_count, enum gold_view view);

#endif
