/* guideline.c - what must stand before a guideline's topics and pages. */
#include "parser/letter/guideline.h"

char *
guideline_restore(const char *text)
{
	/* Behind a comma, where the form has it; "s" between two signs that
	 * were brackets. */
	static const char pattern[] =
		"(?<=, )(Section|Page) ?[({\\[]s[)}\\]]? ?[:;.,]? +(?=\\S)";
	static GRegex *label;
	char *restored;

	if (label == NULL)
		label = g_regex_new(pattern, G_REGEX_OPTIMIZE, 0, NULL);
	restored = g_regex_replace(label, text, -1, 0, "\\1(s): ", 0, NULL);
	if (restored == NULL)
		return g_strdup(text);
	return restored;
}
