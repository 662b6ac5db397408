/* sink_queue.h - one sink, its durable queue, and the thread that empties it.
 *
 * A dead sink delays only itself. Temporary failures (RETRY) are tried again,
 * each record with exponential backoff and jitter up to `retry_longest`, for at
 * least `give_up` seconds and five tries; then the record is parked. A failure
 * that any record would meet, or several different records' in a row, make the
 * whole sink wait: one record then tests it, and if that is delivered the
 * others follow at once. A server's Retry-After makes the sink wait that long.
 * An error that the operator must fix (FATAL) halts the sink; it is still tried
 * again automatically. A record that the sink refuses (REJECT) is parked with
 * the reason. */
#ifndef DELIVERY_SINK_QUEUE_H
#define DELIVERY_SINK_QUEUE_H

#include <glib.h>

#include "core/cleanup.h"
#include "delivery/sink_job.h"

struct sink;
struct sink_queue;

/* Takes the sink, which is not open yet: the thread opens it. If that fails,
 * the sink waits or is halted. */
struct sink_queue *sink_queue_new(struct sink *take_sink, const char *name,
				  const struct sink_plan *plan);
const char *sink_queue_name(const struct sink_queue *queue);
/* Something may be due. A sink that waits or is halted goes on waiting, so that
 * a busy inbox does not flood it. A new queue, as after a reload, tries the
 * sink at once. From any thread. */
void sink_queue_wake(struct sink_queue *queue);
/* Asks the thread to end; the put under way is finished. From any thread. */
void sink_queue_stop(struct sink_queue *queue);
/* TRUE once its thread has ended. */
gboolean sink_queue_has_stopped(struct sink_queue *queue);
/* Stops it and waits for the put under way, which with a slow server may take
 * up to the sink's `timeout`. */
void sink_queue_free(struct sink_queue *queue);

DEFINE_AUTOPTR(sink_queue, sink_queue_free)

#endif
