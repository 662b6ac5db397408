/* config.c - reads the settings file line by line.
 *
 * GKeyFile parses a line, but cannot tell its number, nor that a key occurs
 * twice: a later one silently replaces an earlier one. So each line is given to
 * a separate GKeyFile, below its section's heading. */
#include "settings/config.h"

#include <string.h>

#include "core/error.h"
#include "sinks/sink.h"

/* The settings of one section: a table and the struct that it fills, or a sink,
 * which stores its own. */
struct target {
	const struct setting *table;
	gpointer values;
	struct sink *sink;
};

struct reading {
	struct config *config;
	char *section; /* the current one, NULL before the first */
	struct target target;
	GHashTable *places; /* "section" or "section\nkey" -> line number */
	guint line;
};

static void
watch_free(gpointer data)
{
	struct watch_settings *watch = data;

	settings_clear(watch_setting_table, watch);
	g_free(watch->name);
	g_free(watch);
}

struct config *
config_new(void)
{
	struct config *config = g_new0(struct config, 1);

	settings_set_defaults(extract_setting_table, &config->extract);
	settings_set_defaults(spool_setting_table, &config->spool);
	settings_set_defaults(service_setting_table, &config->service);
	settings_set_defaults(delivery_setting_table, &config->delivery);
	config->watches = g_ptr_array_new_with_free_func(watch_free);
	config->sinks =
		g_ptr_array_new_with_free_func((GDestroyNotify)sink_free);
	config->sink_names = g_ptr_array_new_with_free_func(g_free);
	return config;
}

void
config_free(struct config *config)
{
	settings_clear(extract_setting_table, &config->extract);
	settings_clear(spool_setting_table, &config->spool);
	settings_clear(service_setting_table, &config->service);
	settings_clear(delivery_setting_table, &config->delivery);
	g_free(config->lexicon);
	g_ptr_array_unref(config->watches);
	g_ptr_array_unref(config->sinks);
	g_ptr_array_unref(config->sink_names);
	g_free(config);
}

/* Takes place; an earlier one of the same name is an error. */
static gboolean
mark(struct reading *reading, char *take_place, const char *what,
     GError **error)
{
	gpointer earlier = g_hash_table_lookup(reading->places, take_place);

	if (earlier == NULL) {
		g_hash_table_insert(reading->places, take_place,
				    GUINT_TO_POINTER(reading->line));
		return TRUE;
	}
	g_free(take_place);
	return error_set(error, IMR_ERROR_FATAL,
			 "%s stands here again, first in line %u", what,
			 GPOINTER_TO_UINT(earlier));
}

/* --- sections --- */

static void
keep_sink(struct config *config, struct sink *take_sink, char *take_name)
{
	g_ptr_array_add(config->sinks, take_sink);
	g_ptr_array_add(config->sink_names, take_name);
}

/* "sink NAME" or "sink NAME LABEL" */
static gboolean
open_sink(struct reading *reading, const char *const *words, GError **error)
{
	struct sink *sink = sink_new(words[1], error);

	if (sink == NULL)
		return FALSE;
	keep_sink(reading->config, sink, g_strjoinv(" ", (char **)words + 1));
	reading->target.sink = sink;
	return TRUE;
}

/* "watch NAME" */
static gboolean
open_watch(struct reading *reading, const char *const *words, GError **error)
{
	struct watch_settings *watch;

	/* The name becomes a directory below the spool if no archive is set. */
	if (!g_regex_match_simple("^[A-Za-z0-9][A-Za-z0-9_-]*$", words[1],
				  G_REGEX_DOLLAR_ENDONLY, 0))
		return error_set(error, IMR_ERROR_FATAL,
				 "'%s' is no name for a watch: letters, "
				 "digits, - and _",
				 words[1]);
	watch = g_new0(struct watch_settings, 1);
	settings_set_defaults(watch_setting_table, watch);
	watch->name = g_strdup(words[1]);
	g_ptr_array_add(reading->config->watches, watch);
	reading->target.table = watch_setting_table;
	reading->target.values = watch;
	return TRUE;
}

static gboolean
open_named_section(struct reading *reading, const char *section, GError **error)
{
	g_auto(GStrv) words = g_strsplit(section, " ", -1);
	guint count = g_strv_length(words);

	if (strcmp(words[0], "sink") == 0 && (count == 2 || count == 3))
		return open_sink(reading, (const char *const *)words, error);
	if (strcmp(words[0], "watch") == 0 && count == 2)
		return open_watch(reading, (const char *const *)words, error);
	return error_set(error, IMR_ERROR_FATAL,
			 "no section [%s] here, only [extract], [watch NAME], "
			 "[sink NAME], [sink NAME LABEL], [spool], [service] "
			 "and [delivery]",
			 section);
}

static gboolean
open_section(struct reading *reading, const char *section, GError **error)
{
	struct config *config = reading->config;
	const struct {
		const char *name;
		struct target target;
	} plain[] = {
		{ "extract",
		  { extract_setting_table, &config->extract, NULL } },
		{ "spool", { spool_setting_table, &config->spool, NULL } },
		{ "service",
		  { service_setting_table, &config->service, NULL } },
		{ "delivery",
		  { delivery_setting_table, &config->delivery, NULL } },
	};
	g_autofree char *what = g_strdup_printf("section [%s]", section);

	g_free(reading->section);
	reading->section = g_strdup(section);
	reading->target = (struct target){ 0 };
	if (!mark(reading, g_strdup(section), what, error))
		return FALSE;
	for (guint i = 0; i < G_N_ELEMENTS(plain); i++) {
		if (strcmp(section, plain[i].name) == 0) {
			reading->target = plain[i].target;
			return TRUE;
		}
	}
	return open_named_section(reading, section, error);
}

