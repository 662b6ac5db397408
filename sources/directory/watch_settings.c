/* watch_settings.c - the table of [watch NAME], and which names are not
 * letters. */
#define _GNU_SOURCE /* FNM_CASEFOLD */
#include "sources/directory/watch_settings.h"

#include <fnmatch.h>
#include <string.h>

static const char *const original_choices[] = {
	[ORIGINAL_ARCHIVE] = "archive",
	[ORIGINAL_DELETE] = "delete",
	[ORIGINAL_LEAVE] = "leave",
	NULL,
};
static const char *const poll_choices[] = {
	[POLL_AUTO] = "auto",
	[POLL_ALWAYS] = "always",
	NULL,
};

#define WATCH struct watch_settings

const struct setting watch_setting_table[] = {
	SETTING_PATH("directory", WATCH, directory,
		     "directory where letters arrive"),
	SETTING_BOOLEAN("recursive", WATCH, recursive, "no",
			"watch the directories below it as well"),
	SETTING_STRING("ignore", WATCH, ignore, NULL,
		       "more shell patterns of names to leave alone, separated "
		       "by spaces"),
	SETTING_CHOICE("original", WATCH, original, "archive", original_choices,
		       "what becomes of a file once its letter is safe in the "
		       "spool"),
	SETTING_PATH_OPTIONAL("archive", WATCH, archive, NULL,
			      "directory for archived originals, instead of "
			      "one in the spool"),
	SETTING_CHOICE("poll", WATCH, poll, "auto", poll_choices,
		       "scan at an interval where the file system reports no "
		       "changes (auto), or always"),
	SETTING_SECONDS("settle", WATCH, settle, "2", 0, 3600,
			"a file is ready after so much quiet"),
	SETTING_SECONDS("incomplete", WATCH, incomplete, "900", 0, 604800,
			"take a file whose end is missing after so much quiet"),
	SETTING_SECONDS("rescan", WATCH, rescan, "60", 1, 86400,
			"scan so often although changes are reported"),
	SETTING_SECONDS("poll_seconds", WATCH, poll_seconds, "10", 1, 86400,
			"scan so often where no changes are reported"),
	SETTING_END,
};

/* What programs leave beside files, and files on their way in. Windows writes
 * these in capitals and small letters as it likes. */
static const char *const always_ignored[] = {
	".*",		"~*",	     "*.part",	    "*.tmp", "*.filepart",
	"*.crdownload", "thumbs.db", "desktop.ini", NULL,
};

/* A name may be invalid UTF-8: glibc's fnmatch() then compares bytes. */
static gboolean
matches(const char *pattern, const char *name, int flags)
{
	return fnmatch(pattern, name, flags) == 0;
}

gboolean
watch_ignores(const struct watch_settings *watch, const char *name)
{
	g_auto(GStrv) own = NULL;

	for (guint i = 0; always_ignored[i] != NULL; i++) {
		if (matches(always_ignored[i], name, FNM_CASEFOLD))
			return TRUE;
	}
	if (watch->ignore == NULL || *watch->ignore == '\0')
		return FALSE;
	own = g_strsplit_set(watch->ignore, " \t", -1);
	for (guint i = 0; own[i] != NULL; i++) {
		if (*own[i] != '\0' && matches(own[i], name, 0))
			return TRUE;
	}
	return FALSE;
}
