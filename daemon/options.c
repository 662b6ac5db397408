/* options.c - the command line, by GOption.
 *
 * Texts are parsed as file names, byte for byte, because a path may have been
 * written in another locale. */
#include "daemon/options.h"

#include <string.h>

#include "core/error.h"

#define MOST_WORKERS 256

static const char summary[] =
	"Turns Independent Medical Review letters (PDF, TIFF, PNG, JPEG or "
	"text;\n"
	"typed or scanned) into records: one JSON object a letter.\n"
	"Without --once it is a service: it watches the directories of its\n"
	"settings file, and delivers what arrives there to the sinks. imrctl\n"
	"shows what it does. With --once it ingests the named files, and "
	"ends;\n"
	"FILE may be - for standard input.";

static const char description[] =
	"With --once, records go to standard output, or to --output's file, "
	"and to\n"
	"every sink; with --quiet to the sinks alone. On a terminal they are "
	"shown\n"
	"for people, else as JSON, one a line. With --recursive, hidden files "
	"and\n"
	"symbolic links below a directory are left out. A PATH that is there "
	"is\n"
	"replaced only with --force, and a PDF, an image or a letter's text "
	"never.\n"
	"\n"
	"Settings come from --config's file, then from --set, --ocr "
	"and\n"
	"--ocr-engine. Without --config the service reads\n"
	"/etc/imr-ingest/imr-ingest.conf, or for people\n"
	"~/.config/imr-ingest/imr-ingest.conf where that is there; --once "
	"reads\n"
	"none. NO_COLOR takes the colour away; SOURCE_DATE_EPOCH stands in "
	"for the\n"
	"time in --once's records.\n"
	"\n"
	"Exit status: 0 all recorded; 1 a letter was rejected; 2 wrong use or\n"
	"settings; 3 something missing or not working here: language data, a\n"
	"sink, the output.";

void
options_free(struct options *options)
{
	g_strfreev(options->files);
	g_strfreev(options->sinks);
	g_strfreev(options->settings);
	g_free(options->format);
	g_free(options->output);
	g_free(options->hocr);
	g_free(options->text_pdf);
	g_free(options->config);
	g_free(options->ocr);
	g_free(options->ocr_engine);
	g_free(options);
}

static gboolean
parse(struct options *o, int argc, char **argv, GError **error)
{
	const GOptionEntry entries[] = {
		{ "once", 0, 0, G_OPTION_ARG_NONE, &o->once,
		  "Ingest the named files, and end", NULL },
		{ "recursive", 'r', 0, G_OPTION_ARG_NONE, &o->recursive,
		  "Ingest the files below named directories", NULL },
		{ "format", 'f', 0, G_OPTION_ARG_FILENAME, &o->format,
		  "json, text, csv or spreadsheet", "FORMAT" },
		{ "bom", 0, 0, G_OPTION_ARG_NONE, &o->mark,
		  "Begin csv with a byte order mark, for Excel", NULL },
		{ "output", 'o', 0, G_OPTION_ARG_FILENAME, &o->output,
		  "Write the records to PATH, when they are whole", "PATH" },
		{ "hocr", 0, 0, G_OPTION_ARG_FILENAME, &o->hocr,
		  "Write the one letter's words and boxes to PATH", "PATH" },
		{ "text-pdf", 0, 0, G_OPTION_ARG_FILENAME, &o->text_pdf,
		  "Write the one letter to PATH as a PDF with its text",
		  "PATH" },
		{ "force", 0, 0, G_OPTION_ARG_NONE, &o->force,
		  "Replace a PATH that is no document", NULL },
		{ "quiet", 'q', 0, G_OPTION_ARG_NONE, &o->quiet,
		  "Do not print records", NULL },
		{ "sink", 's', 0, G_OPTION_ARG_FILENAME_ARRAY, &o->sinks,
		  "Deliver to this sink as well; repeatable", "NAME:VALUE" },
		{ "config", 'c', 0, G_OPTION_ARG_FILENAME, &o->config,
		  "Read settings and sinks from PATH", "PATH" },
		{ "set", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->settings,
		  "Change one setting of [extract]; repeatable", "KEY=VALUE" },
		{ "ocr", 0, 0, G_OPTION_ARG_FILENAME, &o->ocr,
		  "auto, always or never; as --set ocr=WHEN", "WHEN" },
		{ "ocr-engine", 0, 0, G_OPTION_ARG_FILENAME, &o->ocr_engine,
		  "auto, tesseract or fast; as --set ocr_engine=NAME", "NAME" },
		{ "workers", 'w', 0, G_OPTION_ARG_INT, &o->workers,
		  "At most so many workers (default: the cores)", "NUMBER" },
		{ "verbose", 'v', 0, G_OPTION_ARG_NONE, &o->verbose,
		  "Show what the workers' libraries say", NULL },
		{ "help-sinks", 0, 0, G_OPTION_ARG_NONE, &o->help_sinks,
		  "Show the sinks and their settings", NULL },
		{ "help-settings", 0, 0, G_OPTION_ARG_NONE, &o->help_settings,
		  "Show all other settings", NULL },
		{ "check-config", 0, 0, G_OPTION_ARG_NONE, &o->check_config,
		  "Check the settings, and end", NULL },
		{ "version", 0, 0, G_OPTION_ARG_NONE, &o->version,
		  "Show the versions of this program and its libraries", NULL },
		{ G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY,
		  &o->files, NULL, NULL },
		{ NULL },
	};
	g_autoptr(GOptionContext) context =
		g_option_context_new("[--once FILE...]");
	g_autoptr(GError) problem = NULL;

	g_option_context_set_summary(context, summary);
	g_option_context_set_description(context, description);
	g_option_context_add_main_entries(context, entries, NULL);
	if (g_option_context_parse(context, &argc, &argv, &problem))
		return TRUE;
	return error_set(error, IMR_ERROR_FATAL, "%s; see --help",
			 problem->message);
}

