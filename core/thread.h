/* thread.h - threads that the service cannot be without.
 *
 * Where the machine, or the service's own limit of tasks, has none left, that
 * is told and waited for, and the caller with it: at the start and at a reload.
 */
#ifndef CORE_THREAD_H
#define CORE_THREAD_H

#include <glib.h>

/* Called by the thread that waits for another one. */
struct thread_waiting {
	/* Before each try but the first; reason is NULL but once a wait. */
	void (*wait)(const char *reason);
	void (*end)(void); /* there are threads again */
};

/* Starts GLib's own thread, for which GLib does not wait: it ends the process.
 * To be called before there are others. Without it nobody is told of waits. */
void thread_prepare(const struct thread_waiting *tell);

/* The caller joins it. */
GThread *thread_start(const char *name, GThreadFunc run, gpointer data);

/* One thread that does what is pushed, in that order; free_item as GLib's. */
GThreadPool *thread_start_worker(GFunc work, gpointer data,
				 GDestroyNotify free_item);

#endif
