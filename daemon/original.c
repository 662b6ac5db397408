/* original.c - opening and moving a file that strangers can swap. */
#define _GNU_SOURCE /* renameat2() */
#include "daemon/original.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/commit_point.h"
#include "core/error.h"
#include "daemon/directory.h"
#include "daemon/hang.h"
#include "daemon/settle.h"
#include "daemon/strays.h"
#include "daemon/watch.h"

#define MOST_NAMES 100000 /* letter.pdf, letter.2.pdf, ... */
#define CHUNK (256u << 10)

#define HIDDEN_PREFIX ORIGINAL_HIDDEN_PREFIX
#define HIDDEN_SUFFIX ".tmp"

void
original_free(struct original *original)
{
	if (original->fd >= 0)
		close(original->fd);
	if (original->parent >= 0)
		close(original->parent);
	g_free(original->name);
	g_free(original->subfolder);
	g_free(original->stray);
	g_free(original);
}

/* --- opening --- */

/* No component of path, which strangers can make, may be a link. */
static int
open_below(int dirfd, const char *path)
{
	const struct open_how how = {
		.flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC,
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS,
	};

	return (int)syscall(SYS_openat2, dirfd, path, &how, sizeof(how));
}

static gboolean
open_parent(struct original *original, const char *directory, GError **error)
{
	int top = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (top >= 0)
		original->parent = open_below(top, original->subfolder);
	if (top >= 0)
		close(top);
	if (original->parent >= 0 || errno == ENOENT || errno == ENOTDIR ||
	    errno == ELOOP)
		return original->parent >= 0;
	return error_set_errno(error, "open its directory");
}

static gboolean
open_file(struct original *original, GError **error)
{
	/* Neither waiting for a pipe's writer nor becoming anybody's
	 * terminal: it may be anything by now. */
	original->fd = openat(original->parent, original->name,
			      O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY |
				      O_CLOEXEC);
	if (original->fd >= 0 || errno == ENOENT || errno == ELOOP ||
	    errno == ENXIO)
		return original->fd >= 0;
	if (errno == EACCES || errno == EPERM)
		return error_set(error, IMR_ERROR_REJECT,
				 "may not be read; check its permissions");
	return error_set_errno(error, "open it");
}

static gboolean
has_its_bytes(const struct original *original, const struct stat *stat)
{
	return (guint64)stat->st_size == original->size_bytes &&
	       stat->st_mtim.tv_sec * G_GINT64_CONSTANT(1000000000) +
			       stat->st_mtim.tv_nsec ==
		       original->modified_ns;
}

gboolean
original_is_unchanged(const struct original *original,
		      const struct candidate *candidate)
{
	struct stat stat;

	return fstat(original->fd, &stat) == 0 && S_ISREG(stat.st_mode) &&
	       stat.st_dev == candidate->device &&
	       stat.st_ino == candidate->inode &&
	       has_its_bytes(original, &stat);
}

struct original *
original_open(const struct candidate *candidate, GError **error)
{
	const char *directory = candidate->watch->directory;
	const char *relative = candidate->path + strlen(directory);
	g_autoptr(original) original = g_new0(struct original, 1);

	while (*relative == '/')
		relative++;
	original->fd = original->parent = -1;
	original->size_bytes = candidate->size_bytes;
	original->modified_ns = candidate->modified_ns;
	original->subfolder = g_path_get_dirname(relative);
	original->name = g_path_get_basename(relative);
	if (!open_parent(original, directory, error) ||
	    !open_file(original, error) ||
	    !original_is_unchanged(original, candidate))
		return NULL;
	return g_steal_pointer(&original);
}

/* --- moving --- */

static gboolean
is_it(const struct original *original, int dirfd, const char *name)
{
	struct stat ours, there;

	return fstat(original->fd, &ours) == 0 &&
	       fstatat(dirfd, name, &there, AT_SYMLINK_NOFOLLOW) == 0 &&
	       ours.st_dev == there.st_dev && ours.st_ino == there.st_ino;
}

/* A scanner that goes on with its file after a pause is no rarity, and what it
 * adds is of a letter that we do not have. */
static gboolean
is_in_use(const struct original *original)
{
	struct stat stat;

	return fstat(original->fd, &stat) == 0 &&
	       (!has_its_bytes(original, &stat) ||
		settle_is_busy(original->fd));
}

/* "letter.pdf", "letter.2.pdf", "letter.3.pdf", ...; a name that is too long
 * then loses the end of its stem. */
static char *
numbered(const char *name, guint number)
{
	const char *dot = strrchr(name, '.');
	g_autofree char *tail = NULL;
	gsize stem;

	if (number == 1)
		return g_strdup(name);
	if (dot == NULL || dot == name)
		dot = name + strlen(name);
	tail = g_strdup_printf(".%u%s", number, dot);
	stem = (gsize)(dot - name);
	if (strlen(tail) < NAME_MAX)
		stem = MIN(stem, NAME_MAX - strlen(tail));
	return g_strdup_printf("%.*s%s", (int)stem, name, tail);
}

