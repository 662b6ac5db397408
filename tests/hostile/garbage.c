/* garbage.c - a worker whose answer is a frame of noise, then more noise. The
 * noise is the same each time, so that a failure can be repeated. */
#include "tests/hostile/hostile.h"

static void
misbehave(json_t *request G_GNUC_UNUSED)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(16);
	guint32 noise[1024];

	for (gsize i = 0; i < G_N_ELEMENTS(noise); i++)
		noise[i] = g_rand_int(rand);
	noise[0] = GUINT32_TO_LE(1000);
	hostile_send_bytes(noise, sizeof(noise));
}

int
main(void)
{
	return hostile_serve(misbehave);
}
