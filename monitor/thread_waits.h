/* thread_waits.h - a service that waits for a thread says so: once a wait in
 * the log, and again and again to systemd, whose patience ends. */
#ifndef MONITOR_THREAD_WAITS_H
#define MONITOR_THREAD_WAITS_H

#include "core/thread.h"

extern const struct thread_waiting thread_waits;

#endif
