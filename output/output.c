/* output.c - the table of formats, and the writing. */
#include "output/output.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/descriptor.h"
#include "core/error.h"
#include "output/decision_words.h"
#include "output/screen.h"
#include "output/whole_file.h"

const struct output_format *const output_formats[] = {
	&output_json, &output_text, &output_csv, &output_spreadsheet, NULL,
};

struct output {
	const struct output_format *format;
	struct output_style style;
	gboolean begun;
	struct decision_totals totals;
	gboolean on_terminal;
	gboolean no_reader;
	struct whole_file *file; /* NULL: standard output */
	int fd;
	char *path;
};

const struct output_format *
output_format_find(const char *name, GError **error)
{
	g_autoptr(GString) known = g_string_new(NULL);

	for (guint i = 0; output_formats[i] != NULL; i++) {
		if (strcmp(output_formats[i]->name, name) == 0)
			return output_formats[i];
		g_string_append_printf(known, "%s%s", i ? ", " : "",
				       output_formats[i]->name);
	}
	error_set(error, IMR_ERROR_FATAL, "there is no format '%s', only %s",
		  name, known->str);
	return NULL;
}

static gboolean
ends_in_csv(const char *path)
{
	const char *dot = path ? strrchr(path, '.') : NULL;

	return dot != NULL && g_ascii_strcasecmp(dot, ".csv") == 0;
}

gboolean
output_format_choose(const char *name, const char *path, gboolean mark,
		     const struct output_format **out_format, GError **error)
{
	const struct output_format *format =
		ends_in_csv(path) ? &output_csv : NULL;

	if (name != NULL) {
		format = output_format_find(name, error);
		if (format == NULL)
			return FALSE;
	}
	if (mark && (format == NULL || format->with_mark == NULL))
		return error_set(error, IMR_ERROR_FATAL,
				 "--bom goes with --format csv or "
				 "spreadsheet");
	*out_format = mark ? format->with_mark : format;
	return TRUE;
}

/* --- opening --- */

struct output *
output_open(const struct output_format *format, const char *path,
	    gboolean force, GError **error)
{
	g_autoptr(output) output = g_new0(struct output, 1);
	const char *no_color = g_getenv("NO_COLOR");

	output->fd = STDOUT_FILENO;
	output->path = g_strdup(path);
	if (path != NULL) {
		output->file = whole_file_open(path, force, error);
		if (output->file == NULL)
			return NULL;
		output->fd = whole_file_fd(output->file);
	}
	output->on_terminal = isatty(output->fd);
	output->format = format != NULL	       ? format
			 : output->on_terminal ? &output_text
					       : &output_json;
	output->style.colour =
		output->on_terminal && (no_color == NULL || *no_color == '\0');
	output->style.width = screen_width(output->fd);
	return g_steal_pointer(&output);
}

void
output_free(struct output *output)
{
	g_clear_pointer(&output->file, whole_file_free);
	g_free(output->path);
	g_free(output);
}

/* --- writing --- */

static gboolean
write_failed(const struct output *output, GError **error)
{
	return error_set_errno(error, "write %s",
			       output->path ? output->path : "standard output");
}

/* Removes the partial record that a full disk left, if it is still the end of
 * the file. */
static void
take_back(int fd, off_t before, off_t written)
{
	struct stat now;

	if (fstat(fd, &now) == 0 && S_ISREG(now.st_mode) &&
	    now.st_size == before + written && ftruncate(fd, before) < 0)
		return; /* the write error is reported anyway */
}

static gboolean
write_whole(struct output *output, const GString *text, GError **error)
{
	struct stat before = { 0 };
	gsize written = 0;

	if (output->no_reader)
		return TRUE;
	if (fstat(output->fd, &before) < 0)
		return write_failed(output, error);
	if (!descriptor_write(output->fd, text->str, text->len, &written)) {
		output->no_reader = output->file == NULL && errno == EPIPE;
		if (output->no_reader)
			return TRUE;
		write_failed(output, error);
		take_back(output->fd, before.st_size, (off_t)written);
		return FALSE;
	}
	return TRUE;
}

gboolean
output_has_no_reader(const struct output *output)
{
	return output->no_reader;
}

static void
begin(struct output *output, GString *out)
{
	if (!output->begun && output->format->begin != NULL)
		output->format->begin(out);
	output->begun = TRUE;
}

gboolean
output_put(struct output *output, const struct record *record, GError **error)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GString) safe = NULL;

	begin(output, text);
	output->format->append(text, record, &output->style);
	decision_totals_add(&output->totals, record);
	if (!output->on_terminal || output->format->for_people)
		return write_whole(output, text, error);
	safe = g_string_new(NULL);
	screen_append_safe(safe, text->str);
	return write_whole(output, safe, error);
}

gboolean
output_commit(struct output *output, GError **error)
{
	g_autoptr(GString) rest = g_string_new(NULL);

	begin(output, rest);
	if (output->format->end != NULL)
		output->format->end(rest, &output->totals, &output->style);
	if (!write_whole(output, rest, error))
		return FALSE;
	return output->file == NULL || whole_file_commit(output->file, error);
}
