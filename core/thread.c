/* thread.c - starts threads by GLib, and waits where GLib would abort or fail.
 */
#include "core/thread.h"

#include <glib-unix.h>

#define AGAIN_US (G_USEC_PER_SEC / 5)

static struct thread_waiting waiting;

/* The reason is given once for each thread that is missing. */
static void
wait_for_another(gboolean *told, GError **error)
{
	if (waiting.wait != NULL)
		waiting.wait(*told ? NULL : (*error)->message);
	*told = TRUE;
	g_clear_error(error);
	g_usleep(AGAIN_US);
}

static void
tell_end(gboolean told)
{
	if (told && waiting.end != NULL)
		waiting.end();
}

void
thread_prepare(const struct thread_waiting *tell)
{
	waiting = *tell;
	/* Every GLib signal source needs it. */
	g_source_unref(g_unix_signal_source_new(SIGHUP));
}

GThread *
thread_start(const char *name, GThreadFunc run, gpointer data)
{
	gboolean told = FALSE;
	GError *error = NULL;
	GThread *thread;

	while ((thread = g_thread_try_new(name, run, data, &error)) == NULL)
		wait_for_another(&told, &error);
	tell_end(told);
	return thread;
}

GThreadPool *
thread_start_worker(GFunc work, gpointer data, GDestroyNotify free_item)
{
	gboolean told = FALSE;
	GError *error = NULL;
	GThreadPool *pool;

	/* With an error it also returns a pool, which has no thread. */
	while ((pool = g_thread_pool_new_full(work, data, free_item, 1, TRUE,
					      &error)) == NULL ||
	       error != NULL) {
		if (pool != NULL)
			g_thread_pool_free(pool, TRUE, FALSE);
		wait_for_another(&told, &error);
	}
	tell_end(told);
	return pool;
}
