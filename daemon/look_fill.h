/* look_fill.h - looks through what older versions stored for what needs a
 * person's look (core/look.h), in pieces, while the service runs.
 *
 * Each piece is one job of the spool's thread, so that other jobs run in
 * between. It continues where an earlier run ended. Main loop only. */
#ifndef DAEMON_LOOK_FILL_H
#define DAEMON_LOOK_FILL_H

#include <glib.h>

#include "core/cleanup.h"

struct spool_thread;
struct look_fill;
struct store;

/* Begins at once; costs one query if there is nothing to do. */
struct look_fill *look_fill_new(struct spool_thread *spool_thread,
				struct store *store);
/* No further piece begins; one that is under way may outlive this. */
void look_fill_free(struct look_fill *fill);

DEFINE_AUTOPTR(look_fill, look_fill_free)

#endif
