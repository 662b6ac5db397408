/* test_log.c - events as they come out on standard error and in the journal.
 *
 * The log decides once in a process where it writes, so each case is a process
 * of its own, whose standard error is a socket that keeps each write(2) apart.
 */
#define _GNU_SOURCE /* unshare() */
#include "monitor/log.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pty.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <syslog.h>
#include <unistd.h>

#define ID "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define JOURNAL "/run/systemd/journal/socket"
#define NO_NAMESPACE 77
#define THREADS 8
#define LINES_EACH 200

static const struct log_event full_event = {
	.priority = LOG_WARNING,
	.stage = "deliver",
	.document = ID,
	.sink = "archive",
	.watch = "inbox",
	.seconds = 0.25,
	.path = "/in/secret name.pdf",
};

/* Runs act in a child whose standard error is fd; its exit status. */
static int
run_child(void (*act)(void), int fd, gboolean as_journal)
{
	int status = 0;
	pid_t pid = fork();

	g_assert_cmpint(pid, >=, 0);
	if (pid == 0) {
		struct stat state;
		char stream[64];

		dup2(fd, STDERR_FILENO);
		fstat(STDERR_FILENO, &state);
		snprintf(stream, sizeof(stream), "%ju:%ju",
			 (uintmax_t)state.st_dev,
			 (uintmax_t)state.st_ino + (as_journal ? 0 : 1));
		setenv("JOURNAL_STREAM", stream, 1);
		act();
		_exit(0);
	}
	g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
	g_assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

/* What one write(2) wrote; NULL: no more. */
static char *
next_write(int fd)
{
	g_autofree char *buffer = g_malloc0(65536);
	gssize length = recv(fd, buffer, 65535, MSG_DONTWAIT);

	return length < 0 ? NULL : g_strndup(buffer, (gsize)length);
}

static void
expect_writes(void (*act)(void), const char *const *wanted)
{
	int pair[2];
	g_autofree char *extra = NULL;

	g_assert_cmpint(socketpair(AF_UNIX, SOCK_DGRAM, 0, pair), ==, 0);
	g_assert_cmpint(run_child(act, pair[1], FALSE), ==, 0);
	for (; *wanted != NULL; wanted++) {
		g_autofree char *line = next_write(pair[0]);

		g_assert_cmpstr(line, ==, *wanted);
	}
	extra = next_write(pair[0]);
	g_assert_cmpstr(extra, ==, NULL);
	close(pair[0]);
	close(pair[1]);
}

static void
act_plain(void)
{
	log_error("service", "no %s", "spool");
	log_notice("service", "started");
	log_info("watch", "%d files", 3);
	log_event(&(struct log_event){ .priority = LOG_DEBUG }, "unseen");
	log_event(&full_event, "refused");
	log_event(&(struct log_event){ .priority = LOG_INFO }, "bare");
}

static void
test_stream(void)
{
	expect_writes(act_plain,
		      (const char *const[]){
			      "<3>no spool [service]\n",
			      "<5>started [service]\n", "<6>3 files [watch]\n",
			      "<4>refused [deliver 0123456789ab sink=archive "
			      "watch=inbox 0.250s]\n",
			      "<6>bare\n", NULL });
}

static void
act_levels(void)
{
	log_set_level(LOG_ERR);
	log_warning("service", "unseen");
	log_error("service", "seen");
	log_set_level(LOG_WARNING);
	log_notice("service", "unseen");
	log_warning("service", "seen");
	log_set_level(LOG_DEBUG);
	log_event(&(struct log_event){ .priority = LOG_DEBUG,
				       .path = "/in/a  b\n\x1b[2J\xff.pdf" },
		  "found");
	log_event(&full_event, "refused");
}

static void
test_levels(void)
{
	expect_writes(act_levels,
		      (const char *const[]){
			      "<3>seen [service]\n", "<4>seen [service]\n",
			      "<7>found [path=/in/a b \\u001b[2J\\xff.pdf]\n",
			      "<4>refused [deliver 0123456789ab sink=archive "
			      "watch=inbox 0.250s path=/in/secret name.pdf]\n",
			      NULL });
}

/* No event forges another or steers a terminal, whatever is in it. */
static void
act_hostile(void)
{
	log_event(&(struct log_event){ .priority = LOG_ERR,
				       .stage = "a\n<1>b",
				       .document = "x\ny",
				       .sink = "\x1b]0;t\x07",
				       .watch = "\u202e" },
		  "%s", "one\n<0>two\r\n\x1b[31mred\xc3");
}

static void
test_hostile(void)
{
	expect_writes(act_hostile,
		      (const char *const[]){
			      "<3>one <0>two \\u001b[31mred\\xc3 [a <1>b x y "
			      "sink=\\u001b]0;t\\u0007 watch=\\u202e]\n",
			      NULL });
}

static void
act_long(void)
{
	g_autofree char *filler = g_strnfill(PIPE_BUF, 'x');
	g_autoptr(GString) wide = g_string_new("x");

	log_error("service", "%s", filler);
	while (wide->len < PIPE_BUF)
		g_string_append(wide, "\u00e9");
	log_error("service", "%s", wide->str);
	log_error("service", "%s", wide->str + 1);
}

static void
test_long(void)
{
	int pair[2];

	g_assert_cmpint(socketpair(AF_UNIX, SOCK_DGRAM, 0, pair), ==, 0);
	g_assert_cmpint(run_child(act_long, pair[1], FALSE), ==, 0);
	for (int i = 0; i < 3; i++) {
		g_autofree char *line = next_write(pair[0]);

		g_assert_cmpuint(strlen(line), <=, PIPE_BUF);
		g_assert_cmpuint(strlen(line), >=, PIPE_BUF - 1);
		g_assert_true(g_str_has_suffix(line, "...\n"));
		g_assert_true(g_utf8_validate(line, -1, NULL));
	}
	close(pair[0]);
	close(pair[1]);
}

static void
test_terminal(void)
{
	int master, slave;
	char buffer[256] = "";

	if (openpty(&master, &slave, NULL, NULL, NULL) < 0) {
		g_test_skip("no pseudo-terminal");
		return;
	}
	g_assert_cmpint(run_child(act_hostile, slave, FALSE), ==, 0);
	g_assert_cmpint(read(master, buffer, sizeof(buffer) - 1), >, 0);
	g_assert_true(g_str_has_prefix(
		buffer, "imr-ingest: error: one <0>two \\u001b"));
	close(master);
	close(slave);
}

static gpointer
write_many(gpointer data)
{
	for (int i = 0; i < LINES_EACH; i++)
		log_info("service", "%d %0100d", GPOINTER_TO_INT(data), i);
	return NULL;
}

static void
act_threads(void)
{
	GThread *threads[THREADS];

	for (int i = 0; i < THREADS; i++)
		threads[i] = g_thread_new(NULL, write_many, GINT_TO_POINTER(i));
	for (int i = 0; i < THREADS; i++)
		g_thread_join(threads[i]);
}

static void
test_threads(void)
{
	g_autofree char *path = NULL;
	g_autofree char *text = NULL;
	g_auto(GStrv) lines = NULL;
	guint next[THREADS] = { 0 };
	int fd = g_file_open_tmp(NULL, &path, NULL);

	g_assert_cmpint(fcntl(fd, F_SETFL, O_APPEND), ==, 0);
	g_assert_cmpint(run_child(act_threads, fd, FALSE), ==, 0);
	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	lines = g_strsplit(text, "\n", -1);
	g_assert_cmpuint(g_strv_length(lines), ==, THREADS * LINES_EACH + 1);
	for (guint i = 0; i < THREADS * LINES_EACH; i++) {
		guint thread = (guint)atoi(lines[i] + strlen("<6>"));
		g_autofree char *wanted = NULL;

		g_assert_cmpuint(thread, <, THREADS);
		wanted = g_strdup_printf("<6>%u %0100u [service]", thread,
					 next[thread]++);
		g_assert_cmpstr(lines[i], ==, wanted);
	}
	unlink(path);
	close(fd);
}

/* --- nobody reads --- */

#define TOO_MANY 3000 /* lines, for a pipe, a socket or a terminal */

static int unread[2]; /* whose first end nobody reads, and its second */

static void
act_unread(void)
{
	alarm(60); /* where it waits after all */
	for (int i = 0; i < TOO_MANY; i++)
		log_info("service", "%d %0100d", i, 0);
}

/* All that is there now, as text. */
static char *
drain(int fd)
{
	GString *text = g_string_new(NULL);
	char buffer[4096];
	gssize length;

	g_assert_cmpint(fcntl(fd, F_SETFL, O_NONBLOCK), ==, 0);
	while ((length = read(fd, buffer, sizeof(buffer))) > 0)
		g_string_append_len(text, buffer, length);
	return g_string_free(text, FALSE);
}

/* The lines that came, and those that are told to be lost. */
static void
count_lines(const char *text, guint *taken, guint *lost)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (guint i = 0; lines[i] != NULL; i++) {
		const char *line = lines[i];

		if (g_str_has_prefix(line, "<6>")) {
			g_assert_cmpint(atoi(line + 3), ==, *taken + *lost);
			g_assert_true(g_str_has_suffix(line, "0 [service]"));
			++*taken;
		} else if (g_str_has_suffix(line, "are lost: nobody took them"))
			*lost += (guint)atoi(line + strlen("<4>"));
	}
}

