/* caller_file.c - one pipe, one child. */
#define _GNU_SOURCE /* pipe2() */
#include "ctl/caller_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/descriptor.h"
#include "core/error.h"
#include "output/whole_file.h"

/* Read until the child ends, even if the file cannot be written. */
static gboolean
copy(int from, struct whole_file *file, guint64 *out_bytes, GError **error)
{
	guchar block[64 * 1024];
	gssize got;

	*out_bytes = 0;
	while ((got = descriptor_read(from, block, sizeof(block))) > 0) {
		*out_bytes += (guint64)got;
		if (!whole_file_write(file, block, (gsize)got, error))
			return FALSE;
	}
	return got == 0 || error_set_errno(error, "read the spool's bytes");
}

static enum ctl_status
reap(pid_t child)
{
	int status = 0;

	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return CTL_ENVIRONMENT;
	return WIFEXITED(status) ? (enum ctl_status)WEXITSTATUS(status)
				 : CTL_ENVIRONMENT;
}

/* Close the pipe before waiting for the child, which may be writing. */
static enum ctl_status
receive(int from, pid_t child, struct whole_file *file, GError **error)
{
	guint64 bytes;
	gboolean good = copy(from, file, &bytes, error);
	enum ctl_status status;

	close(from);
	status = reap(child);
	if (!good)
		return CTL_ENVIRONMENT;
	if (status == CTL_DONE || (status == CTL_WRONG && bytes > 0))
		good = whole_file_commit(file, error);
	return good ? status : CTL_ENVIRONMENT;
}

enum ctl_status
caller_file_fill(const char *path, gboolean force,
		 enum ctl_status (*run)(int pipe, gpointer data), gpointer data,
		 GError **error)
{
	g_autoptr(whole_file) file = whole_file_open(path, force, error);
	int ends[2];
	pid_t child;

	if (file == NULL)
		return CTL_ENVIRONMENT;
	if (pipe2(ends, O_CLOEXEC) < 0) {
		error_set_errno(error, "make a pipe");
		return CTL_ENVIRONMENT;
	}
	child = fork();
	if (child == 0) {
		close(ends[0]);
		close(whole_file_fd(file));
		exit((int)run(ends[1], data));
	}
	close(ends[1]);
	if (child > 0)
		return receive(ends[0], child, file, error);
	error_set_errno(error, "start a process");
	close(ends[0]);
	return CTL_ENVIRONMENT;
}
