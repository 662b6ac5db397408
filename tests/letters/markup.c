/* markup.c - a marked text as it is printed and as it was meant. */
#include <string.h>

#include "tests/letters/markup.h"

/* How a mark prints and what it means; the page marks also turn the page. */
static const struct mark {
	const char *name, *printed, *meant;
	gboolean turns_page;
} marks[] = {
	{ "/", "\n", "", FALSE },
	{ "//", "", "", TRUE },
	{ "-", "-\n", "", FALSE },
	{ "-//", "-", "", TRUE },
	{ "~", MARKUP_SOFT_HYPHEN "\n", "", FALSE },
	{ "P", "\n", "\n\n", FALSE },
	{ "b", "", "", FALSE },
	{ "/b", "", "", FALSE },
};

static const struct mark *
mark_find(const char *name, gsize length)
{
	for (guint i = 0; i < G_N_ELEMENTS(marks); i++)
		if (strlen(marks[i].name) == length &&
		    strncmp(marks[i].name, name, length) == 0)
			return &marks[i];
	g_error("no mark {%.*s}", (int)length, name);
}

static void
passage_free(gpointer data)
{
	struct passage *passage = data;

	g_free(passage->text);
	g_array_unref(passage->bold);
	g_array_unref(passage->redacted);
	g_free(passage);
}

static struct passage *
passage_add(GPtrArray *passages)
{
	struct passage *passage = g_new0(struct passage, 1);

	passage->bold = g_array_new(FALSE, FALSE, sizeof(struct stretch));
	passage->redacted = g_array_new(FALSE, FALSE, sizeof(struct stretch));
	g_ptr_array_add(passages, passage);
	return passage;
}

static void
stretch_add(GArray *stretches, gsize start, gsize end)
{
	struct stretch stretch = { (guint)start, (guint)end };

	if (end > start)
		g_array_append_val(stretches, stretch);
}

/* The parser's place: the passage being filled and where bold began in it. */
struct printer {
	GPtrArray *passages;
	struct passage *passage;
	GString *text;
	gboolean bold;
	gsize bold_start;
};

static void
printer_end_passage(struct printer *printer)
{
	if (printer->bold)
		stretch_add(printer->passage->bold, printer->bold_start,
			    printer->text->len);
	printer->bold_start = 0;
	printer->passage->text = g_strdup(printer->text->str);
	g_string_truncate(printer->text, 0);
}

static void
printer_mark(struct printer *printer, const char *name, gsize length)
{
	const struct mark *mark;
	gsize start = printer->text->len;

	if (name[0] == '#') {
		/* No characters: whoever blackens a word takes it out of the
		 * file, too. Two spaces are about as wide as a letter. */
		for (gsize i = 1; i < length; i++)
			g_string_append(printer->text, "  ");
		stretch_add(printer->passage->redacted, start,
			    printer->text->len);
		return;
	}
	mark = mark_find(name, length);
	g_string_append(printer->text, mark->printed);
	if (strcmp(mark->name, "b") == 0) {
		printer->bold = TRUE;
		printer->bold_start = start;
	} else if (strcmp(mark->name, "/b") == 0) {
		stretch_add(printer->passage->bold, printer->bold_start, start);
		printer->bold = FALSE;
	} else if (mark->turns_page) {
		printer_end_passage(printer);
		printer->passage = passage_add(printer->passages);
	}
}

GPtrArray *
markup_parse(const char *marked)
{
	g_autoptr(GString) text = g_string_new(NULL);
	struct printer printer = {
		.passages = g_ptr_array_new_with_free_func(passage_free),
		.text = text,
	};

	printer.passage = passage_add(printer.passages);
	for (const char *c = marked; *c != '\0'; c++) {
		gsize length;

		if (*c != '{') {
			g_string_append_c(text, *c);
			continue;
		}
		length = strcspn(++c, "}");
		printer_mark(&printer, c, length);
		c += length;
	}
	printer_end_passage(&printer);
	return printer.passages;
}

/* White space runs become one space, or an empty line where they held one. */
static char *
fold_space(const char *text)
{
	g_autoptr(GString) folded = g_string_new(NULL);

	while (*text != '\0') {
		gsize space = strspn(text, " \n");

		if (space == 0) {
			g_string_append_c(folded, *text++);
			continue;
		}
		if (folded->len > 0 && text[space] != '\0')
			g_string_append(folded, memchr(text, '\n', space)
							? "\n\n"
							: " ");
		text += space;
	}
	return g_strdup(folded->str);
}

char *
markup_truth(const char *marked)
{
	g_autoptr(GString) meant = g_string_new(NULL);

	for (const char *c = marked; *c != '\0'; c++) {
		gsize length;

		if (*c != '{') {
			g_string_append_c(meant, *c);
			continue;
		}
		length = strcspn(++c, "}");
		if (*c != '#')
			g_string_append(meant, mark_find(c, length)->meant);
		c += length;
	}
	g_string_replace(meant, "\ufb01", "fi", 0);
	g_string_replace(meant, "\ufb02", "fl", 0);
	return fold_space(meant->str);
}
