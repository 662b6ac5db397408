/* child.c - a process of the zygote, after it has closed its sandbox: what it
 * sends and receives. */
#include "worker/child.h"

#include <stdlib.h>
#include <unistd.h>

#include "core/error.h"
#include "core/frame.h"
#include "ocr/held_files.h"
#include "ocr/recognise/recogniser.h"
#include "worker/heap.h"

/* Ends as libraries do at the memory limit, so that the parent reports that. */
static void
end_at_limit(const GError *error)
{
	if (error_is_shortage(error))
		abort();
}

/* An answer that is too long for a frame is reported, too. */
gboolean
child_tell(int socket, json_t *take_message)
{
	g_autoptr(GError) error = NULL;
	gboolean told = frame_send(socket, take_message, -1, &error);

	json_decref(take_message);
	end_at_limit(error);
	if (g_error_matches(error, IMR_ERROR, IMR_ERROR_REJECT)) {
		json_t *refusal = verbs_error(error);

		told = frame_send(socket, refusal, -1, NULL);
		json_decref(refusal);
	}
	return told;
}

/* out_missing: see sandbox.h. */
static gboolean
close_in(const struct sandbox_limits *limits, GPtrArray *out_missing)
{
	g_autoptr(GError) error = NULL;

	if (held_files_reopen(&error) &&
	    sandbox_enter(limits, out_missing, &error))
		return TRUE;
	child_tell(PARENT, verbs_error(error));
	return FALSE;
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

int
child_greet(struct verbs *verbs G_GNUC_UNUSED,
	    const struct sandbox_limits *limits)
{
	g_autoptr(GPtrArray) missing = g_ptr_array_new_with_free_func(g_free);

	if (!close_in(limits, missing))
		return EXIT_ENVIRONMENT;
	return child_tell(PARENT, hello_new(missing)) ? EXIT_OK : EXIT_BROKEN;
}

int
child_serve(struct verbs *verbs, const struct sandbox_limits *limits)
{
	g_autoptr(GPtrArray) missing = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) error = NULL;
	json_t *request;
	int fd;

	heap_take();
	if (!close_in(limits, missing))
		return EXIT_ENVIRONMENT;
	while ((request = frame_receive(PARENT, &fd, &error)) != NULL) {
		json_t *answer = verbs_answer(verbs, request, fd);

		json_decref(request);
		if (fd >= 0)
			close(fd);
		if (!child_tell(PARENT, answer))
			return EXIT_BROKEN;
	}
	end_at_limit(error);
	return error == NULL ? EXIT_OK : EXIT_BROKEN;
}
