/* thread.h - threads that the service cannot be without.
 *
 * If the machine, or the service's own limit of tasks, allows no further
 * thread, that is reported and the caller waits until there is one: at the
 * start and at a reload. */
#ifndef CORE_THREAD_H
#define CORE_THREAD_H

#include <glib.h>

/* Called by the thread that waits for another one. */
struct thread_waiting {
	/* Before each try but the first; reason is not NULL once for each
	 * wait. */
	void (*wait)(const char *reason);
	void (*end)(void); /* there are threads again */
};

/* Starts GLib's own thread now, because GLib ends the process if it cannot
 * start it later. Call it before other threads start. Without it waits are not
 * reported. */
void thread_prepare(const struct thread_waiting *tell);

/* The caller joins it. */
GThread *thread_start(const char *name, GThreadFunc run, gpointer data);

/* A pool of one thread, which handles the pushed items in order; free_item as
 * GLib's. */
GThreadPool *thread_start_worker(GFunc work, gpointer data,
				 GDestroyNotify free_item);

#endif
