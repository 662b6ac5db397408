/* spool_thread.h - the thread that speaks to the spool in the main loop's
 * place.
 *
 * A transaction waits for the disk, and for whoever else writes; the main loop
 * must not. Jobs are done one by one, in the order they were given. */
#ifndef SPOOL_SPOOL_THREAD_H
#define SPOOL_SPOOL_THREAD_H

#include <glib.h>

#include "core/cleanup.h"

struct spool_thread;
struct spool;

/* The connection is the thread's from now on. */
struct spool_thread *spool_thread_new(struct spool *take_spool);
/* work is called in the spool's thread, then done (may be NULL) in the main
 * loop. data is the caller's, untouched by it in between. */
void spool_thread_do(struct spool_thread *thread,
		     void (*work)(struct spool *spool, gpointer data),
		     void (*done)(gpointer data), gpointer data);
/* Jobs not yet done, or whose done is still to be called. Main loop only. */
guint spool_thread_pending(const struct spool_thread *thread);
/* Does what it was given; done is called no more. */
void spool_thread_free(struct spool_thread *thread);

DEFINE_AUTOPTR(spool_thread, spool_thread_free)

#endif
