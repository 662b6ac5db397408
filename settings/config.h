/* config.h - the settings file and the settings on the command line.
 *
 *     [extract]            # core/extract_settings.h
 *     ocr = auto
 *     [sink files]         # a sink and its settings
 *     directory = /srv/records
 *     [sink http archive]  # a second word tells two of a kind apart
 *     url = https://...
 *     [watch inbox]        # sources/directory/watch_settings.h
 *     directory = /srv/inbox
 *     [spool]              # settings/service_settings.h, as are
 *     [service]            # these
 *     [delivery]
 *
 * Anything that is not in the tables of settings is FATAL, with file and line:
 * there are no silent defaults. */
#ifndef SETTINGS_CONFIG_H
#define SETTINGS_CONFIG_H

#include <glib.h>

#include "core/cleanup.h"
#include "core/extract_settings.h"
#include "settings/service_settings.h"
#include "sources/directory/watch_settings.h"

struct config {
	struct extract_settings extract;
	struct spool_settings spool;
	struct service_settings service;
	struct delivery_settings delivery;
	char *lexicon;	       /* hash of its files when the settings were
				* read; NULL: not asked */
	gboolean is_system;    /* the system's settings, read by any user */
	GPtrArray *watches;    /* of struct watch_settings */
	GPtrArray *sinks;      /* of struct sink, not yet open */
	GPtrArray *sink_names; /* of char *, one a sink: "http archive" */
};

struct config *config_new(void); /* all defaults */
gboolean config_read_file(struct config *config, const char *path,
			  GError **error);
/* [spool] directory of a file whose other lines may be wrong, or the default;
 * NULL if the file cannot be read. The caller frees it. */
char *config_find_spool(const char *path);
/* name: of the file, for messages. */
gboolean config_read_text(struct config *config, const char *name,
			  const char *text, GError **error);
/* "KEY=VALUE" of [extract], for --set. */
gboolean config_set(struct config *config, const char *assignment,
		    GError **error);
/* "NAME:VALUE", for --sink. */
gboolean config_add_sink(struct config *config, const char *argument,
			 GError **error);
/* Checks that required settings are there, and fills in paths that are derived
 * from others. */
gboolean config_finish(struct config *config, GError **error);
/* The sinks' names, NULL-terminated; the caller g_strfreev()s them. */
char **config_sink_names(const struct config *config);
/* The setting, or the number of processors. */
guint config_worker_count(const struct config *config);
/* The number of sources of letters; the service needs at least one. */
guint config_source_count(const struct config *config);
void config_free(struct config *config);

DEFINE_AUTOPTR(config, config_free)

#endif
