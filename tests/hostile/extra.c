/* extra.c - a worker that answers honestly, and once more: for whatever it is
 * asked next. */
#include "tests/hostile/hostile.h"

static void
misbehave(json_t *request)
{
	hostile_send(hostile_reading(request));
	hostile_send(hostile_reading(request));
}

int
main(void)
{
	return hostile_serve(misbehave);
}
