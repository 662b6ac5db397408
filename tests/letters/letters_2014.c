/* letters_2014.c */
#include "tests/letters/letter.h"

const struct letter letters_2014[] = {
	{ .name = NULL },
};
