/* notify.h - systemd's notify protocol; does nothing without $NOTIFY_SOCKET. */
#ifndef MONITOR_NOTIFY_H
#define MONITOR_NOTIFY_H

#include <glib.h>

/* Asks for up to half a minute more, until ready or the next call. */
void notify_starting(void);
void notify_ready(void);
void notify_reloading(void); /* with MONOTONIC_USEC; notify_ready() ends it */
void notify_stopping(void);
/* One line for `systemctl status`; sent only when it differs from the last. */
void notify_status(const char *format, ...) G_GNUC_PRINTF(1, 2);
/* Feeds the watchdog from the main loop, at half its interval, as long as the
 * loop runs: by a source of default priority, never a thread. No-op without
 * $WATCHDOG_USEC. */
void notify_start_watchdog(void);

#endif
