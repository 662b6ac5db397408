/* forget.c - a worker that gives the records and not the document that was to
 * be kept with them. */
#include "tests/hostile/hostile.h"

static void
misbehave(json_t *request)
{
	hostile_send(hostile_letters(hostile_string(request, "id"),
				     hostile_string(request, "name")));
}

int
main(void)
{
	return hostile_serve(misbehave);
}
