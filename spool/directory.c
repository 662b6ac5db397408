/* directory.c - making directories durably. */
#define _GNU_SOURCE /* O_PATH */
#include "spool/directory.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/descriptor.h"
#include "core/error.h"

gboolean
directory_sync(int fd, const char *what, GError **error)
{
	if (fsync(fd) < 0)
		return error_set_errno(error, "sync the directory of %s", what);
	return TRUE;
}

gboolean
directory_make(const char *path, GError **error)
{
	g_autofree char *parent = g_path_get_dirname(path);
	g_auto(owned_fd) fd = -1;

	if (g_file_test(path, G_FILE_TEST_IS_DIR))
		return TRUE;
	if (!g_file_test(parent, G_FILE_TEST_EXISTS) &&
	    !directory_make(parent, error))
		return FALSE;
	if (mkdir(path, 0700) < 0 && errno != EEXIST)
		return error_set_errno(error, "make directory '%s'", path);
	fd = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return error_set_errno(error, "open directory '%s'", parent);
	return directory_sync(fd, path, error);
}

int
directory_open_below(int dirfd, const char *name, gboolean make, GError **error)
{
	int fd;

	if (make && mkdirat(dirfd, name, 0700) < 0 && errno != EEXIST) {
		error_set_errno(error, "make directory '%s'", name);
		return -1;
	}
	fd = openat(dirfd, name,
		    O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		error_set_errno(error, "open directory '%s'", name);
	return fd;
}

gboolean
directory_is_shared(int fd)
{
	struct stat status;

	return fstat(fd, &status) == 0 && (status.st_mode & S_ISGID) != 0 &&
	       (status.st_mode & S_IRGRP) != 0;
}

static gboolean
give_to_group(int fd, const struct stat *status, gid_t group)
{
	return status->st_gid == group ||
	       fchownat(fd, "", (uid_t)-1, group, AT_EMPTY_PATH) == 0;
}

gboolean
directory_share(int directory, int fd, GError **error)
{
	g_autofree char *self = g_strdup_printf("/proc/self/fd/%d", fd);
	struct stat above, status;
	mode_t more;

	if (!directory_is_shared(directory) || fstat(directory, &above) < 0 ||
	    fstat(fd, &status) < 0 || !give_to_group(fd, &status, above.st_gid))
		return TRUE;
	more = S_ISDIR(status.st_mode) ? S_IRGRP | S_IXGRP : S_IRGRP;
	if ((status.st_mode & more) != more &&
	    chmod(self, (status.st_mode & 07777) | more) < 0)
		return error_set_errno(error, "share it with its group");
	return TRUE;
}

gboolean
directory_share_file(int directory, const char *name, GError **error)
{
	g_auto(owned_fd) fd =
		openat(directory, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
	struct stat status;

	return fd < 0 || fstat(fd, &status) < 0 || !S_ISREG(status.st_mode) ||
	       directory_share(directory, fd, error);
}
