/* plain_text.c - letters as plain text. */
#include "tests/letters/plain_text.h"
#include "tests/letters/markup.h"
#include "tests/letters/sheet.h"

static void
append_line(GString *text, const PangoLayoutLine *line)
{
	const char *start =
		pango_layout_get_text(line->layout) + line->start_index;
	g_autofree char *words = g_strndup(start, (gsize)line->length);

	g_string_append_printf(text, "%s \n\n", g_strchomp(words));
}

char *
plain_text_new(const GPtrArray *sheets)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < sheets->len; i++) {
		const struct sheet *sheet = g_ptr_array_index(sheets, i);

		if (i > 0)
			g_string_append(text, "\n\n");
		for (guint j = 0; j < sheet->pieces->len; j++) {
			const struct piece *piece =
				&g_array_index(sheet->pieces, struct piece, j);

			if (!piece->in_flow)
				continue;
			if (piece->gap_above && text->len > 0)
				g_string_append(text, " \n\n");
			append_line(text, piece->line);
		}
	}
	g_string_replace(text, MARKUP_SOFT_HYPHEN, "\u00ad", 0);
	return g_string_free(text, FALSE);
}