/* Options that only --once uses are errors without it, and not ignored. */
static gboolean
check_service(const struct options *options, GError **error)
{
	const struct {
		gboolean given;
		const char *name;
	} only_once[] = {
		{ options->files != NULL, "a file" },
		{ options->recursive, "--recursive" },
		{ options->format != NULL, "--format" },
		{ options->mark, "--bom" },
		{ options->output != NULL, "--output" },
		{ options->hocr != NULL, "--hocr" },
		{ options->text_pdf != NULL, "--text-pdf" },
		{ options->force, "--force" },
		{ options->quiet, "--quiet" },
		/* Libraries may quote a letter, and a service's log is kept. */
		{ options->verbose, "--verbose" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(only_once); i++)
		if (only_once[i].given)
			return error_set(error, IMR_ERROR_FATAL,
					 "%s goes with --once only; see --help",
					 only_once[i].name);
	return TRUE;
}

/* They are for a single letter. */
static gboolean
check_copies(const struct options *options, GError **error)
{
	const char *const paths[] = { options->hocr, options->text_pdf };
	const char *const names[] = { "--hocr", "--text-pdf" };

	for (guint i = 0; i < G_N_ELEMENTS(paths); i++) {
		if (paths[i] == NULL)
			continue;
		if (strcmp(paths[i], "-") == 0)
			return error_set(error, IMR_ERROR_FATAL,
					 "%s is a file's; it does not go to "
					 "standard output",
					 names[i]);
		if (options->recursive || options->files[1] != NULL)
			return error_set(error, IMR_ERROR_FATAL,
					 "%s goes with one file only; see "
					 "--help",
					 names[i]);
	}
	return TRUE;
}

static gboolean
check(struct options *options, GError **error)
{
	if (options->workers < 0 || options->workers > MOST_WORKERS)
		return error_set(error, IMR_ERROR_FATAL,
				 "--workers %d: from 1 to %d", options->workers,
				 MOST_WORKERS);
	if (options->version || options->help_sinks || options->help_settings ||
	    options->check_config)
		return TRUE;
	if (!options->once)
		return check_service(options, error);
	if (options->files == NULL)
		return error_set(error, IMR_ERROR_FATAL,
				 "--once wants files; see --help");
	if (g_strcmp0(options->output, "-") == 0)
		g_clear_pointer(&options->output, g_free);
	if (options->quiet && options->output != NULL)
		return error_set(error, IMR_ERROR_FATAL,
				 "--quiet and --output contradict each other");
	if (options->force && options->output == NULL &&
	    options->hocr == NULL && options->text_pdf == NULL)
		return error_set(error, IMR_ERROR_FATAL,
				 "--force is about --output, --hocr and "
				 "--text-pdf; give one of them");
	return check_copies(options, error);
}

struct options *
options_parse(int argc, char **argv, GError **error)
{
	g_autoptr(options) options = g_new0(struct options, 1);

	if (!parse(options, argc, argv, error) || !check(options, error))
		return NULL;
	return g_steal_pointer(&options);
}
