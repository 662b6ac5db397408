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
#include "meaning/lexicon_places.h"
#include "monitor/thread_waits.h"
#include "once/copies.h"
#include "once/once.h"
#include "output/output.h"
#include "output/screen.h"
#include "settings/config.h"
#include "settings/lexicon_check.h"
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
	/* Opens closed standard descriptors, so that no letter gets such a
	 * number. Writing to them fails, as before. */
	do {
		fd = open("/dev/null", O_RDONLY);
	} while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0)
		close(fd);
	/* Without these signals, such a write fails instead of killing the
	 * process. */
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
}

/* The service has its file at a known path; --once reads only a file that is
 * named. */
static gboolean
read_settings_file(struct config *config, const struct options *options,
		   GError **error)
{
	g_autofree char *usual = options->once ? NULL : config_default_path();
	const char *path = options->config ? options->config : usual;

	return path == NULL || config_read_file(config, path, error);
}

static gboolean
set_extract(struct config *config, const char *key, const char *value,
	    GError **error)
{
	return value == NULL ||
	       settings_assign(extract_setting_table, &config->extract, key,
			       value, error);
}

static gboolean
apply_options(struct config *config, const struct options *options,
	      GError **error)
{
	if (options->workers > 0)
		config->service.workers = options->workers;
	for (char **set = options->settings; set && *set; set++)
		if (!config_set(config, *set, error))
			return FALSE;
	if (!set_extract(config, "ocr", options->ocr, error) ||
	    !set_extract(config, "ocr_engine", options->ocr_engine, error))
		return FALSE;
	for (char **name = options->sinks; name && *name; name++)
		if (!config_add_sink(config, *name, error))
			return FALSE;
	return TRUE;
}

/* The settings file, then the command line's settings. */
static struct config *
read_config(gconstpointer data, GError **error)
{
	const struct options *options = data;
	g_autoptr(config) config = config_new();

	if (!read_settings_file(config, options, error) ||
	    !apply_options(config, options, error))
		return NULL;
	/* Workers with another hash are replaced at a reload. */
	if (!options->once)
		config->lexicon = lexicon_now();
	/* Otherwise a service could run for years without the wrong line. */
	if ((!options->once || options->check_config) && !lexicon_check(error))
		return NULL;
	if (!config_finish(config, error))
		return NULL;
	return g_steal_pointer(&config);
}

/* SOURCE_DATE_EPOCH, the time to use as "now"; NULL without an error: not
 * set. */
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

/* There is no sink thread here that would do this between letters. */
static gboolean
open_sinks(GPtrArray *sinks, GError **error)
{
	for (guint i = 0; i < sinks->len; i++) {
		gboolean more = TRUE;

		if (!sink_open(sinks->pdata[i], error))
			return FALSE;
		while (more)
			if (!sink_tend(sinks->pdata[i], &more, error))
				return FALSE;
	}
	return TRUE;
}

/* A worker's text, and so untrusted. */
static void
show_line(const char *line)
{
	g_autofree char *safe = screen_line(line);

	fprintf(stderr, "%s\n", safe);
}

/* Refuse hours of recognition without any output. */
static gboolean
check_has_use(const struct options *options, const struct config *config,
	      GError **error)
{
	return !options->quiet || options->hocr != NULL ||
	       options->text_pdf != NULL || config->sinks->len > 0 ||
	       error_set(error, IMR_ERROR_FATAL,
			 "--quiet leaves nowhere to write: give --sink, "
			 "--hocr or --text-pdf");
}

/* Before the sinks, which may create files. */
static gboolean
open_output(const struct options *options, const struct output_format *format,
	    struct once_plan *plan, GError **error)
{
	if (!options->quiet) {
		plan->output = output_open(format, options->output,
					   options->force, error);
		if (plan->output == NULL)
			return FALSE;
	}
	if (options->hocr == NULL && options->text_pdf == NULL)
		return TRUE;
	plan->copies = copies_open(options->hocr, options->text_pdf,
				   options->force, error);
	return plan->copies != NULL;
}

static enum status
run_once(const struct options *options, const struct output_format *format,
	 struct once_plan *plan)
{
	g_autoptr(GError) error = NULL;
	enum status status;

	if (!outputs_check(options, plan->inputs, &error))
		return give_up(STATUS_USAGE, error);
	if (open_output(options, format, plan, &error) &&
	    open_sinks(plan->sinks, &error))
		status = once_run(plan);
	else
		status = give_up(STATUS_ENVIRONMENT, error);
	g_clear_pointer(&plan->copies, copies_free);
	g_clear_pointer(&plan->output, output_free);
	return status;
}

static enum status
ingest(const struct options *options, struct config *config)
{
	const struct output_format *format = NULL;
	g_autoptr(GError) error = NULL;
	g_autofree char *path = NULL, *ingested_at = fixed_time(&error);
	g_autoptr(GPtrArray) inputs = NULL;
	struct worker_program program = {
		.memory = config->extract.memory,
		.seconds = config->extract.letter_seconds,
		.heard = options->verbose ? show_line : NULL,
	};

	if (error != NULL ||
	    !output_format_choose(options->format, options->output,
				  options->mark, &format, &error) ||
	    !check_has_use(options, config, &error))
		return give_up(STATUS_USAGE, error);
	program.path = path = worker_program_find(&error);
	if (path == NULL)
		return give_up(STATUS_ENVIRONMENT, error);
	inputs = inputs_list((const char *const *)options->files,
			     options->recursive, config->extract.max_bytes);
	return run_once(options, format,
			&(struct once_plan){
				.program = &program,
				.workers = config_worker_count(config),
				.extract = &config->extract,
				.inputs = inputs,
				.sinks = config->sinks,
				.ingested_at = ingested_at,
			});
}

static enum status
serve(const struct options *options, struct config *take_config)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *program = worker_program_find(&error);
	const struct service_plan plan = { program, read_config, options };

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

/* Not an error: the service waits for a late mount. */
static enum status
tell_missing(const GPtrArray *missing)
{
	for (guint i = 0; i < missing->len; i++) {
		g_autofree char *place = screen_line(missing->pdata[i]);

		fprintf(stderr,
			"imr-ingest: %s is not there. It is waited for; if its "
			"name is wrong, correct it\n",
			place);
	}
	return STATUS_RECORDED;
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(options) options = NULL;
	g_autoptr(config) config = NULL;
	g_autoptr(GPtrArray) missing = g_ptr_array_new_with_free_func(g_free);

	prepare_process();
	options = options_parse(argc, argv, &error);
	if (options == NULL)
		return (int)give_up(STATUS_USAGE, error);
	if (only_tells(options))
		return STATUS_RECORDED;
	if (!options->once)
		thread_prepare(&thread_waits);
	config = read_config(options, &error);
	if (config == NULL ||
	    (!options->once &&
	     (config_source_count(config) > 0 || !options->check_config) &&
	     !service_check(config, missing, &error)))
		return (int)give_up(STATUS_USAGE, error);
	if (options->check_config)
		return (int)tell_missing(missing);
	if (options->once)
		return (int)ingest(options, config);
	return (int)serve(options, g_steal_pointer(&config));
}
