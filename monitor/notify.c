/* notify.c - systemd's notify protocol. */
#include "monitor/notify.h"

#include <systemd/sd-daemon.h>

#include "output/screen.h"

void
notify_starting(void)
{
	sd_notify(0, "EXTEND_TIMEOUT_USEC=30000000");
}

void
notify_ready(void)
{
	sd_notify(0, "READY=1");
}

void
notify_reloading(void)
{
	/* Type=notify-reload uses the time to tell whether this answers its
	 * request; GLib's clock is CLOCK_MONOTONIC, as systemd's. */
	sd_notifyf(0, "RELOADING=1\nMONOTONIC_USEC=%" G_GINT64_FORMAT,
		   g_get_monotonic_time());
}

void
notify_stopping(void)
{
	sd_notify(0, "STOPPING=1");
}

void
notify_status(const char *format, ...)
{
	static GMutex lock;
	static char *sent;
	g_autofree char *text = NULL;
	g_autofree char *line = NULL;
	va_list arguments;

	va_start(arguments, format);
	text = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	line = screen_line(text); /* a second line would be another message */
	g_mutex_lock(&lock);
	if (g_strcmp0(line, sent) != 0 &&
	    sd_notifyf(0, "STATUS=%s", line) >= 0) {
		g_free(sent);
		sent = g_steal_pointer(&line);
	}
	g_mutex_unlock(&lock);
}

static gboolean
feed_watchdog(gpointer unused)
{
	(void)unused;
	sd_notify(0, "WATCHDOG=1");
	return G_SOURCE_CONTINUE;
}

void
notify_start_watchdog(void)
{
	guint64 interval_us = 0;

	if (sd_watchdog_enabled(0, &interval_us) <= 0)
		return;
	g_timeout_add((guint)MAX(1, interval_us / 2000), feed_watchdog, NULL);
}
