/* sink.c - the table of sinks, and one configured sink's life. */
#include "sinks/sink.h"

#include <string.h>

#include "core/error.h"
#include "core/setting.h"

extern const struct sink_ops sink_files;
extern const struct sink_ops sink_sqlite;
extern const struct sink_ops sink_http;

const struct sink_ops *const sink_table[] = {
	&sink_files,
	&sink_sqlite,
	&sink_http,
	NULL,
};

/* A server cannot make a sink wait for longer with one answer. */
#define LONGEST_RETRY_AFTER 86400.0

struct sink {
	const struct sink_ops *ops;
	gpointer state;
	gboolean is_open;
};

static char *
known_names(void)
{
	GString *names = g_string_new(NULL);

	for (guint i = 0; sink_table[i] != NULL; i++)
		g_string_append_printf(names, "%s%s", i > 0 ? ", " : "",
				       sink_table[i]->name);
	return g_string_free(names, FALSE);
}

struct sink *
sink_new(const char *name, GError **error)
{
	const struct sink_ops *ops = NULL;
	struct sink *sink;

	for (guint i = 0; sink_table[i] != NULL && ops == NULL; i++)
		if (strcmp(sink_table[i]->name, name) == 0)
			ops = sink_table[i];
	if (ops == NULL) {
		g_autofree char *names = known_names();

		error_set(error, IMR_ERROR_FATAL,
			  "there is no sink '%s'; there are %s", name, names);
		return NULL;
	}
	sink = g_new0(struct sink, 1);
	sink->ops = ops;
	sink->state = g_malloc0(ops->state_size);
	settings_set_defaults(ops->settings, sink->state);
	return sink;
}

struct sink *
sink_new_from_argument(const char *argument, GError **error)
{
	const char *colon = strchr(argument, ':');
	g_autofree char *name = NULL;
	g_autoptr(sink) sink = NULL;

	if (colon == NULL || colon[1] == '\0') {
		error_set(error, IMR_ERROR_FATAL,
			  "'%s' is not of the form NAME:VALUE, as in "
			  "files:DIRECTORY",
			  argument);
		return NULL;
	}
	name = g_strndup(argument, (gsize)(colon - argument));
	sink = sink_new(name, error);
	if (sink == NULL ||
	    !sink_assign(sink, sink->ops->main_key, colon + 1, error))
		return NULL;
	return g_steal_pointer(&sink);
}

gboolean
sink_assign(struct sink *sink, const char *key, const char *value,
	    GError **error)
{
	g_assert(!sink->is_open);
	return settings_assign(sink->ops->settings, sink->state, key, value,
			       error);
}

const char *
sink_name(const struct sink *sink)
{
	return sink->ops->name;
}

const char *
sink_path(const struct sink *sink)
{
	const struct setting *row = sink->ops->settings;

	while (strcmp(row->key, sink->ops->main_key) != 0)
		row++;
	if (row->type != SETTING_TYPE_PATH)
		return NULL;
	return *(char **)(gpointer)((char *)sink->state + row->offset);
}

const char *
sink_secret(const struct sink *sink, guint n, const char **out_key)
{
	for (const struct setting *row = sink->ops->settings; row->key; row++) {
		const char *path = NULL;

		if (row->type == SETTING_TYPE_SECRET)
			path = *(char **)(gpointer)((char *)sink->state +
						    row->offset);
		if (path == NULL || n-- > 0)
			continue;
		*out_key = row->key;
		return path;
	}
	return NULL;
}

gboolean
sink_check(const struct sink *sink, GError **error)
{
	if (settings_check(sink->ops->settings, sink->state, error) &&
	    (sink->ops->check == NULL || sink->ops->check(sink->state, error)))
		return TRUE;
	g_prefix_error(error, "sink %s: ", sink->ops->name);
	return FALSE;
}

gboolean
sink_open(struct sink *sink, GError **error)
{
	g_assert(!sink->is_open);
	if (!sink_check(sink, error))
		return FALSE;
	sink->is_open = sink->ops->open(sink->state, error);
	if (!sink->is_open)
		g_prefix_error(error, "sink %s: ", sink->ops->name);
	return sink->is_open;
}

gboolean
sink_put(struct sink *sink, const struct record *record, GError **error)
{
	g_assert(sink->is_open);
	if (!sink->ops->put(sink->state, record, error)) {
		g_prefix_error(error, "sink %s: ", sink->ops->name);
		return FALSE;
	}
	return TRUE;
}

double
sink_retry_after(const struct sink *sink)
{
	if (sink->ops->retry_after == NULL)
		return 0;
	return CLAMP(sink->ops->retry_after(sink->state), 0,
		     LONGEST_RETRY_AFTER);
}

gboolean
sink_is_away(const struct sink *sink)
{
	return sink->ops->is_away == NULL || sink->ops->is_away(sink->state);
}

gboolean
sink_holds(struct sink *sink, const struct record *record,
	   enum sink_holds *out_holds, GError **error)
{
	g_assert(sink->is_open);
	if (sink->ops->holds == NULL) {
		*out_holds = SINK_HOLDS_UNKNOWN;
		return TRUE;
	}
	if (sink->ops->holds(sink->state, record, out_holds, error))
		return TRUE;
	g_prefix_error(error, "sink %s: ", sink->ops->name);
	return FALSE;
}

gboolean
sink_tend(struct sink *sink, gboolean *out_more, GError **error)
{
	g_assert(sink->is_open);
	if (sink->ops->tend == NULL) {
		*out_more = FALSE;
		return TRUE;
	}
	if (sink->ops->tend(sink->state, out_more, error))
		return TRUE;
	g_prefix_error(error, "sink %s: ", sink->ops->name);
	return FALSE;
}

void
sink_close(struct sink *sink)
{
	g_assert(sink->is_open);
	sink->ops->close(sink->state);
	sink->is_open = FALSE;
}

void
sink_free(struct sink *sink)
{
	if (sink->is_open)
		sink_close(sink);
	settings_clear(sink->ops->settings, sink->state);
	g_free(sink->state);
	g_free(sink);
}
