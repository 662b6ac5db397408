/* wrong.c - a worker that answers with the record of another letter. */
#include "tests/hostile/hostile.h"

static void
misbehave(json_t *request)
{
	g_autofree char *id = g_strnfill(64, 'a');

	hostile_send(hostile_letters(id, hostile_string(request, "name")));
}

int
main(void)
{
	return hostile_serve(misbehave);
}
