/* spin.c - a worker that never answers and burns processor time. */
#include "tests/hostile/hostile.h"

static void
misbehave(json_t *request G_GNUC_UNUSED)
{
	for (;;)
		continue;
}

int
main(void)
{
	return hostile_serve(misbehave);
}
