/* config.h - the settings file and its command-line cousins.
 *
 *     [extract]            # core/extract_settings.h
 *     ocr = auto
 *     [sink files]         # a sink and its settings
 *     directory = /srv/records
 *     [sink http archive]  # a second word tells two of a kind apart
 *     url = https://...
 *
 * Whatever the tables of settings do not know is FATAL and names file and
 * line: never a silent default. */
#ifndef DAEMON_CONFIG_H
#define DAEMON_CONFIG_H

#include <glib.h>

#include "core/cleanup.h"
#include "core/extract_settings.h"

struct config {
	struct extract_settings extract;
	GPtrArray *sinks; /* of struct sink, not yet open */
};

struct config *config_new(void); /* all defaults */
gboolean config_read_file(struct config *config, const char *path,
			  GError **error);
/* name stands for the file in messages. */
gboolean config_read_text(struct config *config, const char *name,
			  const char *text, GError **error);
/* "KEY=VALUE" of [extract], as --set has it. */
gboolean config_set(struct config *config, const char *assignment,
		    GError **error);
void config_free(struct config *config);

DEFINE_AUTOPTR(config, config_free)

#endif
