/* conversation.c - starting imr-extract and talking to it. */
#include "tests/worker/conversation.h"

#include <glib/gstdio.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/extract_settings.h"
#include "core/frame.h"

#define IN_WORKER 3

const char plain_letter[] =
	"Case Number: CM16-0000000\n"
	"Date Assigned: 11/09/2016 Date of Injury: 10/13/2016\n"
	"Decision Date: 12/09/2016 UR Denial Date: 11/03/2016\n"
	"Priority: Standard Application Received: 11/03/2016\n"
	"\n"
	"HOW THE IMR FINAL DETERMINATION WAS MADE\n"
	"\n"
	"The Expert Reviewer has the following credentials:\n"
	"State(s) of Licensure: California\n"
	"Certification(s)/Specialty: Occupational Medicine\n"
	"\n"
	"CLINICAL CASE SUMMARY\n"
	"\n"
	"The expert reviewer developed the following clinical case summary "
	"based on a review of the case file, including all medical records:\n"
	"\n"
	"The injured worker is a 48 year old male who fell from a ladder.\n"
	"\n"
	"IMR ISSUES, DECISIONS AND RATIONALES\n"
	"\n"
	"The Final Determination was based on decisions for the disputed "
	"items/services set forth below:\n"
	"\n"
	"MRI of the right shoulder: Upheld\n"
	"\n"
	"Claims Administrator guideline: The Claims Administrator did not "
	"base their decision on the MTUS.\n"
	"\n"
	"MAXIMUS guideline: The Expert Reviewer did not base their decision "
	"on the MTUS.\n"
	"\n"
	"Decision rationale: There is no red flag. The request is not "
	"medically necessary.\n";

char *
worker_program(void)
{
	const char *build = g_getenv("IMR_BUILD");

	return g_build_filename(build != NULL ? build : "build", "bin",
				"imr-extract", NULL);
}

/* --- starting and ending --------------------------------------------------*/
void
conversation_start(struct conversation *talk)
{
	g_autofree char *program = worker_program();
	const char *const arguments[] = { program, "--memory=2147483648",
					  "--seconds=60", NULL };
	g_auto(GStrv) environment = g_environ_setenv(
		g_get_environ(), "OMP_THREAD_LIMIT", "1", TRUE);
	const int in_worker = IN_WORKER;
	int pair[2];

	g_assert_no_errno(
		socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair));
	g_assert_true(g_spawn_async_with_pipes_and_fds(
		NULL, arguments, (const char *const *)environment,
		G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, -1, -1, -1, &pair[1],
		&in_worker, 1, &talk->zygote, NULL, NULL, NULL, NULL));
	close(pair[1]);
	talk->control = pair[0];
	talk->socket = -1;
}

int
conversation_wait(struct conversation *talk)
{
	int status;

	g_assert_no_errno(waitpid(talk->zygote, &status, 0));
	talk->zygote = 0;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

int
conversation_end(struct conversation *talk)
{
	char byte;

	/* What the child still says is not of interest; that it has ended,
	 * and how, is fixed when its socket is closed. */
	if (talk->socket >= 0) {
		shutdown(talk->socket, SHUT_WR);
		while (read(talk->socket, &byte, 1) > 0)
			continue;
		close(talk->socket);
	}
	close(talk->control);
	return conversation_wait(talk);
}

/* --- talking --------------------------------------------------------------*/
static json_t *
hear(int socket)
{
	json_t *message = frame_receive(socket, NULL, NULL);

	g_assert_nonnull(message);
	return message;
}

json_t *
conversation_hear_hello(struct conversation *talk)
{
	return hear(talk->control);
}

json_t *
conversation_hear(struct conversation *talk)
{
	return hear(talk->socket);
}

void
conversation_begin_letter(struct conversation *talk)
{
	json_t *message = json_pack("{s:b}", "tesseract", FALSE);
	int pair[2];

	if (talk->socket >= 0)
		close(talk->socket);
	g_assert_no_errno(
		socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair));
	g_assert_true(frame_send(talk->control, message, pair[1], NULL));
	json_decref(message);
	close(pair[1]);
	talk->socket = pair[0];
}

static int
file_of(gconstpointer bytes, gsize size)
{
	int fd;
	g_autofree char *path = NULL;

	fd = g_file_open_tmp("letter-XXXXXX", &path, NULL);
	g_assert_cmpint(write(fd, bytes, size), ==, (gssize)size);
	g_unlink(path);
	return fd;
}

void
conversation_tell(struct conversation *talk, json_t *take_request,
		  gconstpointer bytes, gsize size)
{
	int fd = bytes != NULL ? file_of(bytes, size) : -1;

	g_assert_true(frame_send(talk->socket, take_request, fd, NULL));
	json_decref(take_request);
	if (fd >= 0)
		close(fd);
}

json_t *
conversation_ask(struct conversation *talk, json_t *take_request,
		 gconstpointer bytes, gsize size)
{
	conversation_tell(talk, take_request, bytes, size);
	return conversation_hear(talk);
}

void
conversation_open(struct conversation *talk, gconstpointer unused G_GNUC_UNUSED)
{
	conversation_start(talk);
	json_decref(conversation_hear_hello(talk));
	conversation_begin_letter(talk);
}

void
conversation_close(struct conversation *talk,
		   gconstpointer unused G_GNUC_UNUSED)
{
	if (talk->zygote != 0)
		g_assert_cmpint(conversation_end(talk), ==, 0);
}

json_t *
default_settings(void)
{
	struct extract_settings values = { 0 };
	json_t *json;

	settings_set_defaults(extract_setting_table, &values);
	json = extract_settings_to_json(&values);
	settings_clear(extract_setting_table, &values);
	return json;
}

json_t *
read_request(void)
{
	return json_pack("{s:s, s:o, s:s, s:s}", "verb", "read", "settings",
			 default_settings(), "id", ID, "name", "letter.txt");
}
