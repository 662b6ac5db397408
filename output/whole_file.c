/* whole_file.c - writes beside the final place, then renames. */
#define _GNU_SOURCE /* renameat2() */
#include "output/whole_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/descriptor.h"
#include "core/error.h"
#include "output/target.h"

struct whole_file {
	int fd;
	char *path;
	char *part; /* the file's name until it is complete; NULL afterwards */
	gboolean force;
	gboolean streams; /* it is not renamed at the end */
};

/* Opened again, /dev/stdout would lose its position in a file that it shares
 * with others. -1: path is not a descriptor's name. */
static int
descriptor_named(const char *path)
{
	static const char *const folders[] = { "/dev/fd/", "/proc/self/fd/" };
	guint64 number;

	if (strcmp(path, "/dev/stdout") == 0)
		return STDOUT_FILENO;
	if (strcmp(path, "/dev/stderr") == 0)
		return STDERR_FILENO;
	for (guint i = 0; i < G_N_ELEMENTS(folders); i++)
		if (g_str_has_prefix(path, folders[i]) &&
		    g_ascii_string_to_unsigned(path + strlen(folders[i]), 10, 0,
					       G_MAXINT, &number, NULL))
			return (int)number;
	return -1;
}

static void
open_stream(struct whole_file *file, int descriptor, GError **error)
{
	file->streams = TRUE;
	file->fd = descriptor >= 0
			   ? fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
			   : open(file->path, O_WRONLY | O_NOCTTY | O_CLOEXEC);
	if (file->fd < 0)
		error_set_errno(error, "open '%s'", file->path);
}

static void
open_part(struct whole_file *file, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(file->path);
	g_autofree char *name = g_path_get_basename(file->path);
	g_autofree char *hidden = g_strdup_printf(".%s.XXXXXX", name);
	g_autofree char *part = g_build_filename(folder, hidden, NULL);

	file->fd = g_mkstemp_full(part, O_WRONLY | O_CLOEXEC, 0600);
	if (file->fd < 0)
		error_set_errno(error, "write in '%s'", folder);
	else
		file->part = g_steal_pointer(&part);
}

struct whole_file *
whole_file_open(const char *path, gboolean force, GError **error)
{
	g_autoptr(whole_file) file = g_new0(struct whole_file, 1);
	int descriptor = descriptor_named(path);
	enum target target = TARGET_STREAM;

	file->fd = -1;
	file->path = g_strdup(path);
	file->force = force;
	if (descriptor < 0 && !target_examine(path, force, &target, error))
		return NULL;
	if (target == TARGET_STREAM)
		open_stream(file, descriptor, error);
	else
		open_part(file, error);
	return file->fd >= 0 ? g_steal_pointer(&file) : NULL;
}

int
whole_file_fd(const struct whole_file *file)
{
	return file->fd;
}

static gboolean
write_failed(const struct whole_file *file, GError **error)
{
	return error_set_errno(error, "write %s", file->path);
}

gboolean
whole_file_write(struct whole_file *file, const void *data, gsize size,
		 GError **error)
{
	return descriptor_write(file->fd, data, size, NULL) ||
	       write_failed(file, error);
}

/* A file that appeared there meanwhile is protected just as an earlier one. */
static gboolean
take_place(struct whole_file *file, GError **error)
{
	enum target target;

	if (!target_examine(file->path, file->force, &target, error))
		return FALSE;
	if (target == TARGET_FREE &&
	    renameat2(AT_FDCWD, file->part, AT_FDCWD, file->path,
		      RENAME_NOREPLACE) == 0)
		return TRUE;
	/* EINVAL: a file system (NFS, some FUSE) without this kind of rename.
	 */
	if (target == TARGET_FREE && errno != EINVAL)
		return write_failed(file, error);
	return rename(file->part, file->path) == 0 || write_failed(file, error);
}

gboolean
whole_file_commit(struct whole_file *file, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(file->path);
	g_auto(owned_fd) dirfd = -1;

	if (file->streams)
		return TRUE;
	if (fsync(file->fd) < 0)
		return write_failed(file, error);
	if (!take_place(file, error))
		return FALSE;
	g_clear_pointer(&file->part, g_free);
	dirfd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return (dirfd >= 0 && fsync(dirfd) == 0) || write_failed(file, error);
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
