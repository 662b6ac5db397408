/* letters_copies.c */
#include "tests/letters/letter.h"

const struct letter letters_copies[] = {
	{ .name = NULL },
};
