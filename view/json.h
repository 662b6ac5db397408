/* json.h - single values of the spool as JSON. Callers own what is returned. */
#ifndef VIEW_JSON_H
#define VIEW_JSON_H

#include <glib.h>
#include <jansson.h>

/* JSON's string, null for NULL; bytes that are not UTF-8 are escaped. */
json_t *json_of_string(const char *text);
/* An RFC 3339 time, null for 0. */
json_t *json_of_time(gint64 time);

#endif
