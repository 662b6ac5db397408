/* watch_settings.h - [watch NAME]: a directory where letters arrive. */
#ifndef SOURCES_DIRECTORY_WATCH_SETTINGS_H
#define SOURCES_DIRECTORY_WATCH_SETTINGS_H

#include <glib.h>

#include "core/setting.h"

struct watch_settings {
	char *name; /* of its section; not in the table */
	char *directory;
	gboolean recursive;
	char *ignore;	     /* shell patterns of names, separated by spaces */
	char *original;	     /* archive, delete, leave */
	char *archive;	     /* directory; NULL: <spool>/archive/<name> */
	char *poll;	     /* auto, always */
	double settle;	     /* seconds of quiet */
	double incomplete;   /* seconds of quiet without an end */
	double rescan;	     /* seconds between scans that trust no event */
	double poll_seconds; /* the same where there are no events */
};

extern const struct setting watch_setting_table[];

/* Hidden names, *.part, *.tmp, ~$* and what the settings add. name is a base
 * name. */
gboolean watch_ignores(const struct watch_settings *watch, const char *name);

#endif
