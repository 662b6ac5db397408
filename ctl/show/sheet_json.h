/* sheet_json.h - nested members of a record, as facts. */
#ifndef CTL_SHOW_SHEET_JSON_H
#define CTL_SHOW_SHEET_JSON_H

#include <glib.h>
#include <jansson.h>

/* before: what each label begins with. A fact for each member that says
 * something: null, false and what is empty do not. "drugs" is "name Baclofen,
 * strength 10mg; name ...". */
void sheet_add_json(GPtrArray *sheet, const char *before, json_t *object);

#endif
