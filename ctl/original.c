/* original.c - imrctl original: the file as it came in. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "core/descriptor.h"
#include "core/error.h"
#include "ctl/command.h"
#include "ctl/print.h"
#include "ctl/session.h"
#include "spool/store.h"
#include "view/find_letter.h"
#include "view/json.h"

static char *output_path;

static const GOptionEntry options[] = {
	{ "output", 'o', 0, G_OPTION_ARG_FILENAME, &output_path,
	  "Write it to the new file PATH", "PATH" },
	{ NULL },
};

static gboolean
check(const struct session *session, GError **error)
{
	if (output_path == NULL && session->json)
		return error_set(error, IMR_ERROR_FATAL,
				 "--json wants --output: the original itself "
				 "goes to standard output");
	if (output_path == NULL && print_is_for_terminal())
		return error_set(error, IMR_ERROR_FATAL,
				 "an original is no text for a terminal: "
				 "redirect it, or give --output");
	return TRUE;
}

/* What is handed out is what came in, or the operator hears otherwise. */
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

static gboolean
copy_to_file(int from, const char *id, GError **error)
{
	int to = open(output_path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
		      0600);
	gboolean good;

	if (to < 0)
		return error_set_errno(error, "make '%s'", output_path);
	good = copy(from, to, id, error);
	if (close(to) < 0 && good)
		good = error_set_errno(error, "write '%s'", output_path);
	if (!good && !g_error_matches(*error, IMR_ERROR, IMR_ERROR_REJECT))
		unlink(output_path);
	return good;
}

static enum ctl_status
run(struct session *session, GError **error)
{
	g_autoptr(spool_letter) letter =
		find_letter(session->spool, session->arguments[0], error);
	g_auto(owned_fd) from = -1;
	gboolean good;

	if (letter == NULL)
		return ctl_status_of(*error);
	from = store_open_original(session->store, letter->id, error);
	if (from < 0)
		return ctl_status_of(*error);
	good = output_path ? copy_to_file(from, letter->id, error)
			   : copy(from, STDOUT_FILENO, letter->id, error);
	if (!good)
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
	.check = check,
	.reads = TRUE,
	.run = run,
};
