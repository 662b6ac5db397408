/* lock.c - a POSIX lock on a file that is otherwise unused: the kernel releases
 * it when its process ends, in whatever way, and knows the holder. */
#include "spool/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "core/descriptor.h"
#include "core/error.h"

#define LOOK_AGAIN_US 20000

static int
open_lock(const char *directory, int flags)
{
	g_autofree char *path = g_build_filename(directory, "lock", NULL);

	return open(path, flags | O_CLOEXEC | O_NOFOLLOW, 0600);
}

/* A daemon locks the whole file, an update its first byte, so that each can
 * tell which of the two holds the lock. */
static off_t
length_of(enum spool_lock_purpose purpose)
{
	return purpose == SPOOL_LOCK_DAEMON ? 0 : 1;
}

static gboolean
is_daemon(const struct flock *holder)
{
	return holder->l_type != F_UNLCK &&
	       holder->l_len != length_of(SPOOL_LOCK_UPDATE);
}

/* Waits while an update holds it; *out_holder is the daemon that holds it. */
static gboolean
take(int fd, enum spool_lock_purpose purpose, struct flock *out_holder)
{
	const struct flock ours = { .l_type = F_WRLCK,
				    .l_whence = SEEK_SET,
				    .l_len = length_of(purpose) };

	while (fcntl(fd, F_SETLK, &ours) != 0) {
		*out_holder = ours;
		if ((errno != EAGAIN && errno != EACCES) ||
		    fcntl(fd, F_GETLK, out_holder) != 0)
			return FALSE;
		if (is_daemon(out_holder)) {
			errno = EAGAIN;
			return FALSE;
		}
		g_usleep(LOOK_AGAIN_US);
	}
	return TRUE;
}

int
spool_lock(const char *directory, enum spool_lock_purpose purpose,
	   GError **error)
{
	g_auto(owned_fd) fd = open_lock(directory, O_RDWR | O_CREAT);
	struct flock holder;

	if (fd < 0) {
		error_set_errno(error, "open '%s/lock'", directory);
		return -1;
	}
	if (take(fd, purpose, &holder))
		return owned_fd_steal(&fd);
	if (errno == EAGAIN)
		error_set(error, IMR_ERROR_FATAL,
			  "'%s' is in use by another imr-ingest, process %ld",
			  directory, (long)holder.l_pid);
	else
		error_set_errno(error, "lock '%s/lock'", directory);
	return -1;
}

gboolean
spool_lock_holder(const char *directory, pid_t *out_pid, GError **error)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	g_auto(owned_fd) fd = open_lock(directory, O_RDWR);

	*out_pid = 0;
	if (fd < 0 && errno == ENOENT)
		return TRUE;
	if (fd < 0)
		return error_set_errno(error, "open '%s/lock'", directory);
	if (fcntl(fd, F_GETLK, &lock) < 0)
		return error_set_errno(error, "examine '%s/lock'", directory);
	if (is_daemon(&lock))
		*out_pid = lock.l_pid > 0 ? lock.l_pid : -1;
	return TRUE;
}
