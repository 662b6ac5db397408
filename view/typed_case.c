/* typed_case.c - splits a typed case number into its parts. */
#include "view/typed_case.h"

char *
typed_case(const char *text, guint digits)
{
	g_autoptr(GRegex) form = g_regex_new(
		"^\\s*(CM|IMR)[\\s_-]*(\\d\\d)[\\s_-]*(\\d{1,8})\\s*$",
		G_REGEX_CASELESS | G_REGEX_RAW, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;
	g_autofree char *kind = NULL, *year = NULL, *number = NULL;
	GString *typed;

	if (!g_regex_match(form, text, 0, &match))
		return g_ascii_strup(text, -1);
	kind = g_match_info_fetch(match, 1);
	year = g_match_info_fetch(match, 2);
	number = g_match_info_fetch(match, 3);
	typed = g_string_new(number);
	while (typed->len < digits)
		g_string_prepend_c(typed, '0');
	g_string_prepend_c(typed, '-');
	g_string_prepend(typed, year);
	g_string_prepend(typed, kind);
	return g_string_free(g_string_ascii_up(typed), FALSE);
}
