/* strict.c - reading JSON that may be hostile or old, value by value. */
#include "core/strict.h"

#include "core/error.h"

struct node
strict_root(json_t *json)
{
	return (struct node){ .json = json };
}

struct node
strict_lenient_root(json_t *json)
{
	return (struct node){ .json = json, .lenient = TRUE };
}

struct node
strict_member(const struct node *object, const char *key)
{
	return (struct node){ .json = json_object_get(object->json, key),
			      .parent = object,
			      .key = key,
			      .lenient = object->lenient };
}

struct node
strict_element(const struct node *array, gsize index)
{
	return (struct node){ .json = json_array_get(array->json, index),
			      .parent = array,
			      .index = index,
			      .lenient = array->lenient };
}

/* Keys may be the stranger's own: kept short and printable, since the message
 * ends on a terminal or in a log. */
static void
append_key(GString *pointer, const char *key)
{
	g_autofree char *printable = g_strescape(key, NULL);

	for (const char *c = printable; *c != '\0' && c - printable < 80; c++) {
		if (*c == '~')
			g_string_append(pointer, "~0");
		else if (*c == '/')
			g_string_append(pointer, "~1");
		else
			g_string_append_c(pointer, *c);
	}
}

static void
append_pointer(GString *pointer, const struct node *node)
{
	if (node->parent == NULL)
		return;
	append_pointer(pointer, node->parent);
	g_string_append_c(pointer, '/');
	if (node->key != NULL)
		append_key(pointer, node->key);
	else
		g_string_append_printf(pointer, "%" G_GSIZE_FORMAT,
				       node->index);
}

gboolean
strict_refuse(const struct node *node, GError **error, const char *format, ...)
{
	g_autoptr(GString) message = g_string_new(NULL);
	va_list arguments;

	append_pointer(message, node);
	if (message->len == 0)
		g_string_append_c(message, '/');
	g_string_append(message, ": ");
	va_start(arguments, format);
	g_string_append_vprintf(message, format, arguments);
	va_end(arguments);
	return error_set(error, IMR_ERROR_REJECT, "%s", message->str);
}

/* "missing" says more than "not a string" of a member that is not there. */
static gboolean
refuse_type(const struct node *node, const char *wanted, GError **error)
{
	if (node->json == NULL)
		return strict_refuse(node, error, "missing");
	return strict_refuse(node, error, "not %s", wanted);
}

gboolean
strict_object(const struct node *node, const char *const *keys, GError **error)
{
	const char *key;
	json_t *value;

	if (strict_is_left_out(node))
		return TRUE;
	if (!json_is_object(node->json))
		return refuse_type(node, "an object", error);
	if (node->lenient)
		return TRUE;
	json_object_foreach(node->json, key, value)
	{
		if (!g_strv_contains(keys, key))
			return strict_refuse(STRICT_MEMBER(node, key), error,
					     "unknown member");
	}
	return TRUE;
}

gboolean
strict_array(const struct node *node, gsize low, gsize high, GError **error)
{
	gsize length = json_array_size(node->json);

	if (strict_is_left_out(node))
		return TRUE;
	if (!json_is_array(node->json))
		return refuse_type(node, "an array", error);
	if (length < low || length > high)
		return strict_refuse(node, error,
				     "%" G_GSIZE_FORMAT
				     " elements, not %" G_GSIZE_FORMAT
				     " to %" G_GSIZE_FORMAT,
				     length, low, high);
	return TRUE;
}

gboolean
strict_is_null(const struct node *node)
{
	return json_is_null(node->json) || strict_is_left_out(node);
}

gboolean
strict_is_left_out(const struct node *node)
{
	return node->lenient &&
	       (node->json == NULL || json_is_null(node->json));
}

gboolean
strict_string(const struct node *node, char **out_text, GError **error)
{
	if (strict_is_left_out(node))
		return TRUE;
	if (!json_is_string(node->json))
		return refuse_type(node, "a string", error);
	if (json_string_length(node->json) == 0)
		return strict_refuse(node, error, "empty");
	*out_text = g_strdup(json_string_value(node->json));
	return TRUE;
}

gboolean
strict_matching(const struct node *node, const char *pattern,
		const char *wanted, char **out_text, GError **error)
{
	g_autofree char *text = NULL;

	if (strict_is_left_out(node))
		return TRUE;
	if (!strict_string(node, &text, error))
		return FALSE;
	if (!g_regex_match_simple(pattern, text, G_REGEX_DOLLAR_ENDONLY, 0))
		return strict_refuse(node, error, "not %s", wanted);
	*out_text = g_steal_pointer(&text);
	return TRUE;
}

gboolean
strict_choice(const struct node *node, const char *const *choices,
	      guint *out_index, GError **error)
{
	const char *text = json_string_value(node->json);

	if (strict_is_left_out(node))
		return TRUE;
	if (text == NULL)
		return refuse_type(node, "a string", error);
	for (guint i = 0; choices[i] != NULL; i++) {
		if (g_str_equal(text, choices[i])) {
			*out_index = i;
			return TRUE;
		}
	}
	return strict_refuse(node, error, "not one of its choices");
}

gboolean
strict_integer(const struct node *node, gint64 low, gint64 high,
	       gint64 *out_number, GError **error)
{
	gint64 number = json_integer_value(node->json);

	if (strict_is_left_out(node))
		return TRUE;
	if (!json_is_integer(node->json))
		return refuse_type(node, "a whole number", error);
	if (number < low || number > high)
		return strict_refuse(node, error,
				     "%" G_GINT64_FORMAT
				     " is not from %" G_GINT64_FORMAT
				     " to %" G_GINT64_FORMAT,
				     number, low, high);
	*out_number = number;
	return TRUE;
}

gboolean
strict_strings(const struct node *node, gsize most, char ***out_strings,
	       GError **error)
{
	g_auto(GStrv) strings = NULL;
	gsize length = json_array_size(node->json);

	if (!strict_array(node, 0, most, error))
		return FALSE;
	strings = g_new0(char *, length + 1);
	for (gsize i = 0; i < length; i++) {
		if (!strict_string(STRICT_ELEMENT(node, i), &strings[i], error))
			return FALSE;
		if (strings[i] == NULL)
			return strict_refuse(STRICT_ELEMENT(node, i), error,
					     "null");
	}
	*out_strings = g_steal_pointer(&strings);
	return TRUE;
}

gboolean
strict_boolean(const struct node *node, gboolean *out_value, GError **error)
{
	if (strict_is_left_out(node))
		return TRUE;
	if (!json_is_boolean(node->json))
		return refuse_type(node, "true or false", error);
	*out_value = json_is_true(node->json);
	return TRUE;
}

gboolean
strict_number(const struct node *node, double low, double high,
	      double *out_number, GError **error)
{
	double number = json_number_value(node->json);

	if (strict_is_left_out(node))
		return TRUE;
	if (!json_is_number(node->json))
		return refuse_type(node, "a number", error);
	/* Written so that NaN fails it, wherever one might come from. */
	if (!(number >= low && number <= high))
		return strict_refuse(node, error, "%g is not from %g to %g",
				     number, low, high);
	*out_number = number;
	return TRUE;
}
