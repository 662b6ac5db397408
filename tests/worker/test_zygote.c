/* test_zygote.c - no process that has seen one letter sees another. */
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/worker/conversation.h"

#define WAIT_SECONDS 30

static void
read_letter(struct conversation *talk)
{
	json_t *answer = conversation_ask(talk, read_request(), plain_letter,
					  strlen(plain_letter));

	g_assert_nonnull(json_object_get(answer, "letters"));
	json_decref(answer);
}

/* The process that says hello is gone when the letter has been read. */
static void
start(struct conversation *talk, gconstpointer data G_GNUC_UNUSED)
{
	conversation_open(talk, NULL);
	read_letter(talk);
}

/* --- its processes --------------------------------------------------------*/
/* The only one, or 0. */
static pid_t
child_of(pid_t zygote)
{
	g_autofree char *path =
		g_strdup_printf("/proc/%d/task/%d/children", zygote, zygote);
	g_autofree char *text = NULL;
	char *rest;
	gint64 child;

	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	child = g_ascii_strtoll(text, &rest, 10);
	g_assert_cmpstr(g_strstrip(rest), ==, "");
	return (pid_t)child;
}

/* The process that is to read the letter that was begun last. */
static pid_t
child_other_than(struct conversation *talk, pid_t old)
{
	gint64 end = g_get_monotonic_time() + WAIT_SECONDS * G_USEC_PER_SEC;
	pid_t child;

	while ((child = child_of(talk->zygote)) == 0 || child == old) {
		g_assert_cmpint(g_get_monotonic_time(), <, end);
		g_usleep(1000);
	}
	return child;
}

static void
assert_gone(pid_t pid)
{
	g_assert_cmpint(kill(pid, 0), <, 0);
	g_assert_cmpint(errno, ==, ESRCH);
}

/* Of an orphan that came to us. */
static void
assert_killed(pid_t orphan)
{
	int status;

	g_assert_no_errno(waitpid(orphan, &status, 0));
	g_assert_true(WIFSIGNALED(status));
	g_assert_cmpint(WTERMSIG(status), ==, SIGKILL);
}

/* Until its parent can see that it does nothing any more. */
static void
freeze(pid_t child)
{
	g_autofree char *path = g_strdup_printf("/proc/%d/stat", child);
	gint64 end = g_get_monotonic_time() + WAIT_SECONDS * G_USEC_PER_SEC;
	gboolean frozen = FALSE;

	g_assert_no_errno(kill(child, SIGSTOP));
	while (!frozen) {
		g_autofree char *text = NULL;

		g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
		frozen = strstr(text, ") T ") != NULL;
		g_assert_cmpint(g_get_monotonic_time(), <, end);
	}
}

/* --- a letter, a process --------------------------------------------------*/
static void
test_two_letters(struct conversation *talk, gconstpointer data G_GNUC_UNUSED)
{
	pid_t first = child_of(talk->zygote), second;

	read_letter(talk);
	g_assert_cmpint(child_of(talk->zygote), ==, first);

	conversation_begin_letter(talk);
	second = child_other_than(talk, first);
	assert_gone(first);
	read_letter(talk);
	g_assert_cmpint(child_of(talk->zygote), ==, second);
}

/* What it was asked stays unanswered, and what it does not do is not waited
 * for. */
static void
test_frozen(struct conversation *talk, gconstpointer data G_GNUC_UNUSED)
{
	pid_t first = child_of(talk->zygote);

	freeze(first);
	conversation_begin_letter(talk);
	child_other_than(talk, first);
	assert_gone(first);
	read_letter(talk);
}

/* Its descriptors: three, its letter's socket, and the data that was opened
 * before any letter came. */
