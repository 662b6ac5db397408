/* spool_thread.h - the thread that uses the spool on behalf of the main loop.
 *
 * A transaction waits for the disk and for other writers, which the main loop
 * must not do. Jobs run one at a time, in the order in which they were
 * given. */
#ifndef SPOOL_SPOOL_THREAD_H
#define SPOOL_SPOOL_THREAD_H

#include <glib.h>

#include "core/cleanup.h"

struct spool_thread;
struct spool;

/* From now on only the thread uses the connection. */
struct spool_thread *spool_thread_new(struct spool *take_spool);
/* work is called in the spool's thread, then done (may be NULL) in the main
 * loop. The caller owns data, and must not touch it in between. */
void spool_thread_do(struct spool_thread *thread,
		     void (*work)(struct spool *spool, gpointer data),
		     void (*done)(gpointer data), gpointer data);
/* Jobs not yet done, or whose done is still to be called. Main loop only. */
guint spool_thread_pending(const struct spool_thread *thread);
/* Finishes all jobs; done is no longer called. */
void spool_thread_free(struct spool_thread *thread);

DEFINE_AUTOPTR(spool_thread, spool_thread_free)

#endif