static void
act_unread_then_read(void)
{
	g_autofree char *before = NULL;
	g_autofree char *after = NULL;
	guint taken = 0, lost = 0;

	act_unread();
	/* Whoever shares standard error with us waits as ever. */
	g_assert_cmpint(fcntl(STDERR_FILENO, F_GETFL) & O_NONBLOCK, ==, 0);
	before = drain(unread[0]);
	count_lines(before, &taken, &lost);
	g_assert_cmpuint(taken, >, 100);
	g_assert_cmpuint(taken + lost, <, TOO_MANY);
	log_error("service", "back");
	log_error("service", "once");
	after = drain(unread[0]);
	count_lines(after, &taken, &lost);
	g_assert_cmpuint(taken + lost, ==, TOO_MANY);
	g_assert_true(g_str_has_suffix(after, "nobody took them\n"
					      "<3>back [service]\n"
					      "<3>once [service]\n"));
}

static void
expect_no_wait(void (*act)(void))
{
	g_assert_cmpint(run_child(act, unread[1], FALSE), ==, 0);
	close(unread[0]);
	close(unread[1]);
}

static void
test_full_pipe(void)
{
	g_assert_cmpint(pipe(unread), ==, 0);
	expect_no_wait(act_unread_then_read);
}

static void
act_as_other_user(void)
{
	if (setresuid(65534, 65534, 65534) < 0)
		_exit(NO_NAMESPACE);
	g_assert_cmpint(open("/proc/self/fd/2", O_WRONLY | O_CLOEXEC), <, 0);
	act_unread_then_read();
}

