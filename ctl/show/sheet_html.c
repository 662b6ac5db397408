/* sheet_html.c - a sheet as a page of HTML.
 *
 * The security policy in its head forbids everything, so that even an error in
 * the escaping would not load or run anything. */
#include <string.h>

#include "ctl/show/sheet.h"
#include "output/screen.h"

static const char head[] =
	"<!DOCTYPE html>\n"
	"<html lang=\"en\">\n"
	"<head>\n"
	"<meta charset=\"utf-8\">\n"
	"<meta http-equiv=\"Content-Security-Policy\" "
	"content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
	"<meta name=\"viewport\" content=\"width=device-width\">\n"
	"<style>\n"
	"body{font:1em/1.5 sans-serif;max-width:48em;margin:2em auto;"
	"padding:0 1em}\n"
	"dl{display:grid;grid-template-columns:max-content 1fr;gap:0 1.5em}\n"
	"dt{color:#555}dd{margin:0;overflow-wrap:anywhere}\n"
	".good{color:#060}.bad{color:#a00}.doubt{color:#850}\n"
	".warning{border-left:.3em solid #c80;padding-left:.7em}\n"
	"</style>\n";

static const char *const classes[] = {
	[COLOUR_NONE] = "",	[COLOUR_BOLD] = "",	  [COLOUR_DIM] = "",
	[COLOUR_GOOD] = "good", [COLOUR_DOUBT] = "doubt", [COLOUR_BAD] = "bad",
};

/* Control characters, and those that reverse text, act in a browser too. */
static void
append_escaped(GString *out, const char *text)
{
	g_autoptr(GString) safe = g_string_new(NULL);
	g_autofree char *escaped = NULL;

	screen_append_safe(safe, text ? text : "");
	escaped = g_markup_escape_text(safe->str, (gssize)safe->len);
	g_string_append(out, escaped);
}

static void
append_element(GString *out, const char *name, const char *class,
	       const char *text)
{
	g_string_append_printf(out, "<%s", name);
	if (*class != '\0')
		g_string_append_printf(out, " class=\"%s\"", class);
	g_string_append_c(out, '>');
	append_escaped(out, text);
	g_string_append_printf(out, "</%s>\n", name);
}

static void
append_prose(GString *out, const struct sheet_part *part)
{
	g_auto(GStrv) paragraphs =
		g_strsplit(part->text ? part->text : "", "\n\n", -1);

	append_element(out, "h3", "", part->label);
	for (char **paragraph = paragraphs; *paragraph != NULL; paragraph++)
		append_element(out, "p", "", *paragraph);
}

static void
append_part(GString *out, const struct sheet_part *part)
{
	switch (part->kind) {
	case SHEET_TITLE:
	case SHEET_SECTION:
		append_element(out, part->kind == SHEET_TITLE ? "h1" : "h2", "",
			       part->label);
		if (part->text != NULL)
			append_element(out, "p", classes[part->colour],
				       part->text);
		break;
	case SHEET_FACT:
		append_element(out, "dt", "", part->label);
		append_element(out, "dd", classes[part->colour], part->text);
		break;
	case SHEET_WARNING:
		append_element(out, "p", "warning", part->text);
		break;
	case SHEET_PROSE:
		append_prose(out, part);
		break;
	case SHEET_ITEM:
		append_element(out, "li", "", part->text);
		break;
	}
}

/* Opens and closes the lists around facts and items. */
static const char *
list_around(const GPtrArray *sheet, guint i)
{
	const struct sheet_part *part = i < sheet->len ? sheet->pdata[i] : NULL;

	if (part != NULL && part->kind == SHEET_FACT)
		return "dl";
	return part != NULL && part->kind == SHEET_ITEM ? "ul" : NULL;
}

char *
sheet_to_html(const GPtrArray *sheet)
{
	const struct sheet_part *first = sheet->len ? sheet->pdata[0] : NULL;
	GString *out = g_string_new(head);
	const char *list = NULL;

	append_element(out, "title", "", first ? first->label : "");
	g_string_append(out, "</head>\n<body>\n");
	for (guint i = 0; i <= sheet->len; i++) {
		const char *next = list_around(sheet, i);

		if (list != NULL && g_strcmp0(list, next) != 0)
			g_string_append_printf(out, "</%s>\n", list);
		if (next != NULL && g_strcmp0(list, next) != 0)
			g_string_append_printf(out, "<%s>\n", next);
		list = next;
		if (i < sheet->len)
			append_part(out, sheet->pdata[i]);
	}
	g_string_append(out, "</body>\n</html>\n");
	return g_string_free(out, FALSE);
}
