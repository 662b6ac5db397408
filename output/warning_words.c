/* warning_words.c - words a warning: the place, what is wrong, and what to
 * do. */
#include "output/warning_words.h"

#include <string.h>

#include "core/record.h"
#include "core/warning_code.h"

/* Of a path's last steps: "/case/decision_date" is the decision date,
 * "/issues/0/decision" the decision of issue 1, "/source/pages/2" page 3, or
 * whatever number the letter's third page has in its file. */
static char *
describe_path(const struct record *record, const char *path)
{
	g_auto(GStrv) steps = g_strsplit(path + 1, "/", -1);
	guint last = g_strv_length(steps) - 1;
	guint64 place =
		last == 2 ? g_ascii_strtoull(steps[last - 1], NULL, 10) : 0;
	g_autofree char *name = g_strdelimit(g_strdup(steps[last]), "_", ' ');

	if (last == 2 && strcmp(steps[0], "issues") == 0)
		return g_strdup_printf("%s of issue %" G_GUINT64_FORMAT, name,
				       place + 1);
	if (last != 2 || strcmp(steps[1], "pages") != 0)
		return g_steal_pointer(&name);
	place = g_ascii_strtoull(steps[last], NULL, 10);
	return g_strdup_printf(
		"page %" G_GUINT64_FORMAT,
		place < record->pages->len
			? ((struct source_page *)record->pages->pdata[place])
				  ->number
			: place + 1);
}

/* Consecutive warnings with one code and message: a lost first page causes
 * many. */
static gboolean
are_one(const struct warning *a, const struct warning *b)
{
	return strcmp(a->code, b->code) == 0 &&
	       strcmp(a->message, b->message) == 0;
}

char *
warning_words(const struct record *record, guint first, guint *out_next)
{
	const GPtrArray *warnings = record->warnings;
	const struct warning *warning = warnings->pdata[first];
	const struct warning_code *code = warning_code_find(warning->code);
	GString *text = g_string_new(NULL);
	guint i;

	for (i = first;
	     i < warnings->len && are_one(warning, warnings->pdata[i]); i++) {
		const char *path = ((struct warning *)warnings->pdata[i])->path;
		g_autofree char *what =
			*path ? describe_path(record, path) : NULL;

		if (what != NULL)
			g_string_append_printf(text, "%s%s",
					       text->len > 0 ? ", " : "", what);
	}
	g_string_append_printf(text, "%s%s.", text->len > 0 ? ": " : "",
			       warning->message);
	if (code != NULL)
		g_string_append_printf(text, " What to do: %s.", code->action);
	*out_next = i;
	return g_string_free(text, FALSE);
}
