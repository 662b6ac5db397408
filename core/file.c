/* file.c - durable files and whole reads.
 *
 * Durable: written, synced, and, where an old file is replaced, renamed and
 * its directory synced, so that a crash leaves the old one or the new one. */
#include "core/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/descriptor.h"
#include "core/error.h"
#include "core/group.h"

#define MAX_SECRET_BYTES (64u << 10)

/* Of a secret's mode: what is too much in any case. */
#define ANYBODY 0007
#define GROUP_BEYOND_READING 0030
#define GROUP 0070

gboolean
file_write_durably(int dirfd, const char *name, const char *text,
		   GError **error)
{
	g_auto(owned_fd) fd = openat(
		dirfd, name,
		O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);

	if (fd < 0)
		return error_set_errno(error, "create '%s'", name);
	/* One that was there before may be open to more than its owner. */
	if (fchmod(fd, 0600) < 0 ||
	    !descriptor_write(fd, text, strlen(text), NULL) || fsync(fd) < 0) {
		error_set_errno(error, "write '%s'", name);
		unlinkat(dirfd, name, 0);
		return FALSE;
	}
	return TRUE;
}

gboolean
file_replace_durably(int dirfd, const char *name, const char *text,
		     GError **error)
{
	g_autofree char *part = g_strdup_printf(".%s.part", name);

	if (!file_write_durably(dirfd, part, text, error))
		return FALSE;
	if (renameat(dirfd, part, dirfd, name) < 0) {
		error_set_errno(error, "rename to '%s'", name);
		unlinkat(dirfd, part, 0);
		return FALSE;
	}
	if (fsync(dirfd) < 0)
		return error_set_errno(error, "sync the directory of '%s'",
				       name);
	return TRUE;
}

/* Not fstat(): a worker's sandbox allows lseek(), which names no path. */
static gboolean
file_size(int fd, gsize limit, gsize *out_size, GError **error)
{
	off_t size = lseek(fd, 0, SEEK_END);

	if (size < 0)
		return error_set_errno(error, "seek");
	if ((guint64)size > limit)
		return error_set(error, IMR_ERROR_REJECT,
				 "%" G_GINT64_FORMAT
				 " bytes, above the limit of %" G_GSIZE_FORMAT,
				 (gint64)size, limit);
	*out_size = (gsize)size;
	return TRUE;
}

GBytes *
file_read_all(int fd, gsize limit, GError **error)
{
	g_autofree char *bytes = NULL;
	gsize size = 0;
	gssize length;

	if (!file_size(fd, limit, &size, error))
		return NULL;
	bytes = g_try_malloc(size + 1);
	if (bytes == NULL) {
		error_set(error, IMR_ERROR_RETRY,
			  "no memory for %" G_GSIZE_FORMAT " bytes", size);
		return NULL;
	}
	length = descriptor_read_at(fd, bytes, size, 0);
	if (length < 0) {
		error_set_errno(error, "read");
		return NULL;
	}
	return g_bytes_new_take(g_steal_pointer(&bytes), (gsize)length);
}

/* systemd gives its service a copy of its own, which an ACL's mask may make
 * look open to root's group. */
static gboolean
is_credential(const char *path)
{
	const char *directory = g_getenv("CREDENTIALS_DIRECTORY");
	g_autofree char *whole = g_canonicalize_filename(path, NULL);

	return directory != NULL && directory[0] == '/' &&
	       g_str_has_prefix(whole, directory) &&
	       whole[strlen(directory)] == '/';
}

/* A group of the service's alone is how an administrator gives it a secret
 * (0640 root:imr-ingest); root, who tries the settings out, is in none. */
static gboolean
may_group_read(const char *path, const struct stat *status)
{
	if (is_credential(path))
		return TRUE;
	return (group_is_own(status->st_gid) ||
		(geteuid() == 0 && status->st_uid == 0)) &&
	       !group_has_others(status->st_gid);
}

/* A mode alone would lock out a reader who is not the file's owner. */
static char *
command_to_close(const char *path, const struct stat *status)
{
	g_autofree char *quoted = g_shell_quote(path);
	g_autofree char *user = NULL;

	if (status->st_uid == geteuid())
		return g_strdup_printf("chmod 600 %s", quoted);
	if (group_is_own(status->st_gid) && !group_has_others(status->st_gid))
		return g_strdup_printf("chmod 640 %s", quoted);
	user = user_describe(geteuid());
	return g_strdup_printf("chown %s %s && chmod 600 %s", user, quoted,
			       quoted);
}

static char *
describe_readers(const char *path, const struct stat *status)
{
	g_autofree char *group = NULL;

	if ((status->st_mode & ANYBODY) != 0)
		return g_strdup("anybody");
	if ((status->st_mode & GROUP_BEYOND_READING) == 0 &&
	    ((status->st_mode & GROUP) == 0 || may_group_read(path, status)))
		return NULL;
	group = group_describe(status->st_gid);
	return g_strdup_printf("its group, %s", group);
}

static gboolean
check_closed(int fd, const char *path, GError **error)
{
	g_autofree char *command = NULL, *who = NULL;
	struct stat status;

	if (fstat(fd, &status) < 0)
		return error_set_errno(error, "look at '%s'", path);
	who = describe_readers(path, &status);
	if (who == NULL)
		return TRUE;
	command = command_to_close(path, &status);
	return error_set(error, IMR_ERROR_FATAL,
			 "'%s' is open to %s (mode %04o); close it: %s", path,
			 who, status.st_mode & 07777u, command);
}

static GBytes *
read_closed(const char *path, GError **error)
{
	g_auto(owned_fd) fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	g_autoptr(GError) problem = NULL;
	GBytes *bytes;

	if (fd < 0) {
		error_set_errno(error, "open '%s'", path);
		return NULL;
	}
	bytes = file_read_all(fd, MAX_SECRET_BYTES, &problem);
	if (problem != NULL)
		error_set(error, IMR_ERROR_FATAL, "'%s': %s", path,
			  problem->message);
	else if (!check_closed(fd, path, error))
		g_clear_pointer(&bytes, g_bytes_unref);
	return bytes;
}

char *
file_read_secret(const char *path, GError **error)
{
	g_autoptr(GBytes) bytes = read_closed(path, error);
	g_autofree char *secret = NULL;
	gsize length;

	if (bytes == NULL)
		return NULL;
	secret = g_strndup(g_bytes_get_data(bytes, NULL),
			   g_bytes_get_size(bytes));
	length = strlen(secret);
	if (length > 0 && secret[length - 1] == '\n')
		secret[--length] = '\0';
	if (length > 0 && secret[length - 1] == '\r')
		secret[--length] = '\0';
	if (length == 0) {
		error_set(error, IMR_ERROR_FATAL, "'%s' is empty", path);
		return NULL;
	}
	return g_steal_pointer(&secret);
}
