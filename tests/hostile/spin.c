/* spin.c - a worker that never answers and burns processor time: in several
 * threads, so that it gets some on a busy machine too. */
#include "tests/hostile/hostile.h"

#define THREADS 4

static gpointer
burn(gpointer unused G_GNUC_UNUSED)
{
	for (;;)
		continue;
	return NULL;
}

static void
misbehave(json_t *request G_GNUC_UNUSED)
{
	for (int i = 1; i < THREADS; i++)
		g_thread_unref(g_thread_new("burn", burn, NULL));
	burn(NULL);
}

int
main(void)
{
	return hostile_serve(misbehave);
}
