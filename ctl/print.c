/* print.c - standard output. */
#include "ctl/print.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "core/error.h"
#include "output/screen.h"

#define PLAIN "\033[0m"
#define ELLIPSIS "\u2026"

static const char *const colours[] = {
	[COLOUR_NONE] = "",	     [COLOUR_BOLD] = "\033[1m",
	[COLOUR_DIM] = "\033[2m",    [COLOUR_GOOD] = "\033[32m",
	[COLOUR_DOUBT] = "\033[33m", [COLOUR_BAD] = "\033[31m",
};

gboolean
print_is_for_terminal(void)
{
	return isatty(STDOUT_FILENO);
}

const struct output_style *
print_style(void)
{
	static struct output_style style;
	const char *no_color = g_getenv("NO_COLOR");

	if (style.width > 0)
		return &style;
	style.width = screen_width(STDOUT_FILENO);
	style.colour = print_is_for_terminal() &&
		       (no_color == NULL || *no_color == '\0');
	return &style;
}

void
print_coloured(GString *out, enum colour colour, const char *text)
{
	if (print_style()->colour && colour != COLOUR_NONE)
		g_string_append_printf(out, "%s%s" PLAIN, colours[colour],
				       text);
	else
		g_string_append(out, text);
}

void
print_column(GString *out, enum colour colour, const char *text, guint width)
{
	guint cells = screen_cells(text);

	print_coloured(out, colour, text);
	for (; cells < width; cells++)
		g_string_append_c(out, ' ');
}

char *
print_cut(const char *text, guint cells)
{
	g_autoptr(GString) cut = g_string_new(text);

	if (screen_cells(text) <= cells)
		return g_strdup(text);
	while (cut->len > 0 && screen_cells(cut->str) + 1 > cells) {
		const char *last =
			g_utf8_find_prev_char(cut->str, cut->str + cut->len);

		g_string_truncate(cut, (gsize)(last - cut->str));
	}
	g_string_append(cut, ELLIPSIS);
	return g_string_free(g_steal_pointer(&cut), FALSE);
}

/* errno of the first write that failed; later calls before print_flush() may
 * change errno. */
static int write_error;

void
print_text(const GString *text)
{
	if (fwrite(text->str, 1, text->len, stdout) < text->len &&
	    write_error == 0)
		write_error = errno;
}

gboolean
print_flush(GError **error)
{
	if (fflush(stdout) != 0 && write_error == 0)
		write_error = errno;
	errno = write_error;
	return write_error == 0 ||
	       error_set_errno(error, "write standard output");
}

/* The message may have several lines, and contain names from outside. */
void
print_complaint(const char *about, const GError *error)
{
	g_autoptr(GString) safe = g_string_new("imrctl: ");

	if (about != NULL) {
		screen_append_safe(safe, about);
		g_string_append(safe, ": ");
	}
	screen_append_safe(safe, error->message);
	fprintf(stderr, "%s\n", safe->str);
}

void
print_json(json_t *take_json)
{
	json_auto_t *json = take_json;
	char *text = json_dumps(json, JSON_COMPACT | JSON_REAL_PRECISION(12));
	g_autoptr(GString) line = g_string_new(NULL);

	if (print_is_for_terminal())
		screen_append_safe(line, text);
	else
		g_string_append(line, text);
	g_string_append_c(line, '\n');
	print_text(line);
	free(text);
}
