/* original_archive.c - a copy of our own in the archive, whole before it has
 * its name; then the original leaves the inbox. */
#include "sources/directory/original.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/commit_point.h"
#include "core/descriptor.h"
#include "core/error.h"
#include "core/hang.h"
#include "sources/directory/free_name.h"
#include "spool/directory.h"

#define CHUNK (128u << 10)

static int
open_top(const char *directory, GError **error)
{
	int fd;

	if (!directory_make(directory, error))
		return -1;
	fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		error_set_errno(error, "open it");
	return fd;
}

static int
make_below(int above, const char *name, GError **error)
{
	g_auto(owned_fd) fd = directory_open_below(above, name, TRUE, error);

	if (fd < 0 || !directory_sync(above, name, error))
		return -1;
	return owned_fd_steal(&fd);
}

/* directory/subfolder, made durably where it is missing. */
static int
open_archive(const struct original *original, const char *directory,
	     GError **error)
{
	g_auto(GStrv) parts = g_strsplit(original->subfolder, "/", -1);
	int at = open_top(directory, error);

	for (char **part = parts; *part != NULL && at >= 0; part++) {
		g_auto(owned_fd) above = at;

		at = make_below(above, *part, error);
	}
	if (at < 0)
		g_prefix_error(error, "the archive '%s': ", directory);
	return at;
}

static gboolean
copy_bytes(int from, int to)
{
	g_autofree char *chunk = g_malloc(CHUNK);
	guint64 offset = 0;
	gssize got;

	while ((got = descriptor_read_at(from, chunk, CHUNK, offset)) > 0) {
		hang_beat();
		if (!descriptor_write(to, chunk, (gsize)got, NULL))
			return FALSE;
		offset += (guint64)got;
	}
	return got == 0;
}

static gboolean
have_same_bytes(int a, int b)
{
	g_autofree char *of_a = g_malloc(CHUNK), *of_b = g_malloc(CHUNK);
	struct stat stat_a, stat_b;
	guint64 offset = 0;

	if (fstat(a, &stat_a) < 0 || fstat(b, &stat_b) < 0 ||
	    !S_ISREG(stat_b.st_mode) || stat_a.st_size != stat_b.st_size)
		return FALSE;
	for (;;) {
		gssize got = descriptor_read_at(a, of_a, CHUNK, offset);

		hang_beat();
		if (got < 0 ||
		    descriptor_read_at(b, of_b, CHUNK, offset) != got ||
		    memcmp(of_a, of_b, (gsize)got) != 0)
			return FALSE;
		if (got == 0)
			return TRUE;
		offset += (guint64)got;
	}
}

/* After a crash at this point, the copy is the last file of that name. */
static gboolean
is_archived(const struct original *original, int kept, int to)
{
	guint last = free_name_last(to, original->name);
	g_autofree char *name = NULL;
	g_auto(owned_fd) fd = -1;

	if (last == 0 || last == G_MAXUINT)
		return FALSE;
	name = free_name_numbered(original->name, last);
	fd = openat(to, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	return fd >= 0 && have_same_bytes(kept, fd);
}

/* The same name for each try, so that a partial file from a crash is
 * overwritten. */
static char *
part_name(const struct stat *stat)
{
	return g_strdup_printf(".%jx.%jx.part", (uintmax_t)stat->st_dev,
			       (uintmax_t)stat->st_ino);
}

static gboolean
write_copy(int kept, int to, int fd, const struct stat *stat, GError **error)
{
	const struct timespec times[] = { stat->st_atim, stat->st_mtim };

	if (!copy_bytes(kept, fd) || futimens(fd, times) < 0)
		return error_set_errno(error, "copy to the archive");
	if (!directory_share(to, fd, error))
		return FALSE;
	if (fsync(fd) < 0)
		return error_set_errno(error, "copy to the archive");
	commit_point("original-copied");
	return TRUE;
}

static gboolean
name_copy(const struct original *original, int to, const char *part,
	  GError **error)
{
	g_autofree char *name = free_name_rename(to, part, to, original->name);

	if (name == NULL)
		return error_set_errno(error, "name the copy in the archive");
	commit_point("original-named");
	return TRUE;
}

static gboolean
copy(const struct original *original, int kept, int to, GError **error)
{
	g_autofree char *part = NULL;
	g_auto(owned_fd) fd = -1;
	struct stat stat;

	if (fstat(original->fd, &stat) < 0)
		return error_set_errno(error, "look at the original");
	part = part_name(&stat);
	fd = openat(to, part,
		    O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC,
		    0600);
	if (fd < 0)
		return error_set_errno(error, "write in the archive");
	if (write_copy(kept, to, fd, &stat, error) &&
	    name_copy(original, to, part, error))
		return TRUE;
	unlinkat(to, part, 0);
	return FALSE;
}

static gboolean
archive(const struct original *original, int kept, const char *directory,
	GError **error)
{
	g_auto(owned_fd) to = open_archive(original, directory, error);

	return to >= 0 &&
	       (is_archived(original, kept, to) ||
		copy(original, kept, to, error)) &&
	       directory_sync(to, "the archive", error);
}

gboolean
original_archive(struct original *original, int kept, const char *directory,
		 const char *spool, GError **error)
{
	gboolean good;

	if (!original_has_its_name(original))
		return TRUE;
	original->in_use = original_is_in_use(original);
	if (original->in_use)
		return TRUE;
	hang_enter(HANG_ARCHIVE);
	good = archive(original, kept, directory, error);
	hang_enter(HANG_SOURCE);
	return good && original_delete(original, spool, error);
}
