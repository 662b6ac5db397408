/* sheet_json.h - shows nested members of a record as facts. */
#ifndef CTL_SHOW_SHEET_JSON_H
#define CTL_SHOW_SHEET_JSON_H

#include <glib.h>
#include <jansson.h>

/* before: prefix of each label. Adds a fact for each member, except those that
 * are null, false or empty. "drugs" is "name Baclofen, strength 10mg; name
 * ...". */
void sheet_add_json(GPtrArray *sheet, const char *before, json_t *object);

#endif
