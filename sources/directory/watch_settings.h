/* watch_settings.h - [watch NAME]: a directory where letters arrive. */
#ifndef SOURCES_DIRECTORY_WATCH_SETTINGS_H
#define SOURCES_DIRECTORY_WATCH_SETTINGS_H

#include <glib.h>

#include "core/setting.h"

/* What happens to a file once its letter is safe in the spool. */
enum original_fate {
	ORIGINAL_ARCHIVE,
	ORIGINAL_DELETE,
	ORIGINAL_LEAVE,
};

enum poll_choice {
	POLL_AUTO, /* where the file system reports no changes */
	POLL_ALWAYS,
};

struct watch_settings {
	char *name; /* of its section; not in the table */
	char *directory;
	gboolean recursive;
	char *ignore; /* shell patterns of names, separated by spaces */
	enum original_fate original;
	char *archive; /* directory; NULL: <spool>/archive/<name> */
	enum poll_choice poll;
	double settle;	     /* seconds of quiet */
	double incomplete;   /* seconds of quiet without an end */
	double rescan;	     /* seconds between scans that trust no event */
	double poll_seconds; /* the same where there are no events */
};

extern const struct setting watch_setting_table[];

/* Hidden names; in capitals or not ~*, *.part, *.tmp, *.filepart, *.crdownload,
 * Thumbs.db and desktop.ini; and what the settings add. name is a base name. */
gboolean watch_ignores(const struct watch_settings *watch, const char *name);

#endif
