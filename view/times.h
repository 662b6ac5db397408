/* times.h - shows the spool's times (milliseconds of Unix time, 0: none) to
 * people and programs. Callers free what is returned. */
#ifndef VIEW_TIMES_H
#define VIEW_TIMES_H

#include <glib.h>

/* RFC 3339 in UTC, "2026-11-25T22:03:20.123Z"; NULL for 0. */
char *times_to_rfc3339(gint64 time);
/* Local, to the second, for a table's column; "-" for 0. */
char *times_to_local(gint64 time);
/* "45 s", "12 min", "3 h", "2 d". */
char *times_to_span(gint64 milliseconds);

/* What an operator types: an RFC 3339 time, a local one without a zone
 * (2026-11-25T22:03), a local day (2026-11-25), or how long ago (90s, 30min,
 * 36h, 7d). end: a day means its last millisecond. FATAL for anything else. */
gboolean times_parse(const char *text, gint64 now, gboolean end,
		     gint64 *out_time, GError **error);
/* YYYY-MM-DD of the calendar, else FATAL. */
gboolean times_check_day(const char *text, GError **error);

#endif
