/* crash.c - a worker that dies of what it reads. */
#include <stdlib.h>

#include "tests/hostile/hostile.h"

static void
misbehave(json_t *request G_GNUC_UNUSED)
{
	abort();
}

int
main(void)
{
	return hostile_serve(misbehave);
}