/* EEXIST where the name is taken, also on file systems (NFS, some FUSE) that
 * cannot tell by themselves. */
static int
rename_to_free_name(int from, const char *old, int to, const char *new)
{
	struct stat there;

	if (renameat2(from, old, to, new, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EINVAL)
		return -1;
	if (fstatat(to, new, &there, AT_SYMLINK_NOFOLLOW) == 0) {
		errno = EEXIST;
		return -1;
	}
	return renameat(from, old, to, new);
}

/* Under the first free name that is like name; the one it got, or NULL with
 * errno set. */
static char *
rename_numbered(int from, const char *old, int to, const char *name)
{
	for (guint number = 1; number < MOST_NAMES; number++) {
		g_autofree char *try = numbered(name, number);

		if (rename_to_free_name(from, old, to, try) == 0)
			return g_steal_pointer(&try);
		if (errno != EEXIST)
			return NULL;
	}
	return NULL;
}

enum move {
	MOVED,
	NOT_OURS,
	IN_USE,
	STRANDED,  /* what was moved is not it, and cannot be put back */
	ELSEWHERE, /* another file system */
	MOVE_FAILED,
};

/* Moves whatever has its name, and puts back what is not it. *out_name is what
 * it is called now. */
static enum move
move(const struct original *original, int to, const char *name, char **out_name,
     GError **error)
{
	g_autofree char *moved = NULL, *back = NULL;
	gboolean ours;

	if (!is_it(original, original->parent, original->name))
		return NOT_OURS;
	if (is_in_use(original))
		return IN_USE;
	moved = rename_numbered(original->parent, original->name, to, name);
	if (moved == NULL && errno == ENOENT)
		return NOT_OURS;
	if (moved == NULL && errno == EXDEV)
		return ELSEWHERE;
	if (moved == NULL) {
		error_set_errno(error, "move the original");
		return MOVE_FAILED;
	}
	/* Asked again, now that no further writer finds it by its name. */
	ours = is_it(original, to, moved);
	if (ours && !is_in_use(original)) {
		*out_name = g_steal_pointer(&moved);
		return MOVED;
	}
	back = rename_numbered(to, moved, original->parent, original->name);
	if (back != NULL)
		return ours ? IN_USE : NOT_OURS;
	*out_name = g_steal_pointer(&moved);
	return STRANDED;
}

/* Where it came first: a power cut in between leaves it in both places, and
 * not in neither. */
static gboolean
sync_directories(const struct original *original, int to, GError **error)
{
	gboolean synced;

	hang_enter(HANG_ARCHIVE);
	synced = to < 0 || fsync(to) == 0;
	hang_enter(HANG_DIRECTORY);
	if (!synced || fsync(original->parent) < 0)
		return error_set_errno(error, "sync the original's directory");
	return TRUE;
}

/* --- deleting --- */

gboolean
original_delete(struct original *original, const char *spool, GError **error)
{
	g_autofree char *trash = g_build_filename(spool, "tmp", NULL);
	g_autofree char *hidden = g_strdup_printf(
		HIDDEN_PREFIX "%08x" HIDDEN_SUFFIX, g_random_int());
	g_autofree char *name = NULL;
	int to = open(trash, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int bin = to;
	enum move moved;
	gboolean good;

	if (to < 0)
		return error_set_errno(error, "open '%s'", trash);
	moved = move(original, to, hidden, &name, error);
	if (moved == ELSEWHERE) {
		bin = original->parent;
		moved = move(original, bin, hidden, &name, error);
	}
	commit_point("original-hidden");
	original->in_use = moved == IN_USE;
	good = moved != MOVE_FAILED;
	if (moved == STRANDED) {
		original->stray =
			strays_take(spool, bin, name, original->name, error);
		good = original->stray != NULL;
	}
	if (moved == MOVED && unlinkat(bin, name, 0) < 0)
		good = error_set_errno(error, "delete the original");
	good = good && sync_directories(original, -1, error);
	close(to);
	return good;
}

/* A directory may have been swapped for the file. */
static gboolean
is_hidden(const FTSENT *entry)
{
	return g_str_has_prefix(entry->fts_name, HIDDEN_PREFIX) &&
	       g_str_has_suffix(entry->fts_name, HIDDEN_SUFFIX);
}

static void
unhide(const FTSENT *entry)
{
	g_autofree char *folder = g_path_get_dirname(entry->fts_path);
	g_autofree char *digits =
		g_strndup(entry->fts_name + strlen(HIDDEN_PREFIX),
			  entry->fts_namelen - strlen(HIDDEN_PREFIX) -
				  strlen(HIDDEN_SUFFIX));
	g_autofree char *name = g_strdup_printf("recovered-%s", digits);
	int dirfd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (dirfd < 0)
		return;
	g_free(rename_numbered(dirfd, entry->fts_name, dirfd, name));
	close(dirfd);
}

void
original_unhide_all(const char *directory, gboolean recursive)
{
	char *const roots[] = { (char *)directory, NULL };
	FTS *walk = fts_open(
		roots, FTS_PHYSICAL | FTS_COMFOLLOW | FTS_NOCHDIR | FTS_NOSTAT,
		NULL);

	for (FTSENT *entry; walk && (entry = fts_read(walk)) != NULL;) {
		hang_beat();
		if (entry->fts_info == FTS_D && entry->fts_level > 0 &&
		    (!recursive || is_hidden(entry)))
			fts_set(walk, entry, FTS_SKIP);
		else if (entry->fts_info != FTS_D && is_hidden(entry))
			unhide(entry);
	}
	if (walk != NULL)
		fts_close(walk);
}

/* --- archiving --- */

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

/* directory/subfolder, made durably where it is missing. */
static int
open_archive(const struct original *original, const char *directory,
	     GError **error)
{
	g_auto(GStrv) parts = g_strsplit(original->subfolder, "/", -1);
	int at = open_top(directory, error);

	for (char **part = parts; *part != NULL && at >= 0; part++) {
		int next = directory_open_below(at, *part, TRUE, error);

		if (next >= 0 && !directory_sync(at, *part, error)) {
			close(next);
			next = -1;
		}
		close(at);
		at = next;
	}
	if (at < 0)
		g_prefix_error(error, "the archive '%s': ", directory);
	return at;
}

static gboolean
copy_bytes(int from, int to)
{
	g_autofree char *buffer = g_malloc(CHUNK);
	off_t offset = 0;

	for (;;) {
		ssize_t put = 0;
		ssize_t got;

		hang_enter(HANG_DIRECTORY);
		got = pread(from, buffer, CHUNK, offset);
		hang_enter(HANG_ARCHIVE);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return got == 0;
		while (put < got) {
			ssize_t n =
				write(to, buffer + put, (size_t)(got - put));

			if (n < 0 && errno != EINTR)
				return FALSE;
			put += MAX(n, 0);
		}
		offset += got;
	}
}

/* The same for each try, so that what a crash left half is written over. */
static char *
part_name(const struct original *original)
{
	struct stat stat = { 0 };

	fstat(original->fd, &stat);
	return g_strdup_printf(".%jx.%jx.part", (uintmax_t)stat.st_dev,
			       (uintmax_t)stat.st_ino);
}

/* To another file system: a copy that is whole before it has its name, then
 * the original goes. */
static gboolean
archive_copy(struct original *original, int to, const char *spool,
	     GError **error)
{
	g_autofree char *part = part_name(original);
	g_autofree char *name = NULL;
	struct stat stat;
	int fd;

	hang_enter(HANG_ARCHIVE);
	fd = openat(to, part,
		    O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC,
		    0600);
	if (fd < 0)
		return error_set_errno(error, "write in the archive");
	if (copy_bytes(original->fd, fd) && fstat(original->fd, &stat) == 0 &&
	    futimens(fd, (const struct timespec[]){ stat.st_atim,
						    stat.st_mtim }) == 0 &&
	    fsync(fd) == 0) {
		commit_point("original-copied");
		original->in_use = is_in_use(original);
		if (!original->in_use)
			name = rename_numbered(to, part, to, original->name);
	}
	if (name == NULL) {
		if (!original->in_use)
			error_set_errno(error, "copy to the archive");
		unlinkat(to, part, 0);
	}
	close(fd);
	if (name == NULL)
		return original->in_use;
	commit_point("original-named");
	return sync_directories(original, to, error) &&
	       original_delete(original, spool, error);
}

gboolean
original_archive(struct original *original, const char *directory,
		 const char *spool, GError **error)
{
	g_autofree char *name = NULL;
	gboolean good = FALSE;
	int to;

	hang_enter(HANG_ARCHIVE);
	to = open_archive(original, directory, error);
	hang_enter(HANG_DIRECTORY);
	if (to < 0)
		return FALSE;
	switch (move(original, to, original->name, &name, error)) {
	case MOVED:
		commit_point("original-moved");
		good = sync_directories(original, to, error);
		break;
	case IN_USE:
		original->in_use = TRUE;
		good = TRUE;
		break;
	case NOT_OURS:
		good = TRUE;
		break;
	case STRANDED:
		original->stray = g_build_filename(
			directory, original->subfolder, name, NULL);
		good = TRUE;
		break;
	case ELSEWHERE:
		good = archive_copy(original, to, spool, error);
		break;
	case MOVE_FAILED:
		break;
	}
	close(to);
	return good;
}
