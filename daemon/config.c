/* config.c - reads the settings file line by line.
 *
 * GKeyFile decides what a line means but cannot say where it stands, nor that
 * it stands twice: a later key silently wins over an earlier one. So each line
 * is given to a GKeyFile of its own, below its section's heading. */
#include "daemon/config.h"

#include <string.h>

#include "core/error.h"
#include "sinks/sink.h"

struct reading {
	struct config *config;
	char *section;	    /* the current one, NULL before the first */
	struct sink *sink;  /* the config's, in a [sink ...] section */
	GHashTable *places; /* "section" or "section\nkey" -> line number */
	guint line;
};

struct config *
config_new(void)
{
	struct config *config = g_new0(struct config, 1);

	settings_set_defaults(extract_setting_table, &config->extract);
	config->sinks =
		g_ptr_array_new_with_free_func((GDestroyNotify)sink_free);
	return config;
}

void
config_free(struct config *config)
{
	settings_clear(extract_setting_table, &config->extract);
	g_ptr_array_unref(config->sinks);
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

static gboolean
open_sink_section(struct reading *reading, const char *section, GError **error)
{
	g_auto(GStrv) words = g_strsplit(section, " ", -1);
	guint count = g_strv_length(words);

	if (strcmp(words[0], "sink") != 0 || count < 2 || count > 3)
		return error_set(error, IMR_ERROR_FATAL,
				 "no section [%s] here, only [extract], "
				 "[sink NAME] and [sink NAME LABEL]",
				 section);
	reading->sink = sink_new(words[1], error);
	if (reading->sink == NULL)
		return FALSE;
	g_ptr_array_add(reading->config->sinks, reading->sink);
	return TRUE;
}

static gboolean
open_section(struct reading *reading, const char *section, GError **error)
{
	g_autofree char *what = g_strdup_printf("section [%s]", section);

	g_free(reading->section);
	reading->section = g_strdup(section);
	reading->sink = NULL;
	if (!mark(reading, g_strdup(section), what, error))
		return FALSE;
	return strcmp(section, "extract") == 0 ||
	       open_sink_section(reading, section, error);
}

static gboolean
assign(struct reading *reading, const char *key, const char *value,
       GError **error)
{
	g_autofree char *what = g_strdup_printf("'%s'", key);

	if (!mark(reading, g_strdup_printf("%s\n%s", reading->section, key),
		  what, error))
		return FALSE;
	if (reading->sink != NULL)
		return sink_assign(reading->sink, key, value, error);
	return settings_assign(extract_setting_table, &reading->config->extract,
			       key, value, error);
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

gboolean
config_read_file(struct config *config, const char *path, GError **error)
{
	g_autofree char *text = NULL;
	g_autoptr(GError) problem = NULL;
	gsize length;

	if (!g_file_get_contents(path, &text, &length, &problem))
		return error_set(error, IMR_ERROR_FATAL, "%s",
				 problem->message);
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
