/* sink_queue.h - one sink, its durable queue, and the thread that empties it.
 *
 * A dead sink delays only itself. What time may mend (RETRY) is tried again,
 * each record with exponential backoff and jitter, up to `retry_longest`, for
 * `give_up` seconds and five tries at least, then parked. A failure that any
 * record would meet, or several different records' in a row, make the whole
 * sink wait: one record then probes it, and when it goes through the others
 * follow at once. A server's Retry-After makes the sink wait so long. What the
 * operator must mend (FATAL) halts the sink, which is tried again by itself.
 * What the sink refuses (REJECT) is parked with its reason. */
#ifndef DELIVERY_SINK_QUEUE_H
#define DELIVERY_SINK_QUEUE_H

#include <glib.h>

#include "core/cleanup.h"
#include "delivery/sink_job.h"

struct sink;
struct sink_queue;

/* Takes the sink, which is not open yet: opening is the thread's, and a sink
 * that does not open is a sink that waits or is halted. */
struct sink_queue *sink_queue_new(struct sink *take_sink, const char *name,
				  const struct sink_plan *plan);
const char *sink_queue_name(const struct sink_queue *queue);
/* Something may be due. A sink that waits or is halted goes on waiting: a busy
 * inbox must not hammer it. A new queue, as after a reload, tries it at once.
 * From any thread. */
void sink_queue_wake(struct sink_queue *queue);
/* Begins to end; the put under way is finished. From any thread. */
void sink_queue_stop(struct sink_queue *queue);
/* TRUE once its thread has ended. */
gboolean sink_queue_has_stopped(struct sink_queue *queue);
/* Stops it and waits for the put under way, which a slow server may draw out
 * to its sink's `timeout`. */
void sink_queue_free(struct sink_queue *queue);

DEFINE_AUTOPTR(sink_queue, sink_queue_free)

#endif
