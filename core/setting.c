/* setting.c - the rows of a settings table: parsing, checking, showing. */
#include "core/setting.h"

#include <stdlib.h>
#include <string.h>

#include "core/error.h"

#define VALUE(type, target, row)                                               \
	((type *)(gpointer)((char *)(gpointer)(target) + (row)->offset))

static const struct {
	char letter;
	guint shift;
} suffixes[] = { { 'G', 30 }, { 'M', 20 }, { 'K', 10 } };

static const char *const yes[] = { "yes", "true", "on", "1", NULL };
static const char *const no[] = { "no", "false", "off", "0", NULL };

static gboolean
is_text(const struct setting *row)
{
	return row->type == SETTING_TYPE_STRING ||
	       row->type == SETTING_TYPE_PATH ||
	       row->type == SETTING_TYPE_SECRET;
}

char *
setting_bytes_to_string(gint64 bytes)
{
	for (guint i = 0; i < G_N_ELEMENTS(suffixes); i++) {
		gint64 unit = G_GINT64_CONSTANT(1) << suffixes[i].shift;

		if (bytes != 0 && bytes % unit == 0)
			return g_strdup_printf("%" G_GINT64_FORMAT "%c",
					       bytes / unit,
					       suffixes[i].letter);
	}
	return g_strdup_printf("%" G_GINT64_FORMAT, bytes);
}

/* What would be right, for people. */
static char *
describe(const struct setting *row)
{
	g_autofree char *low = NULL;
	g_autofree char *high = NULL;
	g_autofree char *list = NULL;

	switch (row->type) {
	case SETTING_TYPE_STRING:
		return g_strdup("a text");
	case SETTING_TYPE_PATH:
	case SETTING_TYPE_SECRET:
		return g_strdup("a path");
	case SETTING_TYPE_INTEGER:
		return g_strdup_printf("a whole number from %" G_GINT64_FORMAT
				       " to %" G_GINT64_FORMAT,
				       row->minimum, row->maximum);
	case SETTING_TYPE_SECONDS:
		return g_strdup_printf(
			"a number of seconds from %" G_GINT64_FORMAT
			" to %" G_GINT64_FORMAT,
			row->minimum, row->maximum);
	case SETTING_TYPE_BYTES:
		low = setting_bytes_to_string(row->minimum);
		high = setting_bytes_to_string(row->maximum);
		return g_strdup_printf("a number of bytes from %s to %s (K, M "
				       "and G are powers of 1024)",
				       low, high);
	case SETTING_TYPE_BOOLEAN:
		return g_strdup("yes or no");
	case SETTING_TYPE_CHOICE:
		list = g_strjoinv(", ", (char **)row->choices);
		return g_strdup_printf("one of %s", list);
	}
	g_assert_not_reached();
}

static gboolean
parse_seconds(const struct setting *row, const char *value, double *out_seconds)
{
	double seconds;

	/* g_ascii_strtod() would take "inf", "nan" and "0x10" as well. */
	if (*value == '\0' || strspn(value, "0123456789.") != strlen(value) ||
	    strcmp(value, ".") == 0 ||
	    strchr(value, '.') != strrchr(value, '.'))
		return FALSE;
	seconds = g_ascii_strtod(value, NULL);
	if (seconds < (double)row->minimum || seconds > (double)row->maximum)
		return FALSE;
	*out_seconds = seconds;
	return TRUE;
}

static gboolean
parse_bytes(const struct setting *row, const char *value, gint64 *out_bytes)
{
	gsize length = strlen(value);
	guint shift = 0;
	g_autofree char *digits = NULL;
	gint64 number;

	for (guint i = 0; length > 0 && i < G_N_ELEMENTS(suffixes); i++) {
		if (value[length - 1] == suffixes[i].letter)
			shift = suffixes[i].shift;
	}
	digits = g_strndup(value, shift > 0 ? length - 1 : length);
	if (!g_ascii_string_to_signed(digits, 10, 0, G_MAXINT64 >> shift,
				      &number, NULL))
		return FALSE;
	number <<= shift;
	if (number < row->minimum || number > row->maximum)
		return FALSE;
	*out_bytes = number;
	return TRUE;
}

static gboolean
parse_boolean(const char *value, gboolean *out_boolean)
{
	if (g_strv_contains(yes, value))
		*out_boolean = TRUE;
	else if (g_strv_contains(no, value))
		*out_boolean = FALSE;
	else
		return FALSE;
	return TRUE;
}

static gboolean
parse_choice(const struct setting *row, const char *value, guint *out_choice)
{
	for (guint i = 0; row->choices[i] != NULL; i++) {
		if (strcmp(row->choices[i], value) == 0) {
			*out_choice = i;
			return TRUE;
		}
	}
	return FALSE;
}

