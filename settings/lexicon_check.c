/* lexicon_check.c - checks every line of the lexicon: workers leave out
 * unusable lines, and cannot report them. */
#include "settings/lexicon_check.h"

#include "core/error.h"
#include "meaning/lexicon_places.h"

gboolean
lexicon_check(GError **error)
{
	g_autoptr(GPtrArray) flaws = lexicon_flaws_new();
	g_auto(GStrv) places = lexicon_places();
	g_autoptr(lexicon) lexicon =
		lexicon_new((const char *const *)places, flaws);
	g_autoptr(GString) told = g_string_new(NULL);

	for (guint i = 0; i < flaws->len; i++) {
		const struct lexicon_flaw *flaw = flaws->pdata[i];

		g_string_append_printf(told, "%s%s", i > 0 ? "\n" : "",
				       flaw->file);
		if (flaw->line > 0)
			g_string_append_printf(told, ":%u", flaw->line);
		g_string_append_printf(told, ": %s", flaw->message);
	}
	if (flaws->len == 0)
		return TRUE;
	return error_set(error, IMR_ERROR_FATAL, "%s", told->str);
}
