/* times.c - formats and parses times. */
#include "view/times.h"

#include "core/error.h"

#define SECOND G_GINT64_CONSTANT(1000)
#define MINUTE (60 * SECOND)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

#define MOST_DIGITS 9 /* of a number of days, far from overflow */

char *
times_to_rfc3339(gint64 time)
{
	g_autoptr(GDateTime) date = NULL;
	g_autofree char *seconds = NULL;

	if (time > 0)
		date = g_date_time_new_from_unix_utc(time / 1000);
	if (date == NULL)
		return NULL;
	seconds = g_date_time_format(date, "%Y-%m-%dT%H:%M:%S");
	return g_strdup_printf("%s.%03dZ", seconds, (int)(time % 1000));
}

char *
times_to_local(gint64 time)
{
	g_autoptr(GDateTime) date = NULL;

	if (time > 0)
		date = g_date_time_new_from_unix_local(time / 1000);
	return date != NULL ? g_date_time_format(date, "%Y-%m-%d %H:%M:%S")
			    : g_strdup("-");
}

char *
times_to_span(gint64 milliseconds)
{
	static const struct {
		gint64 least, unit;
		const char *name;
	} rows[] = {
		{ 2 * DAY, DAY, "d" },
		{ 2 * HOUR, HOUR, "h" },
		{ 2 * MINUTE, MINUTE, "min" },
		{ 0, SECOND, "s" },
	};
	guint i = 0;

	/* No minus signs if the clock was set back. */
	milliseconds = MAX(milliseconds, 0);
	while (milliseconds < rows[i].least)
		i++;
	return g_strdup_printf("%" G_GINT64_FORMAT " %s",
			       milliseconds / rows[i].unit, rows[i].name);
}

/* --- reading --- */

static gboolean
parse_span(const char *text, gint64 *out_span)
{
	static const struct {
		const char *name;
		gint64 unit;
	} rows[] = {
		{ "s", SECOND }, { "min", MINUTE }, { "h", HOUR }, { "d", DAY }
	};
	char *end;
	gint64 number;

	if (!g_ascii_isdigit(*text))
		return FALSE;
	number = g_ascii_strtoll(text, &end, 10);
	if (end - text > MOST_DIGITS)
		return FALSE;
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		if (!g_str_equal(end, rows[i].name))
			continue;
		*out_span = number * rows[i].unit;
		return TRUE;
	}
	return FALSE;
}

/* Local midnight; the year 2026 has no 2026-02-30. */
static GDateTime *
parse_day(const char *text)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_local();
	g_autofree char *midnight = g_strdup_printf("%sT00:00:00", text);

	if (!g_regex_match_simple("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", text,
				  G_REGEX_DOLLAR_ENDONLY, 0))
		return NULL;
	return g_date_time_new_from_iso8601(midnight, zone);
}

static GDateTime *
parse_moment(const char *text)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_local();
	g_autofree char *whole = NULL;

	/* GLib needs the seconds; people leave them out. */
	if (g_regex_match_simple("^[0-9-]{10}T[0-9]{2}:[0-9]{2}$", text,
				 G_REGEX_DOLLAR_ENDONLY, 0))
		whole = g_strdup_printf("%s:00", text);
	return g_date_time_new_from_iso8601(whole ? whole : text, zone);
}

gboolean
times_parse(const char *text, gint64 now, gboolean end, gint64 *out_time,
	    GError **error)
{
	g_autoptr(GDateTime) day = parse_day(text);
	g_autoptr(GDateTime) next = NULL, moment = NULL;
	gint64 span;

	if (parse_span(text, &span)) {
		*out_time = now - span;
		return TRUE;
	}
	if (day != NULL && end) {
		next = g_date_time_add_days(day, 1);
		*out_time = g_date_time_to_unix(next) * 1000 - 1;
		return TRUE;
	}
	moment = day ? g_date_time_ref(day) : parse_moment(text);
	if (moment == NULL)
		return error_set(error, IMR_ERROR_FATAL,
				 "'%s' is no time: 2026-11-25, "
				 "2026-11-25T22:03, one with a zone, or how "
				 "long ago (90s, 30min, 36h, 7d)",
				 text);
	*out_time = g_date_time_to_unix(moment) * 1000 +
		    g_date_time_get_microsecond(moment) / 1000;
	return TRUE;
}

gboolean
times_check_day(const char *text, GError **error)
{
	g_autoptr(GDateTime) day = parse_day(text);

	if (day != NULL)
		return TRUE;
	return error_set(error, IMR_ERROR_FATAL,
			 "'%s' is no day: it would be like 2026-11-25", text);
}
