/* main.c - imr-ingest: letters in, records out. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "core/error.h"
#include "core/own_memory.h"
#include "core/thread.h"
#include "daemon/listing.h"
#include "daemon/options.h"
#include "daemon/outputs.h"
#include "daemon/service.h"
#include "daemon/system_service.h"
#include "extract/inputs.h"
#include "extract/worker_process.h"
#include "monitor/thread_waits.h"
#include "once/copies.h"
#include "once/once.h"
#include "output/output.h"
#include "output/screen.h"
#include "settings/config.h"
#include "sinks/sink.h"

static enum status
give_up(enum status status, const GError *error)
{
	g_autofree char *reason = screen_line(error->message);

	fprintf(stderr, "imr-ingest: %s\n", reason);
	return status;
}

static void
prepare_process(void)
{
	int fd;

	own_memory_close();
	/* A closed standard descriptor must not become a letter's. Writing to
	 * this one fails, as it did before. */
	do {
		fd = open("/dev/null", O_RDONLY);
	} while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0)
		close(fd);
	/* Errors of the write that meets them, not deaths. */
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
}

/* The settings file, then what the command line has to say. The service has
 * its file at a known place; --once reads only what it is told to. */
static struct config *
configure(gconstpointer data, GError **error)
{
	const struct options *options = data;
	g_autoptr(config) config = config_new();
	g_autofree char *usual = options->once ? NULL : config_default_path();
	const char *path = options->config ? options->config : usual;

	if (path != NULL && !config_read_file(config, path, error))
		return NULL;
	if (options->workers > 0)
		config->service.workers = options->workers;
	for (char **set = options->settings; set && *set; set++)
		if (!config_set(config, *set, error))
			return NULL;
	if (options->ocr != NULL &&
	    !settings_assign(extract_setting_table, &config->extract, "ocr",
			     options->ocr, error))
		return NULL;
	if (options->ocr_engine != NULL &&
	    !settings_assign(extract_setting_table, &config->extract,
			     "ocr_engine", options->ocr_engine, error))
		return NULL;
	for (char **name = options->sinks; name && *name; name++)
		if (!config_add_sink(config, *name, error))
			return NULL;
	return config_finish(config, error) ? g_steal_pointer(&config) : NULL;
}

/* Reproducible builds' way to say "now"; NULL without an error: not said. */
static char *
fixed_time(GError **error)
{
	const char *epoch = g_getenv("SOURCE_DATE_EPOCH");
	g_autoptr(GDateTime) time = NULL;
	gint64 seconds;

	if (epoch == NULL)
		return NULL;
	if (g_ascii_string_to_signed(epoch, 10, 0, G_MAXINT64, &seconds, NULL))
		time = g_date_time_new_from_unix_utc(seconds);
	if (time == NULL) {
		error_set(error, IMR_ERROR_FATAL,
			  "SOURCE_DATE_EPOCH is '%s', not a number of seconds",
			  epoch);
		return NULL;
	}
	return g_date_time_format(time, "%Y-%m-%dT%H:%M:%SZ");
}

static gboolean
open_sinks(GPtrArray *sinks, GError **error)
{
	for (guint i = 0; i < sinks->len; i++)
		if (!sink_open(sinks->pdata[i], error))
			return FALSE;
	return TRUE;
}

/* A worker's, and so a stranger's. */
static void
show_line(const char *line)
{
	g_autofree char *safe = screen_line(line);

	fprintf(stderr, "%s\n", safe);
}

static enum status
ingest(const struct options *options, struct config *config)
{
	const struct output_format *format = NULL;
	g_autoptr(GError) error = NULL;
	g_autofree char *program = NULL, *ingested_at = fixed_time(&error);
	g_autoptr(output) output = NULL;
	g_autoptr(GPtrArray) inputs = NULL;
	g_autoptr(copies) copies = NULL;

	if (error == NULL && options->format != NULL)
		format = output_format_find(options->format, &error);
	if (error != NULL)
		return give_up(STATUS_USAGE, error);
	program = worker_program_find(&error);
	if (program == NULL)
		return give_up(STATUS_ENVIRONMENT, error);
	inputs = inputs_list((const char *const *)options->files,
			     options->recursive, config->extract.max_bytes);
	if (!outputs_check(options, inputs, &error))
		return give_up(STATUS_USAGE, error);
	/* Before the sinks, which may make something. */
	if (!options->quiet)
		output = output_open(format, options->output, options->force,
				     &error);
	if (error == NULL &&
	    (options->hocr != NULL || options->text_pdf != NULL))
		copies = copies_open(options->hocr, options->text_pdf,
				     options->force, &error);
	if (error != NULL || !open_sinks(config->sinks, &error))
		return give_up(STATUS_ENVIRONMENT, error);
	return once_run(&(struct once_plan){
		.program =
			&(struct worker_program){
				program, config->extract.memory,
				config->extract.letter_seconds,
				options->verbose ? show_line : NULL },
		.workers = config_worker_count(config),
		.extract = &config->extract,
		.inputs = inputs,
		.sinks = config->sinks,
		.output = output,
		.copies = copies,
		.ingested_at = ingested_at,
	});
}

static enum status
serve(const struct options *options, struct config *take_config)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *program = worker_program_find(&error);
	const struct service_plan plan = { program, configure, options };

	if (program != NULL && system_service_check(take_config, &error))
		return service_run(&plan, take_config);
	config_free(take_config);
	return give_up(STATUS_ENVIRONMENT, error);
}

/* --help of its parts, and --version. */
static gboolean
only_tells(const struct options *options)
{
	if (options->help_sinks)
		listing_print_sinks();
	if (options->help_settings)
		listing_print_settings();
	if (options->version) {
		g_autofree char *program = worker_program_find(NULL);
		const struct worker_program worker = { program, 0, FALSE };

		listing_print_versions(program != NULL ? &worker : NULL);
	}
	return options->help_sinks || options->help_settings ||
	       options->version;
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(options) options = NULL;
	g_autoptr(config) config = NULL;

	prepare_process();
	options = options_parse(argc, argv, &error);
	if (options == NULL)
		return (int)give_up(STATUS_USAGE, error);
	if (only_tells(options))
		return STATUS_RECORDED;
	if (!options->once)
		thread_prepare(&thread_waits);
	config = configure(options, &error);
	if (config == NULL ||
	    (!options->once &&
	     (config_source_count(config) > 0 || !options->check_config) &&
	     !service_check(config, &error)))
		return (int)give_up(STATUS_USAGE, error);
	if (options->check_config)
		return STATUS_RECORDED;
	if (options->once)
		return (int)ingest(options, config);
	return (int)serve(options, g_steal_pointer(&config));
}
