/* original.c - imrctl original: the file as it came in. */
#define _GNU_SOURCE /* memmem() */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/descriptor.h"
#include "core/error.h"
#include "ctl/command.h"
#include "ctl/print.h"
#include "ctl/session.h"
#include "output/whole_file.h"
#include "spool/store.h"
#include "view/find_letter.h"
#include "view/json.h"

static char *output_path;
static gboolean opens;

static const GOptionEntry options[] = {
	{ "output", 'o', 0, G_OPTION_ARG_FILENAME, &output_path,
	  "Write it to the new file PATH", "PATH" },
	{ "open", 0, 0, G_OPTION_ARG_NONE, &opens,
	  "Open a copy in the desktop's program for it", NULL },
	{ NULL },
};

static gboolean
check_opens(const struct session *session, GError **error)
{
	if (output_path != NULL || session->json)
		return error_set(error, IMR_ERROR_FATAL,
				 "--open goes without --output and --json");
	/* The viewer decodes an untrusted file. */
	return geteuid() != 0 ||
	       error_set(error, IMR_ERROR_FATAL,
			 "--open as root would run a viewer as root on a file "
			 "from outside: run imrctl as yourself, as a member of "
			 "the group that may look into the spool (imr-read)");
}

static gboolean
check(const struct session *session, GError **error)
{
	if (opens)
		return check_opens(session, error);
	if (output_path == NULL && session->json)
		return error_set(error, IMR_ERROR_FATAL,
				 "--json wants --output: the original itself "
				 "goes to standard output");
	if (output_path == NULL && print_is_for_terminal())
		return error_set(error, IMR_ERROR_FATAL,
				 "an original is no text for a terminal: "
				 "redirect it, or give --output or --open");
	return TRUE;
}

/* The file is checked, and the operator told if it is not what came in. */
static gboolean
copy(int from, int to, const char *id, GError **error)
{
	g_autoptr(GChecksum) hash = g_checksum_new(G_CHECKSUM_SHA256);
	guchar block[64 * 1024];
	ssize_t n;

	while ((n = descriptor_read(from, block, sizeof(block))) > 0) {
		g_checksum_update(hash, block, n);
		if (!descriptor_write(to, block, (gsize)n, NULL))
			return error_set_errno(error, "write the original");
	}
	if (n < 0)
		return error_set_errno(error, "read the original");
	if (g_str_equal(g_checksum_get_string(hash), id))
		return TRUE;
	return error_set(error, IMR_ERROR_REJECT,
			 "the stored original is damaged: its bytes are not "
			 "those that came in; see imrctl verify");
}

/* A damaged file is of use too, so it is given out, with a message. */
static gboolean
copy_to_file(int from, const char *path, const char *id, GError **error)
{
	g_autoptr(whole_file) to = whole_file_open(path, FALSE, error);
	g_autoptr(GError) damage = NULL;

	if (to == NULL)
		return FALSE;
	if (!copy(from, whole_file_fd(to), id, &damage) &&
	    !g_error_matches(damage, IMR_ERROR, IMR_ERROR_REJECT)) {
		g_propagate_error(error, g_steal_pointer(&damage));
		return FALSE;
	}
	if (!whole_file_commit(to, error))
		return FALSE;
	if (damage == NULL)
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&damage));
	return FALSE;
}

#define HEAD_BYTES 1024 /* in which a PDF may begin, as in PDF readers */

/* File types that a desktop opens with a viewer, by their first bytes; the last
 * is for all others. */
static const struct opened {
	const char *begins;
	gsize length;
	const char *endings[3]; /* of names; the first is used */
} opened[] = {
	{ "\x89PNG\r\n", 6, { ".png" } },
	{ "\xff\xd8\xff", 3, { ".jpg", ".jpeg" } },
	{ "II*", 4, { ".tif", ".tiff" } },
	{ "II+", 4, { ".tif", ".tiff" } },
	{ "MM\0*", 4, { ".tif", ".tiff" } },
	{ "MM\0+", 4, { ".tif", ".tiff" } },
	{ "", 0, { ".txt" } },
};