/* Of a pipe that cannot be opened anew. */
static void
test_full_pipe_of_another(void)
{
	if (geteuid() != 0) {
		g_test_skip("only root becomes another user");
		return;
	}
	g_assert_cmpint(pipe(unread), ==, 0);
	expect_no_wait(act_as_other_user);
}

static void
test_full_socket(void)
{
	g_assert_cmpint(socketpair(AF_UNIX, SOCK_STREAM, 0, unread), ==, 0);
	expect_no_wait(act_unread_then_read);
}

/* Whose line is taken in part. */
static void
test_stopped_terminal(void)
{
	g_autofree char *text = NULL;

	if (openpty(&unread[0], &unread[1], NULL, NULL, NULL) < 0) {
		g_test_skip("no pseudo-terminal");
		return;
	}
	g_assert_cmpint(run_child(act_unread, unread[1], FALSE), ==, 0);
	text = drain(unread[0]);
	g_assert_true(g_str_has_prefix(text, "imr-ingest: info: 0 0000"));
	close(unread[0]);
	close(unread[1]);
}

/* --- the journal, played by us --- */

static void
send_datagram(int from, int to)
{
	g_autofree char *text = next_write(from);

	if (text != NULL)
		send(to, text, strlen(text), 0);
}

static int report; /* where the child tells what the journal got */

