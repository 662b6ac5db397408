/* text_lines.c - line ends, and quoted lines. */
#include "ocr/text/text_lines.h"

#include <string.h>

#define LINE_SEPARATOR 0x2028
#define PARAGRAPH_SEPARATOR 0x2029

/* CR CR LF is what text modes made of CR LF. */
static const char *
skip_carriage_returns(const char *p)
{
	const char *end = p + strspn(p, "\r");

	return *end == '\n' && end - p <= 2 ? end + 1 : p + 1;
}

static GString *
normalise_ends(const char *text)
{
	GString *lines = g_string_sized_new(strlen(text));

	for (const char *p = text; *p != '\0';) {
		gunichar c = g_utf8_get_char(p);

		if (c == '\r' || c == '\v' || c == LINE_SEPARATOR)
			g_string_append_c(lines, '\n');
		else if (c == PARAGRAPH_SEPARATOR)
			g_string_append(lines, "\n\n");
		else
			g_string_append_unichar(lines, c);
		p = c == '\r' ? skip_carriage_returns(p) : g_utf8_next_char(p);
	}
	return lines;
}

/* What stands behind the signs of quotation; the line, where it has none. */
static const char *
skip_quotes(const char *line)
{
	const char *p = line;

	while (*p == '>') {
		p++;
		if (*p == ' ' && p[1] == '>')
			p++;
	}
	return p > line && *p == ' ' ? p + 1 : p;
}

static gboolean
is_quoted(char **lines)
{
	guint quoted = 0, all = 0;

	for (guint i = 0; lines[i] != NULL; i++) {
		all += *lines[i] != '\0';
		quoted += *lines[i] == '>';
	}
	return quoted * 2 > all;
}

char *
text_lines_normalise(const char *text)
{
	g_autoptr(GString) ends = normalise_ends(text);
	g_auto(GStrv) lines = g_strsplit(ends->str, "\n", -1);
	g_autoptr(GString) unquoted = NULL;

	if (!is_quoted(lines))
		return g_string_free(g_steal_pointer(&ends), FALSE);
	unquoted = g_string_sized_new(ends->len);
	for (guint i = 0; lines[i] != NULL; i++) {
		if (i > 0)
			g_string_append_c(unquoted, '\n');
		g_string_append(unquoted, skip_quotes(lines[i]));
	}
	return g_string_free(g_steal_pointer(&unquoted), FALSE);
}