static const struct opened pdf = { "%PDF-", 5, { ".pdf" } };

/* A desktop chooses the program by the name, which came from outside: a file
 * named letter.desktop or letter.html must not run, so .txt is appended. */
static char *
name_copy(int from, const struct spool_letter *letter)
{
	g_autofree char *name = g_path_get_basename(letter->name);
	g_autofree char *lower = g_ascii_strdown(name, -1);
	const struct opened *kind = opened;
	char head[HEAD_BYTES] = "";

	(void)!pread(from, head, sizeof(head), 0);
	while (memcmp(head, kind->begins, kind->length) != 0)
		kind++;
	if (kind->length == 0 && memmem(head, sizeof(head), "%PDF-", 5) != NULL)
		kind = &pdf;
	for (guint i = 0; kind->endings[i] != NULL; i++)
		if (g_str_has_suffix(lower, kind->endings[i]))
			return g_steal_pointer(&name);
	return g_strconcat(name, kind->endings[0], NULL);
}

/* In a new directory that only this user can enter and that, if there is a
 * session, is removed with it. */
static char *
make_place(int from, const struct spool_letter *letter, GError **error)
{
	const char *runtime = g_getenv("XDG_RUNTIME_DIR");
	g_autofree char *name = name_copy(from, letter);
	g_autofree char *directory = g_build_filename(
		runtime && *runtime ? runtime : g_get_tmp_dir(),
		"imrctl-XXXXXX", NULL);

	if (g_mkdtemp(directory) != NULL)
		return g_build_filename(directory, name, NULL);
	error_set_errno(error, "make '%s'", directory);
	return NULL;
}

static gboolean
open_copy(int from, const struct spool_letter *letter, GError **error)
{
	g_autofree char *path = make_place(from, letter, error);
	const char *const viewer[] = { "xdg-open", path, NULL };
	g_autoptr(GError) problem = NULL;
	int status = 0;

	if (path == NULL || !copy_to_file(from, path, letter->id, error))
		return FALSE;
	/* Read-only: an edit of the copy would not change the letter. */
	(void)chmod(path, S_IRUSR);
	if (g_spawn_sync(NULL, (char **)viewer, NULL, G_SPAWN_SEARCH_PATH, NULL,
			 NULL, NULL, NULL, &status, &problem) &&
	    g_spawn_check_wait_status(status, &problem))
		return TRUE;
	return error_set(error, IMR_ERROR_FATAL,
			 "open '%s' by xdg-open (of xdg-utils): %s", path,
			 problem->message);
}

static gboolean
hand_out(const struct session *session, int from,
	 const struct spool_letter *letter, GError **error)
{
	if (opens)
		return open_copy(from, letter, error);
	if (output_path == NULL)
		return copy(from, STDOUT_FILENO, letter->id, error);
	return copy_to_file(from, session_output(session, output_path),
			    letter->id, error);
}

static enum ctl_status
run(struct session *session, GError **error)
{
	g_autoptr(spool_letter) letter =
		find_letter(session->spool, session->arguments[0], error);
	g_auto(owned_fd) from = -1;

	if (letter == NULL)
		return ctl_status_of(*error);
	from = store_open_original(session->store, letter->id, error);
	if (from < 0)
		return ctl_status_of(*error);
	if (!hand_out(session, from, letter, error))
		return ctl_status_of(*error);
	if (session->json)
		print_json(json_pack("{s:o, s:o, s:I}", "id",
				     json_of_string(letter->id), "output",
				     json_of_string(output_path), "size_bytes",
				     (json_int_t)letter->size_bytes));
	return CTL_DONE;
}

const struct command command_original = {
	.name = "original",
	.arguments = "LETTER",
	.summary = "Writes a letter's file, as it came in",
	.options = options,
	.least = 1,
	.most = 1,
	.output = &output_path,
	.check = check,
	.reads = TRUE,
	.run = run,
};
