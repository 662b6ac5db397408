/* record_field_json.c - the tables of fields, to JSON and back. */
#include "core/record_field_json.h"

#include <stdlib.h>
#include <string.h>

#define MAX_LIST 10000
#define MAX_NUMBER 10000

static const char *const no_others[] = { NULL };

/* Text must be UTF-8; otherwise the room that made it has a bug. */
json_t *
json_text(const char *text)
{
	json_t *json = text != NULL ? json_string(text) : json_null();

	g_assert(json != NULL);
	return json;
}

static json_t *
strings_to_json(char *const *strings)
{
	json_t *array = json_array();

	for (; *strings != NULL; strings++)
		json_array_append_new(array, json_text(*strings));
	return array;
}

static json_t *
field_to_json(const struct field *field, gconstpointer owner)
{
	if (field_is_null(field, owner))
		return json_null();
	switch (field->type) {
	case FIELD_INTEGER:
		return json_integer(*FIELD_VALUE(int, owner, field));
	case FIELD_STRINGS:
		return strings_to_json(*FIELD_VALUE(char **, owner, field));
	default:
		return json_text(*FIELD_VALUE(char *, owner, field));
	}
}

/* "case/priority" goes to the member "priority" of the object "case", which
 * is made when its first field comes. */
void
fields_to_json(const struct field *fields, gconstpointer owner, json_t *object)
{
	for (const struct field *field = fields; field->path != NULL; field++) {
		const char *slash = strchr(field->path, '/');
		const char *key = slash != NULL ? slash + 1 : field->path;
		json_t *group = object;

		if (slash != NULL) {
			g_autofree char *name = g_strndup(
				field->path, (gsize)(slash - field->path));

			group = json_object_get(object, name);
			if (group == NULL) {
				group = json_object();
				json_object_set_new(object, name, group);
			}
		}
		json_object_set_new(group, key, field_to_json(field, owner));
	}
}

/* YYYY-MM-DD, and a day that the calendar has. */
gboolean
date_from_json(const struct node *node, char **out_date, GError **error)
{
	g_autofree char *date = NULL;
	int year, month, day;

	if (!strict_matching(node, "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
			     "a date YYYY-MM-DD", &date, error))
		return FALSE;
	year = atoi(date);
	month = atoi(date + 5);
	day = atoi(date + 8);
	if (!g_date_valid_month((GDateMonth)month) ||
	    !g_date_valid_dmy((GDateDay)day, (GDateMonth)month,
			      (GDateYear)year))
		return strict_refuse(node, error, "no such day");
	*out_date = g_steal_pointer(&date);
	return TRUE;
}

static gboolean
read_choice(const struct node *node, const char *const *choices,
	    char **out_choice, GError **error)
{
	guint index;

	if (!strict_choice(node, choices, &index, error))
		return FALSE;
	*out_choice = g_strdup(choices[index]);
	return TRUE;
}

static gboolean
read_field(const struct field *field, const struct node *node, gpointer owner,
	   GError **error)
{
	gint64 number;

	if (strict_is_null(node)) {
		if (field->type == FIELD_INTEGER)
			*FIELD_VALUE(int, owner, field) = INTEGER_UNKNOWN;
		return TRUE;
	}
	switch (field->type) {
	case FIELD_TEXT:
		return strict_string(node, FIELD_VALUE(char *, owner, field),
				     error);
	case FIELD_DATE:
		return date_from_json(node, FIELD_VALUE(char *, owner, field),
				      error);
	case FIELD_CHOICE:
		return read_choice(node, field->choices,
				   FIELD_VALUE(char *, owner, field), error);
	case FIELD_STRINGS:
		return strict_strings(node, MAX_LIST,
				      FIELD_VALUE(char **, owner, field),
				      error);
	case FIELD_INTEGER:
		if (!strict_integer(node, 0, MAX_NUMBER, &number, error))
			return FALSE;
		*FIELD_VALUE(int, owner, field) = (int)number;
		return TRUE;
	}
	g_assert_not_reached();
}

/* The table has a field at path, or below it. */
static gboolean
table_knows(const struct field *fields, const char *path)
{
	gsize length = strlen(path);

	for (const struct field *field = fields; field->path != NULL; field++) {
		if (strncmp(field->path, path, length) == 0 &&
		    (field->path[length] == '\0' || field->path[length] == '/'))
			return TRUE;
	}
	return FALSE;
}

/* An object whose members are fields of the table below prefix ("case/", or
 * ""), or among others. */
gboolean
fields_check_members(const struct node *object, const struct field *fields,
		     const char *prefix, const char *const *others,
		     GError **error)
{
	const char *key;
	json_t *value;

	if (strict_is_left_out(object))
		return TRUE;
	if (!json_is_object(object->json))
		return strict_refuse(object, error, "missing, or no object");
	if (object->lenient)
		return TRUE;
	json_object_foreach(object->json, key, value)
	{
		g_autofree char *path = g_strconcat(prefix, key, NULL);

		if (strchr(key, '/') != NULL || (!table_knows(fields, path) &&
						 !g_strv_contains(others, key)))
			return strict_refuse(STRICT_MEMBER(object, key), error,
					     "unknown member");
	}
	return TRUE;
}

/* A field below a group: "case/priority". */
static gboolean
read_grouped_field(const struct field *fields, const struct field *field,
		   const char *slash, const struct node *object, gpointer owner,
		   GError **error)
{
	gsize length = (gsize)(slash - field->path);
	g_autofree char *name = g_strndup(field->path, length);
	g_autofree char *prefix = g_strndup(field->path, length + 1);
	const struct node *group = STRICT_MEMBER(object, name);

	return fields_check_members(group, fields, prefix, no_others, error) &&
	       read_field(field, STRICT_MEMBER(group, slash + 1), owner, error);
}

gboolean
fields_from_json(const struct field *fields, const struct node *object,
		 gpointer owner, GError **error)
{
	for (const struct field *field = fields; field->path != NULL; field++) {
		const char *slash = strchr(field->path, '/');
		gboolean valid =
			slash != NULL
				? read_grouped_field(fields, field, slash,
						     object, owner, error)
				: read_field(field,
					     STRICT_MEMBER(object, field->path),
					     owner, error);

		if (!valid)
			return FALSE;
	}
	return TRUE;
}
