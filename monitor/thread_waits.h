/* thread_waits.h - reports that the service waits for a thread: once for each
 * wait in the log, and repeatedly to systemd, which would otherwise end the
 * service. */
#ifndef MONITOR_THREAD_WAITS_H
#define MONITOR_THREAD_WAITS_H

#include "core/thread.h"

extern const struct thread_waiting thread_waits;

#endif
