/* json.c - texts and times, either of which may be missing. */
#include "view/json.h"

#include "view/times.h"

json_t *
json_of_string(const char *text)
{
	g_autofree char *escaped = NULL;

	if (text == NULL)
		return json_null();
	if (g_utf8_validate(text, -1, NULL))
		return json_string(text);
	escaped = g_strescape(text, NULL);
	return json_string(escaped);
}

json_t *
json_of_time(gint64 time)
{
	g_autofree char *text = times_to_rfc3339(time);

	return text ? json_string(text) : json_null();
}
