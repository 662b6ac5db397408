/* lock.c - a POSIX lock on a file that nobody reads: the kernel gives it up
 * with its process, however that ends, and knows whose it is. */
#include "daemon/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "core/error.h"

static int
open_lock(const char *directory, int flags)
{
	g_autofree char *path = g_build_filename(directory, "lock", NULL);

	return open(path, flags | O_CLOEXEC | O_NOFOLLOW, 0600);
}

int
spool_lock(const char *directory, GError **error)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	int fd = open_lock(directory, O_RDWR | O_CREAT);

	if (fd < 0) {
		error_set_errno(error, "open '%s/lock'", directory);
		return -1;
	}
	if (fcntl(fd, F_SETLK, &lock) == 0)
		return fd;
	if (errno != EAGAIN && errno != EACCES)
		error_set_errno(error, "lock '%s/lock'", directory);
	else if (fcntl(fd, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK)
		error_set(error, IMR_ERROR_FATAL,
			  "'%s' is in use by another imr-ingest, process %ld",
			  directory, (long)lock.l_pid);
	else
		error_set(error, IMR_ERROR_FATAL,
			  "'%s' is in use by another imr-ingest", directory);
	close(fd);
	return -1;
}

gboolean
spool_lock_holder(const char *directory, pid_t *out_pid, GError **error)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	int fd = open_lock(directory, O_RDWR);
	gboolean asked;

	*out_pid = 0;
	if (fd < 0 && errno == ENOENT)
		return TRUE;
	if (fd < 0)
		return error_set_errno(error, "open '%s/lock'", directory);
	asked = fcntl(fd, F_GETLK, &lock) == 0;
	if (!asked)
		error_set_errno(error, "examine '%s/lock'", directory);
	else if (lock.l_type != F_UNLCK)
		*out_pid = lock.l_pid > 0 ? lock.l_pid : -1;
	close(fd);
	return asked;
}