static gboolean
assign(struct reading *reading, const char *key, const char *value,
       GError **error)
{
	const struct target *target = &reading->target;
	g_autofree char *what = g_strdup_printf("'%s'", key);

	if (!mark(reading, g_strdup_printf("%s\n%s", reading->section, key),
		  what, error))
		return FALSE;
	if (target->sink != NULL)
		return sink_assign(target->sink, key, value, error);
	return settings_assign(target->table, target->values, key, value,
			       error);
}

/* One line is a heading, at most one key, or nothing. */
static gboolean
read_line(struct reading *reading, const char *line, GError **error)
{
	gboolean heading = line[0] == '[';
	g_autofree char *text =
		heading || reading->section == NULL
			? g_strdup(line)
			: g_strdup_printf("[%s]\n%s", reading->section, line);
	g_autoptr(GKeyFile) file = g_key_file_new();
	g_autofree char *group = NULL, *value = NULL;
	g_auto(GStrv) keys = NULL;
	g_autoptr(GError) problem = NULL;

	if (!g_key_file_load_from_data(file, text, strlen(text),
				       G_KEY_FILE_NONE, &problem))
		return error_set(error, IMR_ERROR_FATAL, "%s",
				 problem->message);
	group = g_key_file_get_start_group(file);
	if (heading)
		return open_section(reading, group, error);
	if (group == NULL)
		return TRUE;
	keys = g_key_file_get_keys(file, group, NULL, NULL);
	if (keys[0] == NULL)
		return TRUE;
	value = g_key_file_get_string(file, group, keys[0], &problem);
	if (value == NULL)
		return error_set(error, IMR_ERROR_FATAL, "%s",
				 problem->message);
	return assign(reading, keys[0], value, error);
}

gboolean
config_read_text(struct config *config, const char *name, const char *text,
		 GError **error)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	struct reading reading = {
		.config = config,
		.places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
						NULL),
		.line = 1,
	};
	gboolean good = TRUE;

	for (char **line = lines; *line != NULL && good; line++) {
		good = read_line(&reading, g_strchomp(*line), error);
		if (good)
			reading.line++;
		else
			g_prefix_error(error, "%s:%u: ", name, reading.line);
	}
	g_hash_table_unref(reading.places);
	g_free(reading.section);
	return good;
}

static gboolean
refuse_file(const struct config *config, const char *path,
	    const GError *problem, GError **error)
{
	if (config->is_system &&
	    g_error_matches(problem, G_FILE_ERROR, G_FILE_ERROR_ACCES))
		return error_set(
			error, IMR_ERROR_FATAL,
			"the service's settings, '%s', are not yours to read. "
			"To read files of your own, type imr-ingest --once "
			"FILE...; to look into the service, imrctl as root "
			"(sudo); for settings of your own, --config FILE",
			path);
	return error_set(error, IMR_ERROR_FATAL, "%s", problem->message);
}

gboolean
config_read_file(struct config *config, const char *path, GError **error)
{
	g_autofree char *text = NULL;
	g_autoptr(GError) problem = NULL;
	gsize length;

	config->is_system = config_path_is_system(path);
	if (!g_file_get_contents(path, &text, &length, &problem))
		return refuse_file(config, path, problem, error);
	if (!g_utf8_validate_len(text, length, NULL))
		return error_set(error, IMR_ERROR_FATAL,
				 "%s: not a text in UTF-8", path);
	return config_read_text(config, path, text, error);
}

gboolean
config_set(struct config *config, const char *assignment, GError **error)
{
	const char *equals = strchr(assignment, '=');
	g_autofree char *key = NULL;

	if (equals == NULL)
		return error_set(error, IMR_ERROR_FATAL,
				 "'%s' is not of the form KEY=VALUE",
				 assignment);
	key = g_strndup(assignment, (gsize)(equals - assignment));
	return settings_assign(extract_setting_table, &config->extract, key,
			       equals + 1, error);
}

gboolean
config_add_sink(struct config *config, const char *argument, GError **error)
{
	struct sink *sink = sink_new_from_argument(argument, error);

	if (sink == NULL)
		return FALSE;
	keep_sink(config, sink, g_strdup(sink_name(sink)));
	return TRUE;
}

/* --- what follows from it --- */

static gboolean
finish_watch(struct config *config, struct watch_settings *watch,
	     GError **error)
{
	if (!settings_check(watch_setting_table, watch, error)) {
		g_prefix_error(error, "watch %s: ", watch->name);
		return FALSE;
	}
	if (watch->archive == NULL)
		watch->archive = g_build_filename(config->spool.directory,
						  "archive", watch->name, NULL);
	return TRUE;
}

char **
config_sink_names(const struct config *config)
{
	char **names = g_new0(char *, config->sink_names->len + 1);

	for (guint i = 0; i < config->sink_names->len; i++)
		names[i] = g_strdup(config->sink_names->pdata[i]);
	return names;
}

guint
config_worker_count(const struct config *config)
{
	return config->service.workers > 0 ? (guint)config->service.workers
					   : g_get_num_processors();
}

guint
config_source_count(const struct config *config)
{
	return config->watches->len;
}

gboolean
config_finish(struct config *config, GError **error)
{
	if (config->spool.directory == NULL)
		config->spool.directory =
			spool_default_directory(config->is_system);
	for (guint i = 0; i < config->watches->len; i++)
		if (!finish_watch(config, config->watches->pdata[i], error))
			return FALSE;
	for (guint i = 0; i < config->sinks->len; i++)
		if (!sink_check(config->sinks->pdata[i], error))
			return FALSE;
	return TRUE;
}