static void
take_text(const struct setting *row, gpointer target, char *text)
{
	char **place = VALUE(char *, target, row);

	g_free(*place);
	*place = text;
}

static gboolean
parse_value(const struct setting *row, gpointer target, const char *value)
{
	switch (row->type) {
	case SETTING_TYPE_STRING:
		take_text(row, target, g_strdup(value));
		return TRUE;
	case SETTING_TYPE_PATH:
	case SETTING_TYPE_SECRET:
		if (*value == '\0')
			return FALSE;
		take_text(row, target, g_canonicalize_filename(value, NULL));
		return TRUE;
	case SETTING_TYPE_CHOICE:
		return parse_choice(row, value, VALUE(guint, target, row));
	case SETTING_TYPE_INTEGER:
		return g_ascii_string_to_signed(
			value, 10, row->minimum, row->maximum,
			VALUE(gint64, target, row), NULL);
	case SETTING_TYPE_SECONDS:
		return parse_seconds(row, value, VALUE(double, target, row));
	case SETTING_TYPE_BYTES:
		return parse_bytes(row, value, VALUE(gint64, target, row));
	case SETTING_TYPE_BOOLEAN:
		return parse_boolean(value, VALUE(gboolean, target, row));
	}
	g_assert_not_reached();
}

static gboolean
refuse_key(const struct setting *table, const char *key, GError **error)
{
	g_autoptr(GString) known = g_string_new(NULL);

	for (const struct setting *row = table; row->key != NULL; row++)
		g_string_append_printf(known, "%s%s", row == table ? "" : ", ",
				       row->key);
	return error_set(error, IMR_ERROR_FATAL,
			 "no setting '%s' here, only %s", key, known->str);
}

void
settings_set_defaults(const struct setting *table, gpointer target)
{
	for (const struct setting *row = table; row->key != NULL; row++) {
		gboolean valid = row->fallback == NULL ||
				 parse_value(row, target, row->fallback);

		g_assert(valid);
	}
}

/* As a shell or another program's settings would have it. */
static gboolean
is_quoted(const char *value)
{
	gsize length = strlen(value);

	return length >= 2 && (*value == '"' || *value == '\'') &&
	       value[length - 1] == *value;
}

gboolean
settings_assign(const struct setting *table, gpointer target, const char *key,
		const char *value, GError **error)
{
	for (const struct setting *row = table; row->key != NULL; row++) {
		g_autofree char *right = NULL;

		if (strcmp(row->key, key) != 0)
			continue;
		if (is_quoted(value))
			return error_set(error, IMR_ERROR_FATAL,
					 "%s: leave out the quotes around its "
					 "value, which would be part of it",
					 key);
		if (parse_value(row, target, value))
			return TRUE;
		right = describe(row);
		return error_set(error, IMR_ERROR_FATAL, "%s = '%s': %s", key,
				 value, right);
	}
	return refuse_key(table, key, error);
}

gboolean
settings_check(const struct setting *table, gconstpointer target,
	       GError **error)
{
	for (const struct setting *row = table; row->key != NULL; row++) {
		if (row->required && is_text(row) &&
		    *VALUE(char *, target, row) == NULL)
			return error_set(error, IMR_ERROR_FATAL,
					 "'%s' must be set: %s", row->key,
					 row->help);
	}
	return TRUE;
}

void
settings_clear(const struct setting *table, gpointer target)
{
	for (const struct setting *row = table; row->key != NULL; row++) {
		if (is_text(row))
			take_text(row, target, NULL);
	}
}

char *
setting_to_string(const struct setting *row, gconstpointer target)
{
	char seconds[G_ASCII_DTOSTR_BUF_SIZE];

	switch (row->type) {
	case SETTING_TYPE_INTEGER:
		return g_strdup_printf("%" G_GINT64_FORMAT,
				       *VALUE(gint64, target, row));
	case SETTING_TYPE_SECONDS:
		return g_strdup(g_ascii_formatd(seconds, sizeof(seconds),
						"%.12g",
						*VALUE(double, target, row)));
	case SETTING_TYPE_BYTES:
		return setting_bytes_to_string(*VALUE(gint64, target, row));
	case SETTING_TYPE_BOOLEAN:
		return g_strdup(*VALUE(gboolean, target, row) ? "yes" : "no");
	case SETTING_TYPE_CHOICE:
		return g_strdup(row->choices[*VALUE(guint, target, row)]);
	default:
		return g_strdup(*VALUE(char *, target, row));
	}
}
