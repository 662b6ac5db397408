/* letters_layers.c */
#include "tests/letters/letter.h"

const struct letter letters_layers[] = {
	{ .name = NULL },
};
