/* confined.h - runs an attempt in a child that has closed itself in, and says
 * how it ended. */
#ifndef TESTS_WORKER_CONFINED_H
#define TESTS_WORKER_CONFINED_H

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <sys/wait.h>
#include <unistd.h>

#define CANNOT_ENTER 200 /* no errno is that large */

struct attempt {
	const char *path;
	int (*run)(void); /* 0 when it went through, else errno */
	int expected;	  /* 0, an errno, or -SIGNAL when it must kill */
};

/* Nothing that a test opens gets the number of the parent's socket. */
static inline void
confined_keep_parent(void)
{
	int fd = open("/dev/null", O_RDWR | O_CLOEXEC);

	g_assert_no_errno(dup2(fd, 3));
	if (fd != 3)
		close(fd);
}

/* How it ended: 0, the errno, or -SIGNAL; never by a core dump. */
static inline int
confined_run(gboolean (*enter)(void), int (*run)(void))
{
	int status;
	pid_t child = fork();

	g_assert_cmpint(child, >=, 0);
	if (child == 0)
		/* Past the sanitizers' and GTest's own exit handlers. */
		_exit(enter() ? run() : CANNOT_ENTER);
	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	g_assert_false(WCOREDUMP(status));
	return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

/* What an attempt returns for a call's result. */
static inline int
result_of(long returned)
{
	return returned < 0 ? errno : 0;
}

#endif
