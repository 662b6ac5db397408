/* main.c - imr-extract: loads its data, closes itself in, and answers requests
 * about letters until its parent, imr-ingest, hangs up. */
#include <glib.h>
#include <jansson.h>
#include <locale.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/error.h"
#include "core/frame.h"
#include "ocr/recogniser.h"
#include "worker/sandbox.h"
#include "worker/verbs.h"

#define PARENT 3 /* the socket's descriptor */

enum { EXIT_OK = 0, EXIT_BROKEN = 1, EXIT_USAGE = 2, EXIT_ENVIRONMENT = 3 };

static gint64 memory;
static gboolean version;

static const GOptionEntry options[] = {
	{ "memory", 0, 0, G_OPTION_ARG_INT64, &memory,
	  "Address space it may use; 0 for no limit", "BYTES" },
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
	if (*argc > 1 || memory < 0)
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

/* Libraries complain in the letter's own words, and a log must never hold one.
 * (What goes past GLib straight to standard error, the parent sends to
 * /dev/null unless it is told to show it.) */
static GLogWriterOutput
say_nothing(GLogLevelFlags level G_GNUC_UNUSED,
	    const GLogField *fields G_GNUC_UNUSED, gsize count G_GNUC_UNUSED,
	    gpointer data G_GNUC_UNUSED)
{
	return G_LOG_WRITER_HANDLED;
}

/* What is too long for a frame is not lost in silence either. */
static gboolean
tell_parent(json_t *take_message)
{
	g_autoptr(GError) error = NULL;
	gboolean told = frame_send(PARENT, take_message, -1, &error);

	json_decref(take_message);
	if (g_error_matches(error, IMR_ERROR, IMR_ERROR_REJECT)) {
		json_t *refusal = verbs_error(error);

		told = frame_send(PARENT, refusal, -1, NULL);
		json_decref(refusal);
	}
	return told;
}

static json_t *
hello_new(const GPtrArray *missing)
{
	g_autofree char *versions = recogniser_versions();
	json_t *names = json_array();

	for (guint i = 0; i < missing->len; i++)
		json_array_append_new(
			names, json_string(g_ptr_array_index(missing, i)));
	return json_pack("{s:{s:s, s:o}}", "hello", "versions", versions,
			 "sandbox_missing", names);
}

/* Loads all that will be needed, closes the sandbox, and says so. */
static struct verbs *
get_ready(void)
{
	g_autoptr(GPtrArray) missing = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) error = NULL;
	g_autoptr(verbs) verbs = NULL;

	g_log_set_writer_func(say_nothing, NULL, NULL);
	json_object_seed(0); /* from /dev/urandom, while that can be opened */
	verbs = verbs_new(&error);
	if (verbs == NULL || !sandbox_enter(memory, missing, &error)) {
		tell_parent(verbs_error(error));
		return NULL;
	}
	return tell_parent(hello_new(missing)) ? g_steal_pointer(&verbs) : NULL;
}

/* TRUE when the parent hung up between two requests. */
static gboolean
serve(struct verbs *verbs)
{
	g_autoptr(GError) error = NULL;
	json_t *request;
	int fd;

	while ((request = frame_receive(PARENT, &fd, &error)) != NULL) {
		json_t *answer = verbs_answer(verbs, request, fd);

		json_decref(request);
		if (fd >= 0)
			close(fd);
		if (!tell_parent(answer))
			return FALSE;
	}
	return error == NULL;
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(verbs) verbs = NULL;

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

	verbs = get_ready();
	if (verbs == NULL)
		return EXIT_ENVIRONMENT;
	return serve(verbs) ? EXIT_OK : EXIT_BROKEN;
}
