/* text_lines.c - line ends, quoted lines, and numbered ones. */
#include "ocr/text/text_lines.h"

#include <string.h>

/* Fewer lines that begin with numbers in turn may be a list. */
#define LEAST_NUMBERED 10

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

/* What stands behind a line's number; NULL where it has none. */
static const char *
skip_number(const char *line, guint64 *out_number)
{
	const char *p = line + strspn(line, "\f ");
	gsize digits = strspn(p, "0123456789");

	if (digits == 0 || digits > 5 ||
	    (p[digits] != '\0' && strchr(" \t", p[digits]) == NULL))
		return NULL;
	*out_number = g_ascii_strtoull(p, NULL, 10);
	p += digits;
	if (*p == '\t')
		return p + 1;
	return p + MIN(strspn(p, " "), 2);
}

/* Pleadings and listings count their lines, page by page or through. */
static gboolean
is_numbered(char **lines)
{
	guint64 last = 0, number = 0;
	guint in_turn = 0, all = 0;

	for (guint i = 0; lines[i] != NULL; i++) {
		all += lines[i][strspn(lines[i], "\f \t")] != '\0';
		if (skip_number(lines[i], &number) == NULL)
			continue;
		in_turn += number == last + 1 || number == 1;
		last = number;
	}
	return in_turn >= LEAST_NUMBERED && in_turn * 10 > all * 9;
}

static const char *
skip_line_number(const char *line)
{
	guint64 number;
	const char *behind = skip_number(line, &number);

	return behind != NULL ? behind : line;
}

/* Each line without what skip() passes over; a form feed stays. */
static void
strip_lines(char **lines, const char *(*skip)(const char *))
{
	for (guint i = 0; lines[i] != NULL; i++) {
		const char *rest = skip(lines[i]);
		char *line = rest > lines[i] && *lines[i] == '\f'
				     ? g_strconcat("\f", rest, NULL)
				     : g_strdup(rest);

		g_free(lines[i]);
		lines[i] = line;
	}
}

char *
text_lines_normalise(const char *text)
{
	g_autoptr(GString) ends = normalise_ends(text);
	g_auto(GStrv) lines = g_strsplit(ends->str, "\n", -1);
	gboolean quoted = is_quoted(lines);

	if (quoted)
		strip_lines(lines, skip_quotes);
	if (is_numbered(lines))
		strip_lines(lines, skip_line_number);
	else if (!quoted)
		return g_string_free(g_steal_pointer(&ends), FALSE);
	return g_strjoinv("\n", lines);
}
