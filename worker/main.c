/* main.c - imr-extract: what imr-ingest starts to have letters read. */
#include <glib.h>
#include <jansson.h>
#include <locale.h>
#include <stdio.h>
#include <sys/socket.h>

#include "core/error.h"
#include "ocr/recognise/recogniser.h"
#include "worker/child.h"
#include "worker/zygote.h"

static struct sandbox_limits limits;
static gboolean version;

static const GOptionEntry options[] = {
	{ "memory", 0, 0, G_OPTION_ARG_INT64, &limits.memory,
	  "Address space for a letter; 0 for no limit", "BYTES" },
	{ "seconds", 0, 0, G_OPTION_ARG_INT64, &limits.seconds,
	  "Processor time for a letter; 0 for no limit", "SECONDS" },
	{ "version", 0, 0, G_OPTION_ARG_NONE, &version,
	  "Show the versions of the program and its libraries", NULL },
	{ NULL },
};

#ifdef __SANITIZE_ADDRESS__
/* The leak check at exit starts a process of its own, which the sandbox
 * refuses. */
const char *__asan_default_options(void);
const char *
__asan_default_options(void)
{
	return "detect_leaks=0";
}
#endif

static gboolean
parse_options(int *argc, char ***argv, GError **error)
{
	g_autoptr(GOptionContext) context = g_option_context_new(NULL);

	g_option_context_set_summary(
		context,
		"Turns letters into records for imr-ingest, which starts it\n"
		"in a sandbox. It is of no use by itself: run imr-ingest.");
	g_option_context_add_main_entries(context, options, NULL);
	if (!g_option_context_parse(context, argc, argv, error))
		return FALSE;
	if (*argc > 1 || limits.memory < 0 || limits.seconds < 0)
		return error_set(error, IMR_ERROR_FATAL, "see --help");
	return TRUE;
}

static gboolean
was_started_by_parent(GError **error)
{
	int type = 0;
	socklen_t size = sizeof(type);

	if (getsockopt(PARENT, SOL_SOCKET, SO_TYPE, &type, &size) == 0 &&
	    type == SOCK_STREAM)
		return TRUE;
	return error_set(error, IMR_ERROR_FATAL,
			 "imr-ingest starts this program; run imr-ingest");
}

/* Libraries quote the letter in their complaints, and a log must never hold its
 * words. (What goes past GLib straight to standard error, the parent sends to
 * /dev/null unless it is told to show it.) */
static GLogWriterOutput
say_nothing(GLogLevelFlags level G_GNUC_UNUSED,
	    const GLogField *fields G_GNUC_UNUSED, gsize count G_GNUC_UNUSED,
	    gpointer data G_GNUC_UNUSED)
{
	return G_LOG_WRITER_HANDLED;
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;

	setlocale(LC_ALL, "C.UTF-8");
	if (!parse_options(&argc, &argv, &error) ||
	    (!version && !was_started_by_parent(&error))) {
		fprintf(stderr, "imr-extract: %s\n", error->message);
		return EXIT_USAGE;
	}
	if (version) {
		g_autofree char *libraries = recogniser_versions();

		printf("imr-extract %s (%s)\n", IMR_VERSION, libraries);
		return EXIT_OK;
	}

	g_log_set_writer_func(say_nothing, NULL, NULL);
	json_object_seed(0); /* from /dev/urandom, while that can be opened */
	return zygote_run(&limits);
}