static void
test_descriptors(struct conversation *talk, gconstpointer data G_GNUC_UNUSED)
{
	guint sockets = 0;
	g_autofree char *path = NULL;
	struct dirent *entry;
	DIR *directory;

	conversation_begin_letter(talk);
	read_letter(talk);
	path = g_strdup_printf("/proc/%d/fd", child_of(talk->zygote));
	directory = opendir(path);
	if (directory == NULL) {
		g_assert_cmpint(errno, ==, EACCES);
		g_test_skip("only root may look at it");
		return;
	}
	while ((entry = readdir(directory)) != NULL) {
		g_autofree char *file =
			g_build_filename(path, entry->d_name, NULL);
		g_autofree char *target = g_file_read_link(file, NULL);

		sockets +=
			target != NULL && g_str_has_prefix(target, "socket:");
		g_assert_true(target == NULL ||
			      strstr(target, "letter") == NULL);
	}
	closedir(directory);
	g_assert_cmpuint(sockets, ==, 1);
}

/* --- the end --------------------------------------------------------------*/
static void
test_zygote_killed(struct conversation *talk, gconstpointer data G_GNUC_UNUSED)
{
	pid_t child = child_of(talk->zygote);

	freeze(child);
	g_assert_no_errno(kill(talk->zygote, SIGKILL));
	g_assert_cmpint(conversation_wait(talk), ==, -SIGKILL);
	assert_killed(child);
}

/* Whatever it is that the child does. */
static void
test_hung_up_on(struct conversation *talk, gconstpointer data G_GNUC_UNUSED)
{
	pid_t child = child_of(talk->zygote);

	freeze(child);
	close(talk->control);
	g_assert_cmpint(conversation_wait(talk), ==, -SIGKILL);
	assert_gone(child);
}

/* The parent hears of it as if there were no zygote. */
static void
test_child_crashes(struct conversation *talk, gconstpointer data)
{
	const int number = GPOINTER_TO_INT(data);

	g_assert_no_errno(kill(child_of(talk->zygote), number));
	g_assert_cmpint(conversation_end(talk), ==, -number);
}

/* After its last answer; the next letter has nothing to do with it. */
static void
test_child_crashes_late(struct conversation *talk,
			gconstpointer data G_GNUC_UNUSED)
{
	pid_t child = child_of(talk->zygote);
	char byte;

	g_assert_no_errno(kill(child, SIGABRT));
	g_assert_cmpint(read(talk->socket, &byte, 1), ==, 0);
	conversation_begin_letter(talk);
	child_other_than(talk, child);
	assert_gone(child);
	read_letter(talk);
}

/* No descriptor with it: a client that the zygote does not know. */
static void
test_no_socket(struct conversation *talk, gconstpointer data G_GNUC_UNUSED)
{
	g_assert_cmpint(write(talk->control, "\2\0\0\0{}", 6), ==, 6);
	g_assert_cmpint(conversation_wait(talk), ==, 1);
}

static void
add(const char *path, gconstpointer data,
    void (*test)(struct conversation *, gconstpointer))
{
	g_test_add(path, struct conversation, data, start, test,
		   conversation_close);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	/* A zygote's orphans come to us. */
	g_assert_no_errno(prctl(PR_SET_CHILD_SUBREAPER, 1));
	add("/zygote/two-letters", NULL, test_two_letters);
	add("/zygote/frozen", NULL, test_frozen);
	add("/zygote/descriptors", NULL, test_descriptors);
	add("/zygote/killed", NULL, test_zygote_killed);
	add("/zygote/hung-up-on", NULL, test_hung_up_on);
	add("/zygote/child-aborts", GINT_TO_POINTER(SIGABRT),
	    test_child_crashes);
	add("/zygote/child-breaks-the-sandbox", GINT_TO_POINTER(SIGSYS),
	    test_child_crashes);
	add("/zygote/child-out-of-memory", GINT_TO_POINTER(SIGKILL),
	    test_child_crashes);
	add("/zygote/child-crashes-late", NULL, test_child_crashes_late);
	add("/zygote/no-socket", NULL, test_no_socket);
	return g_test_run();
}
