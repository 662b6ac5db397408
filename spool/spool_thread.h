/* spool_thread.h - the thread that speaks to the spool in the main loop's place.
 *
 * A transaction waits for the disk, and for whoever else writes; the main loop
 * must not. Jobs are done one by one, in the order they were given. */
#ifndef SPOOL_SPOOL_THREAD_H
#define SPOOL_SPOOL_THREAD_H

#include <glib.h>

#include "core/cleanup.h"

struct clerk;
struct spool;

/* The connection is the clerk's from now on. */
struct clerk *clerk_new(struct spool *take_spool);
/* work is called in the clerk's thread, then done (may be NULL) in the main
 * loop. data is the caller's, untouched by it in between. */
void clerk_do(struct clerk *clerk,
	      void (*work)(struct spool *spool, gpointer data),
	      void (*done)(gpointer data), gpointer data);
/* Jobs not yet done, or whose done is still to be called. Main loop only. */
guint clerk_pending(const struct clerk *clerk);
/* Does what it was given; done is called no more. */
void clerk_free(struct clerk *clerk);

DEFINE_AUTOPTR(clerk, clerk_free)

#endif
