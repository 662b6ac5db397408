/* letters_2015.c */
#include "tests/letters/letter.h"

const struct letter letters_2015[] = {
	{ .name = NULL },
};
