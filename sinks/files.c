/* files.c - sink: one JSON file per record, named by the record's id.
 *
 * Each file is one line with its line end, so that `cat *.json` is NDJSON.
 * Because of file_replace_durably(), put() can be repeated, and readers never
 * see half a file. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "core/descriptor.h"
#include "core/error.h"
#include "core/file.h"
#include "core/record.h"
#include "core/setting.h"
#include "sinks/sink.h"
#include "sinks/sink_record.h"

struct files {
	char *directory;
	gboolean text;
	enum sink_record_version record;
	int dirfd;
};

static const struct setting files_settings[] = {
	SETTING_PATH("directory", struct files, directory,
		     "existing directory to write <record id>.json to"),
	SINK_SETTING_RECORD(struct files),
	SETTING_BOOLEAN("text", struct files, text, "no",
			"write the letter's repaired text to <record id>.txt"),
	SETTING_END,
};

static gboolean
files_open(gpointer state, GError **error)
{
	struct files *files = state;

	files->dirfd =
		open(files->directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (files->dirfd < 0)
		return error_set_errno(error, "open '%s'", files->directory);
	/* Checked now, before hours of work go into the first record. */
	if (faccessat(files->dirfd, ".", W_OK | X_OK, AT_EACCESS) < 0) {
		error_set_errno(error, "write to '%s'", files->directory);
		close(files->dirfd);
		return FALSE;
	}
	return TRUE;
}

static gboolean
replace(const struct files *files, const char *id, const char *suffix,
	const char *text, GError **error)
{
	g_autofree char *name = g_strconcat(id, suffix, NULL);

	if (!file_replace_durably(files->dirfd, name, text, error)) {
		g_prefix_error(error, "'%s': ", files->directory);
		return FALSE;
	}
	return TRUE;
}

/* A file of more bytes than expected (REJECT), or a link in its place, is not
 * what put() leaves. */
static gboolean
compare(const struct files *files, const char *id, const char *suffix,
	const char *text, enum sink_holds *out_holds, GError **error)
{
	g_autofree char *name = g_strconcat(id, suffix, NULL);
	g_auto(owned_fd) fd =
		openat(files->dirfd, name,
		       O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	g_autoptr(GBytes) found = NULL;
	g_autoptr(GBytes) wanted = g_bytes_new(text, strlen(text));
	g_autoptr(GError) failure = NULL;

	*out_holds = SINK_HOLDS_NOTHING;
	if (fd < 0 && errno == ENOENT)
		return TRUE;
	*out_holds = SINK_HOLDS_OTHER;
	if (fd < 0 && errno == ELOOP)
		return TRUE;
	if (fd < 0)
		return error_set_errno(error, "open '%s/%s'", files->directory,
				       name);
	found = file_read_all(fd, strlen(text), &failure);
	if (found != NULL && g_bytes_equal(found, wanted))
		*out_holds = SINK_HOLDS_SAME;
	if (found != NULL ||
	    g_error_matches(failure, IMR_ERROR, IMR_ERROR_REJECT))
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&failure));
	g_prefix_error(error, "'%s/%s': ", files->directory, name);
	return FALSE;
}

static gboolean
files_holds(gpointer state, const struct record *record,
	    enum sink_holds *out_holds, GError **error)
{
	const struct files *files = state;
	g_autofree char *json = sink_record_json(record, files->record);
	g_autofree char *line = g_strconcat(json, "\n", NULL);
	enum sink_holds holds, holds_text = SINK_HOLDS_SAME;

	if (!compare(files, record->id, ".json", line, &holds, error) ||
	    (files->text && record->text != NULL &&
	     !compare(files, record->id, ".txt", record->text, &holds_text,
		      error)))
		return FALSE;
	*out_holds = holds == SINK_HOLDS_SAME && holds_text != SINK_HOLDS_SAME
			     ? SINK_HOLDS_OTHER
			     : holds;
	return TRUE;
}

static gboolean
files_put(gpointer state, const struct record *record, GError **error)
{
	const struct files *files = state;
	g_autofree char *json = sink_record_json(record, files->record);
	g_autofree char *line = g_strconcat(json, "\n", NULL);

	/* The text first: a reader that sees the JSON file then finds the text
	 * too. */
	if (files->text && record->text != NULL &&
	    !replace(files, record->id, ".txt", record->text, error))
		return FALSE;
	return replace(files, record->id, ".json", line, error);
}

static void
files_close(gpointer state)
{
	close(((struct files *)state)->dirfd);
}

const struct sink_ops sink_files = {
	.name = "files",
	.summary = "one JSON file per record",
	.main_key = "directory",
	.settings = files_settings,
	.state_size = sizeof(struct files),
	.open = files_open,
	.put = files_put,
	.holds = files_holds,
	.close = files_close,
};
