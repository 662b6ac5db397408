/* watch_settings.c - the table of [watch NAME]. */
#include "daemon/watch_settings.h"

static const char *const originals[] = { "archive", "delete", "leave", NULL };
static const char *const polls[] = { "auto", "always", NULL };

const struct setting watch_setting_table[] = {
	SETTING_PATH("directory", struct watch_settings, directory,
		     "where letters arrive"),
	SETTING_BOOLEAN("recursive", struct watch_settings, recursive, "no",
			"look into its subdirectories too"),
	SETTING_STRING("ignore", struct watch_settings, ignore, NULL,
		       "patterns of names to leave alone"),
	SETTING_CHOICE("original", struct watch_settings, original, "archive",
		       originals, "what becomes of a letter's file"),
	SETTING_PATH_OPTIONAL("archive", struct watch_settings, archive, NULL,
			      "directory to archive to"),
	SETTING_CHOICE("poll", struct watch_settings, poll, "auto", polls,
		       "whether to trust events"),
	SETTING_SECONDS("settle", struct watch_settings, settle, "2", 0, 3600,
			"quiet before a file is taken"),
	SETTING_SECONDS("incomplete", struct watch_settings, incomplete, "900",
			0, 604800, "quiet before a file without end is taken"),
	SETTING_SECONDS("rescan", struct watch_settings, rescan, "60", 0,
			86400, "time between scans"),
	SETTING_SECONDS("poll_seconds", struct watch_settings, poll_seconds,
			"10", 0, 3600, "time between polls"),
	SETTING_END,
};
