/* sheet_json.c - JSON as a line of words. Records are not deeply nested. */
#include "ctl/show/sheet_json.h"

#include "ctl/show/sheet.h"

static char *
words_of(const char *key)
{
	return g_strdelimit(g_strdup(key), "_", ' ');
}

static void append_value(GString *out, json_t *value);

static void
append_members(GString *out, json_t *object)
{
	const char *separator = "";
	const char *key;
	json_t *value;

	json_object_foreach(object, key, value)
	{
		g_autofree char *label = words_of(key);
		g_autoptr(GString) text = g_string_new(NULL);

		append_value(text, value);
		if (text->len == 0)
			continue;
		g_string_append_printf(out, "%s%s %s", separator, label,
				       text->str);
		separator = ", ";
	}
}

static void
append_value(GString *out, json_t *value)
{
	gsize i;
	json_t *element;

	switch (json_typeof(value)) {
	case JSON_STRING:
		g_string_append(out, json_string_value(value));
		break;
	case JSON_INTEGER:
		g_string_append_printf(out, "%" JSON_INTEGER_FORMAT,
				       json_integer_value(value));
		break;
	case JSON_REAL:
		g_string_append_printf(out, "%g", json_real_value(value));
		break;
	case JSON_TRUE:
		g_string_append(out, "yes");
		break;
	case JSON_ARRAY:
		json_array_foreach(value, i, element)
		{
			if (i > 0)
				g_string_append(out, "; ");
			append_value(out, element);
		}
		break;
	case JSON_OBJECT:
		append_members(out, value);
		break;
	default:
		break;
	}
}

void
sheet_add_json(GPtrArray *sheet, const char *before, json_t *object)
{
	const char *key;
	json_t *value;

	json_object_foreach(object, key, value)
	{
		g_autofree char *name = words_of(key);
		g_autofree char *label = g_strconcat(before, name, NULL);
		g_autoptr(GString) text = g_string_new(NULL);

		append_value(text, value);
		if (text->len > 0)
			sheet_add(sheet, SHEET_FACT, COLOUR_NONE, label,
				  text->str);
	}
}
