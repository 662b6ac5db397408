/* queues.h - the queues of all configured sinks, and how they change with the
 * settings. Main loop only. */
#ifndef DELIVERY_QUEUES_H
#define DELIVERY_QUEUES_H

#include <glib.h>

#include "core/cleanup.h"
#include "delivery/sink_queue.h"

struct config;
struct queues;

/* The plan's settings come from queues_set(). */
struct queues *queues_new(const struct sink_plan *plan);
/* Takes the sinks out of the config. Running queues finish what they are
 * delivering, then end; a new one starts when the old one of its name has
 * ended. */
void queues_set(struct queues *queues, struct config *config);
void queues_wake(struct queues *queues);
void queues_stop(struct queues *queues);
/* After queues_stop(): every thread has ended. */
gboolean queues_have_stopped(const struct queues *queues);
/* Waits for the threads that have not. */
void queues_free(struct queues *queues);

DEFINE_AUTOPTR(queues, queues_free)

#endif
