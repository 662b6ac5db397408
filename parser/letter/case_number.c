/* case_number.c - the one form that a case number has. */
#include "parser/letter/case_number.h"

#include <string.h>

#include "parser/letter/digit.h"

/* "CMI6 -OO12345" as "CM16-0012345": spaces dropped, letters kept before the
 * year, digits put right from there on. */
static char *
repaired(const char *text)
{
	GString *number = g_string_new(NULL);
	const char *p = text;

	for (; *p != '\0' && strchr("CMIRcmir", *p) != NULL; p++) {
		if (g_str_has_suffix(number->str, "CM") ||
		    g_str_has_suffix(number->str, "IMR"))
			break;
		g_string_append_c(number, g_ascii_toupper(*p));
	}
	for (; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (c == ' ')
			continue;
		if (g_unichar_type(c) == G_UNICODE_DASH_PUNCTUATION || c == '~')
			g_string_append_c(number, '-');
		else
			g_string_append_c(number, digit_meant(*p));
	}
	return g_string_free(number, FALSE);
}

char *
case_number_parse(const char *text, gboolean repair)
{
	g_autofree char *number = repair ? repaired(text) : g_strdup(text);

	if (!g_regex_match_simple("^(CM|IMR)\\d\\d-\\d{7,8}$", number, 0, 0))
		return NULL;
	return g_steal_pointer(&number);
}
