/* half.c - a worker that stops in the middle of its answer, and stays. */
#include "tests/hostile/hostile.h"

static void
misbehave(json_t *request G_GNUC_UNUSED)
{
	const guint32 length = GUINT32_TO_LE(1000);

	hostile_send_bytes(&length, sizeof(length));
	hostile_send_bytes("{\"letters\": [", 13);
}

int
main(void)
{
	return hostile_serve(misbehave);
}
