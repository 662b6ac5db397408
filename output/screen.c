/* screen.c - makes text harmless, measures and wraps it. */
#include "output/screen.h"

#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>

#define USUAL_WIDTH 80
#define NO_BREAK_SPACE "\u00a0"

static gboolean
is_harmless(gunichar c)
{
	switch (g_unichar_type(c)) {
	case G_UNICODE_CONTROL:
	case G_UNICODE_FORMAT: /* the bidirectional overrides are here */
	case G_UNICODE_LINE_SEPARATOR:
	case G_UNICODE_PARAGRAPH_SEPARATOR:
	case G_UNICODE_SURROGATE:
	case G_UNICODE_PRIVATE_USE:
	case G_UNICODE_UNASSIGNED:
		return FALSE;
	default:
		return TRUE;
	}
}

void
screen_append_safe(GString *out, const char *text)
{
	const char *p = text;

	while (*p != '\0') {
		gunichar c = g_utf8_get_char_validated(p, -1);

		if (c == (gunichar)-1 || c == (gunichar)-2) {
			g_string_append_printf(out, "\\x%02x", (guchar)*p++);
			continue;
		}
		if (c == '\n' || (c == '\r' && p[1] == '\n'))
			g_string_append_c(out, (char)c);
		else if (c == '\t')
			g_string_append_c(out, ' ');
		else if (is_harmless(c))
			g_string_append_unichar(out, c);
		else if (c > 0xffff)
			g_string_append_printf(out, "\\U%08x", c);
		else
			g_string_append_printf(out, "\\u%04x", c);
		p = g_utf8_next_char(p);
	}
}

char *
screen_line(const char *text)
{
	g_autoptr(GString) safe = g_string_new(NULL);
	GString *line = g_string_new(NULL);
	g_auto(GStrv) words = NULL;

	screen_append_safe(safe, text);
	words = g_strsplit_set(safe->str, " \r\n", -1);
	for (char **word = words; *word != NULL; word++) {
		if (**word == '\0')
			continue;
		if (line->len > 0)
			g_string_append_c(line, ' ');
		g_string_append(line, *word);
	}
	return g_string_free(line, FALSE);
}

guint
screen_cells(const char *text)
{
	guint cells = 0;

	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (!g_unichar_iszerowidth(c))
			cells += g_unichar_iswide(c) ? 2 : 1;
	}
	return cells;
}

static void
append_word(GString *out, const char *word)
{
	g_auto(GStrv) parts = g_strsplit(word, NO_BREAK_SPACE, -1);
	g_autofree char *shown = g_strjoinv(" ", parts);

	g_string_append(out, shown);
}

void
screen_append_wrapped(GString *out, const char *text, guint column,
		      guint indent, guint width)
{
	g_auto(GStrv) words = g_strsplit_set(text, " \n", -1);
	gboolean first = TRUE;

	for (char **word = words; *word != NULL; word++) {
		guint cells = screen_cells(*word);

		if (cells == 0)
			continue;
		if (!first && column + 1 + cells > width) {
			g_string_append_printf(out, "\n%*s", (int)indent, "");
			column = indent;
		} else if (!first) {
			g_string_append_c(out, ' ');
			column++;
		}
		append_word(out, *word);
		column += cells;
		first = FALSE;
	}
}

guint
screen_width(int fd)
{
	struct winsize size = { 0 };

	if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	return USUAL_WIDTH;
}
