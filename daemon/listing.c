/* listing.c - versions, sinks and settings, from what is linked and from the
 * tables. */
#include "daemon/listing.h"

#include <glib.h>
#include <jansson.h>
#include <stdio.h>

#include "core/extract_settings.h"
#include "core/setting.h"
#include "extract/pool.h"
#include "output/screen.h"
#include "settings/service_settings.h"
#include "sinks/sink.h"
#include "sources/directory/watch_settings.h"

#define HELP_WIDTH 80u
#define HELP_COLUMN 21u

static void
print_worker(const char *what, GMainLoop *loop)
{
	g_autofree char *safe = screen_line(what);

	printf("imr-extract: %s\n", safe);
	g_main_loop_quit(loop);
}

static void
worker_is_ready(const char *versions, const char *missing G_GNUC_UNUSED,
		gpointer data)
{
	print_worker(versions, data);
}

static void
worker_has_failed(const GError *error, gpointer data)
{
	print_worker(error->message, data);
}

static void
print_sinks_versions(void)
{
	for (guint i = 0; sink_table[i] != NULL; i++) {
		g_autofree char *version = sink_table[i]->version != NULL
						   ? sink_table[i]->version()
						   : NULL;

		if (version != NULL)
			printf(", %s", version);
	}
}

void
listing_print_versions(const struct worker_program *program)
{
	const struct pool_events events = { worker_is_ready,
					    worker_has_failed };
	g_autoptr(GMainLoop) loop = g_main_loop_new(NULL, FALSE);
	g_autoptr(pool) pool = NULL;

	printf("imr-ingest " IMR_VERSION "\nGLib %u.%u.%u, jansson %s",
	       glib_major_version, glib_minor_version, glib_micro_version,
	       jansson_version_str());
	print_sinks_versions();
	putchar('\n');
	if (program == NULL)
		return;
	pool = pool_new(program, 1, &events, loop);
	pool_warm_up(pool);
	g_main_loop_run(loop);
}

static void
print_wrapped(const char *text, guint column)
{
	g_autoptr(GString) wrapped = g_string_new(NULL);

	screen_append_wrapped(wrapped, text, column, HELP_COLUMN, HELP_WIDTH);
	puts(wrapped->str);
}

static void
print_rows(const struct setting *row)
{
	for (; row->key != NULL; row++) {
		g_autoptr(GString) help = g_string_new(row->help);

		if (row->required)
			g_string_append(help, " (required)");
		else if (row->fallback != NULL)
			g_string_append_printf(help, " (default\u00a0%s)",
					       row->fallback);
		printf("    %-16s ", row->key);
		print_wrapped(help->str, HELP_COLUMN);
	}
}

void
listing_print_sinks(void)
{
	for (guint i = 0; sink_table[i] != NULL; i++) {
		const struct sink_ops *sink = sink_table[i];
		g_autofree char *value = g_ascii_strup(sink->main_key, -1);

		g_autofree char *line = g_strdup_printf(
			"%s - %s; --sink\u00a0%s:%s", sink->name, sink->summary,
			sink->name, value);

		print_wrapped(line, 0);
		print_rows(sink->settings);
	}
}

void
listing_print_settings(void)
{
	static const struct {
		const char *section;
		const struct setting *table;
	} sections[] = {
		{ "extract", extract_setting_table },
		{ "watch NAME", watch_setting_table },
		{ "spool", spool_setting_table },
		{ "service", service_setting_table },
		{ "delivery", delivery_setting_table },
	};

	for (guint i = 0; i < G_N_ELEMENTS(sections); i++) {
		printf("[%s]\n", sections[i].section);
		print_rows(sections[i].table);
	}
}
