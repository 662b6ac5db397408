/* whole_file.c - written beside its place, then renamed into it. */
#include "output/whole_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/error.h"

struct whole_file {
	int fd;
	char *path;
	char *part; /* the file's name until it is whole; NULL afterwards */
};

struct whole_file *
whole_file_open(const char *path, GError **error)
{
	g_autoptr(whole_file) file = g_new0(struct whole_file, 1);
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *name = g_path_get_basename(path);
	g_autofree char *hidden = g_strdup_printf(".%s.XXXXXX", name);
	g_autofree char *part = g_build_filename(folder, hidden, NULL);
	struct stat there;

	file->fd = -1;
	file->path = g_strdup(path);
	if (lstat(path, &there) == 0 && !S_ISREG(there.st_mode)) {
		error_set(error, IMR_ERROR_FATAL,
			  "'%s' is not a regular file, and would be "
			  "replaced by one; name another",
			  path);
		return NULL;
	}
	file->fd = g_mkstemp_full(part, O_WRONLY | O_CLOEXEC, 0600);
	if (file->fd < 0) {
		error_set_errno(error, "write in '%s'", folder);
		return NULL;
	}
	file->part = g_steal_pointer(&part);
	return g_steal_pointer(&file);
}

int
whole_file_fd(const struct whole_file *file)
{
	return file->fd;
}

static gboolean
refuse(const struct whole_file *file, GError **error)
{
	return error_set_errno(error, "write %s", file->path);
}

gboolean
whole_file_write(struct whole_file *file, const void *data, gsize size,
		 GError **error)
{
	const char *next = data;

	while (size > 0) {
		ssize_t n = write(file->fd, next, size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return refuse(file, error);
		next += n;
		size -= (gsize)n;
	}
	return TRUE;
}

gboolean
whole_file_commit(struct whole_file *file, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(file->path);
	int dirfd;
	gboolean synced;

	if (fsync(file->fd) < 0 || rename(file->part, file->path) < 0)
		return refuse(file, error);
	g_clear_pointer(&file->part, g_free);
	dirfd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	synced = dirfd >= 0 && fsync(dirfd) == 0;
	if (!synced)
		refuse(file, error);
	if (dirfd >= 0)
		close(dirfd);
	return synced;
}

void
whole_file_free(struct whole_file *file)
{
	if (file->part != NULL)
		unlink(file->part);
	if (file->fd >= 0)
		close(file->fd);
	g_free(file->part);
	g_free(file->path);
	g_free(file);
}
