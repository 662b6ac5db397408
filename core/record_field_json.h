/* record_field_json.h - the tables of fields, to JSON and back; private to the
 * record_*.c files. */
#ifndef CORE_RECORD_FIELD_JSON_H
#define CORE_RECORD_FIELD_JSON_H

#include "core/record.h"
#include "core/strict.h"

/* A string, or null for NULL. */
json_t *json_text(const char *text);

/* Adds a member for each field, in the table's order. A path "case/priority"
 * goes to the member "priority" of the object "case", which is made when its
 * first field comes. */
void fields_to_json(const struct field *fields, gconstpointer owner,
		    json_t *object);

/* An object whose members are fields of the table below prefix ("case/", or
 * ""), or among others (NULL-terminated); a lenient one may have any. */
gboolean fields_check_members(const struct node *object,
			      const struct field *fields, const char *prefix,
			      const char *const *others, GError **error);

/* Every field must be there, if only as null; of a lenient object, those that
 * are not are null. On failure owner holds those
 * read before. */
gboolean fields_from_json(const struct field *fields, const struct node *object,
			  gpointer owner, GError **error);

/* YYYY-MM-DD, a day that the calendar has. */
gboolean date_from_json(const struct node *node, char **out_date,
			GError **error);

#endif
