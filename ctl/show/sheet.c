/* sheet.c - a sheet's parts, and how a terminal shows them. */
#include "ctl/show/sheet.h"

#include "output/screen.h"

#define INDENT 2u
#define LEAST_LABEL 12u

static void
free_part(gpointer data)
{
	struct sheet_part *part = data;

	g_free(part->label);
	g_free(part->text);
	g_free(part);
}

GPtrArray *
sheet_new(void)
{
	return g_ptr_array_new_with_free_func(free_part);
}

void
sheet_add(GPtrArray *sheet, enum sheet_kind kind, enum colour colour,
	  const char *label, const char *text)
{
	struct sheet_part *part = g_new0(struct sheet_part, 1);

	part->kind = kind;
	part->colour = colour;
	part->label = g_strdup(label);
	part->text = g_strdup(text);
	g_ptr_array_add(sheet, part);
}

/* --- for a terminal --- */

/* "   MARK words, wrapped" */
static void
append_wrapped(GString *out, guint indent, const char *mark, enum colour colour,
	       const char *text)
{
	g_autofree char *safe = screen_line(text);
	g_autoptr(GString) wrapped = g_string_new(mark);
	guint column = indent + screen_cells(mark);

	screen_append_wrapped(wrapped, safe, column, column,
			      print_style()->width);
	g_string_append_printf(out, "%*s", (int)indent, "");
	print_coloured(out, colour, wrapped->str);
	g_string_append_c(out, '\n');
}

static void
append_prose(GString *out, const struct sheet_part *part)
{
	g_auto(GStrv) paragraphs =
		g_strsplit(part->text ? part->text : "", "\n\n", -1);

	append_wrapped(out, INDENT, "", COLOUR_DIM, part->label);
	for (char **paragraph = paragraphs; *paragraph != NULL; paragraph++) {
		if (paragraph != paragraphs)
			g_string_append_c(out, '\n');
		append_wrapped(out, INDENT * 2, "", COLOUR_NONE, *paragraph);
	}
}

static void
append_title(GString *out, const struct sheet_part *part)
{
	g_autofree char *label = screen_line(part->label);

	print_coloured(out, COLOUR_BOLD, label);
	if (part->text != NULL) {
		g_autofree char *text = screen_line(part->text);

		g_string_append(out, "  ");
		print_coloured(out, part->colour, text);
	}
	g_string_append_c(out, '\n');
}

/* Of consecutive facts. */
static guint
label_width(const GPtrArray *sheet, guint first)
{
	guint width = LEAST_LABEL;

	for (guint i = first; i < sheet->len; i++) {
		const struct sheet_part *part = sheet->pdata[i];

		if (part->kind == SHEET_SECTION || part->kind == SHEET_TITLE)
			break;
		if (part->kind == SHEET_FACT) {
			g_autofree char *label = screen_line(part->label);

			width = MAX(width, screen_cells(label) + 2);
		}
	}
	return width;
}

static void
append_fact(GString *out, const struct sheet_part *part, guint width)
{
	g_autofree char *label = screen_line(part->label);
	g_autoptr(GString) text = g_string_new(NULL);
	g_autofree char *safe = screen_line(part->text);
	guint column = INDENT + width;

	screen_append_wrapped(text, safe, column, column, print_style()->width);
	g_string_append_printf(out, "%*s", (int)INDENT, "");
	print_column(out, COLOUR_DIM, label, width);
	print_coloured(out, part->colour, text->str);
	g_string_append_c(out, '\n');
}

void
sheet_append_text(GString *out, const GPtrArray *sheet)
{
	guint width = label_width(sheet, 0);

	for (guint i = 0; i < sheet->len; i++) {
		const struct sheet_part *part = sheet->pdata[i];

		switch (part->kind) {
		case SHEET_TITLE:
		case SHEET_SECTION:
			if (i > 0)
				g_string_append_c(out, '\n');
			append_title(out, part);
			width = label_width(sheet, i + 1);
			break;
		case SHEET_FACT:
			append_fact(out, part, width);
			break;
		case SHEET_WARNING:
			append_wrapped(out, INDENT, "! ", COLOUR_DOUBT,
				       part->text);
			break;
		case SHEET_PROSE:
			append_prose(out, part);
			break;
		case SHEET_ITEM:
			append_wrapped(out, INDENT * 2, "- ", COLOUR_NONE,
				       part->text);
			break;
		}
	}
	if (sheet->len > 0)
		g_string_append_c(out, '\n');
}