/* In a mount namespace with a /run of its own. */
static void
act_journal(void)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX,
				       .sun_path = JOURNAL };
	int journal = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (unshare(CLONE_NEWNS) < 0 ||
	    mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0 ||
	    mount("tmpfs", "/run", "tmpfs", 0, NULL) < 0 ||
	    g_mkdir_with_parents("/run/systemd/journal", 0755) < 0 ||
	    bind(journal, (struct sockaddr *)&address, sizeof(address)) < 0)
		_exit(NO_NAMESPACE);
	log_event(&full_event, "refused\nPRIORITY=0");
	send_datagram(journal, report);
	log_set_level(LOG_DEBUG);
	log_event(&full_event, "refused");
	send_datagram(journal, report);
	log_event(&(struct log_event){ .priority = LOG_DEBUG }, "bare");
	send_datagram(journal, report);
	/* A journal that does not take it loses nothing. */
	shutdown(journal, SHUT_RDWR);
	close(journal);
	log_error("service", "after");
}

static void
expect_fields(int fd, const char *wanted)
{
	g_autofree char *datagram = next_write(fd);

	g_assert_cmpstr(datagram, ==, wanted);
}

static void
test_journal(void)
{
	int errors[2], datagrams[2], status;
	g_autofree char *line = NULL;

	g_assert_cmpint(socketpair(AF_UNIX, SOCK_DGRAM, 0, errors), ==, 0);
	g_assert_cmpint(socketpair(AF_UNIX, SOCK_DGRAM, 0, datagrams), ==, 0);
	report = datagrams[1];
	status = run_child(act_journal, errors[1], TRUE);
	if (status == NO_NAMESPACE) {
		g_test_skip("no private mount namespace may be made here");
		return;
	}
	g_assert_cmpint(status, ==, 0);
	expect_fields(datagrams[0],
		      "PRIORITY=4\n"
		      "MESSAGE=refused PRIORITY=0 [deliver 0123456789ab "
		      "sink=archive watch=inbox 0.250s]\n"
		      "SYSLOG_IDENTIFIER=imr-ingest\n"
		      "IMR_STAGE=deliver\nIMR_DOCUMENT_ID=" ID "\n"
		      "IMR_SINK=archive\nIMR_WATCH=inbox\n"
		      "IMR_DURATION_SEC=0.250\n");
	expect_fields(datagrams[0],
		      "PRIORITY=4\n"
		      "MESSAGE=refused [deliver 0123456789ab sink=archive "
		      "watch=inbox 0.250s path=/in/secret name.pdf]\n"
		      "SYSLOG_IDENTIFIER=imr-ingest\n"
		      "IMR_STAGE=deliver\nIMR_DOCUMENT_ID=" ID "\n"
		      "IMR_SINK=archive\nIMR_WATCH=inbox\n"
		      "IMR_DURATION_SEC=0.250\n"
		      "IMR_PATH=/in/secret name.pdf\n");
	expect_fields(datagrams[0], "PRIORITY=7\nMESSAGE=bare\n"
				    "SYSLOG_IDENTIFIER=imr-ingest\n");
	line = next_write(errors[0]);
	g_assert_cmpstr(line, ==, "<3>after [service]\n");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/log/stream", test_stream);
	g_test_add_func("/log/levels", test_levels);
	g_test_add_func("/log/hostile", test_hostile);
	g_test_add_func("/log/long", test_long);
	g_test_add_func("/log/terminal", test_terminal);
	g_test_add_func("/log/threads", test_threads);
	g_test_add_func("/log/full-pipe", test_full_pipe);
	g_test_add_func("/log/full-pipe-of-another", test_full_pipe_of_another);
	g_test_add_func("/log/full-socket", test_full_socket);
	g_test_add_func("/log/stopped-terminal", test_stopped_terminal);
	g_test_add_func("/log/journal", test_journal);
	return g_test_run();
}
