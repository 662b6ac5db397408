/* csv_value.c - what must be quoted, and what would be a formula. */
#include "output/csv_value.h"

#include <string.h>

/* Whether a spreadsheet would begin a formula there, or drop what comes before
 * one; those of full width are the Far East's. */
static gboolean
begins_formula(const char *value)
{
	while (g_unichar_isspace(g_utf8_get_char(value)))
		value = g_utf8_next_char(value);
	switch (g_utf8_get_char(value)) {
	case '=':
	case '+':
	case '-':
	case '@':
	case 0xff1d:
	case 0xff0b:
	case 0xff0d:
	case 0xff20:
		return TRUE;
	default:
		return FALSE;
	}
}

char *
csv_value_defuse(char *take_value)
{
	char *safe;

	if (!begins_formula(take_value))
		return take_value;
	safe = g_strconcat("'", take_value, NULL);
	g_free(take_value);
	return safe;
}

void
csv_value_append(GString *out, const char *value)
{
	if (strpbrk(value, ",\"\r\n") == NULL) {
		g_string_append(out, value);
		return;
	}
	g_string_append_c(out, '"');
	for (const char *p = value; *p != '\0'; p++) {
		if (*p == '"')
			g_string_append_c(out, '"');
		g_string_append_c(out, *p);
	}
	g_string_append_c(out, '"');
}
