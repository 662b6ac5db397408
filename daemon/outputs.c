/* outputs.c - compares every output with the inputs and with the other
 * outputs. */
#include "daemon/outputs.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/error.h"
#include "daemon/options.h"
#include "extract/inputs.h"

#define MOST_OUTPUTS 4

struct output_place {
	const char *option, *path;
	gboolean is_there;
	struct stat file;   /* where it is there */
	struct stat folder; /* where it is not */
};

struct places {
	struct output_place items[MOST_OUTPUTS];
	guint count;
};

static gboolean
is_same(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

static void
add(struct places *places, const char *option, const char *path)
{
	struct output_place *place = &places->items[places->count];
	g_autofree char *folder = NULL;

	if (path == NULL)
		return;
	*place = (struct output_place){ .option = option, .path = path };
	place->is_there = stat(path, &place->file) == 0;
	folder = g_path_get_dirname(path);
	/* Pipes and devices are not letters, and may be shared. */
	if (place->is_there ? S_ISREG(place->file.st_mode)
			    : stat(folder, &place->folder) == 0)
		places->count++;
}

/* If the shell has truncated it, it is already lost; if the shell has just
 * created it, it is not a letter. */
static void
add_standard_output(struct places *places)
{
	struct output_place *place = &places->items[places->count];

	*place = (struct output_place){ .option = "standard output",
					.is_there = TRUE };
	if (fstat(STDOUT_FILENO, &place->file) == 0 &&
	    S_ISREG(place->file.st_mode) && place->file.st_size > 0)
		places->count++;
}

static gboolean
is_same_place(const struct output_place *a, const struct output_place *b)
{
	g_autofree char *first = NULL, *second = NULL;

	if (a->is_there != b->is_there)
		return FALSE;
	if (a->is_there)
		return is_same(&a->file, &b->file);
	first = g_path_get_basename(a->path);
	second = g_path_get_basename(b->path);
	return is_same(&a->folder, &b->folder) && strcmp(first, second) == 0;
}

static gboolean
check_each_other(const struct places *places, GError **error)
{
	for (guint i = 0; i < places->count; i++)
		for (guint j = 0; j < i; j++)
			if (is_same_place(&places->items[i], &places->items[j]))
				return error_set(
					error, IMR_ERROR_FATAL,
					"%s and %s are the same file; name "
					"another",
					places->items[j].option,
					places->items[i].option);
	return TRUE;
}

static gboolean
stat_input(const struct input *input, struct stat *out_status)
{
	return strcmp(input->path, "-") == 0
		       ? fstat(STDIN_FILENO, out_status) == 0
		       : stat(input->path, out_status) == 0;
}

static gboolean
check_input(const struct places *places, const struct input *input,
	    GError **error)
{
	struct stat status;

	if (!stat_input(input, &status))
		return TRUE;
	for (guint i = 0; i < places->count; i++)
		if (places->items[i].is_there &&
		    is_same(&places->items[i].file, &status))
			return error_set(error, IMR_ERROR_FATAL,
					 "%s would write over '%s', which is "
					 "to be read; name another file",
					 places->items[i].option, input->path);
	return TRUE;
}

gboolean
outputs_check(const struct options *options, const GPtrArray *inputs,
	      GError **error)
{
	struct places places = { .count = 0 };

	add(&places, "--output", options->output);
	add(&places, "--hocr", options->hocr);
	add(&places, "--text-pdf", options->text_pdf);
	if (!options->quiet && options->output == NULL)
		add_standard_output(&places);
	if (!check_each_other(&places, error))
		return FALSE;
	for (guint i = 0; i < inputs->len && places.count > 0; i++)
		if (!check_input(&places, inputs->pdata[i], error))
			return FALSE;
	return TRUE;
}
