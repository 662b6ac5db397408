/* thread.h - threads that the service cannot be without.
 *
 * Where the machine, or the service's own limit of tasks, has none left, that
 * is told and waited for, and the caller with it: at the start and at a reload.
 */
#ifndef CORE_THREAD_H
#define CORE_THREAD_H

#include <glib.h>

/* Starts GLib's own thread, for which GLib does not wait: it ends the process.
 * To be called before there are others. */
void thread_prepare(void);

/* The caller joins it. */
GThread *thread_start(const char *name, GThreadFunc run, gpointer data);

/* One thread that does what is pushed, in that order; free_item as GLib's. */
GThreadPool *thread_start_worker(GFunc work, gpointer data,
				 GDestroyNotify free_item);

#endif
