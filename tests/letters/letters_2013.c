/* letters_2013.c */
#include "tests/letters/letter.h"

const struct letter letters_2013[] = {
	{ .name = NULL },
};
