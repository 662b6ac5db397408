/* huge.c - a worker that announces an answer of 4 GiB. */
#include "tests/hostile/hostile.h"

static void
misbehave(json_t *request G_GNUC_UNUSED)
{
	const guint32 length = GUINT32_TO_LE(G_MAXUINT32);

	hostile_send_bytes(&length, sizeof(length));
}

int
main(void)
{
	return hostile_serve(misbehave);
}
