/* original.c - opening and moving a file that strangers can swap. */
#define _GNU_SOURCE /* renameat2() */
#include "sources/directory/original.h"

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
#include "core/descriptor.h"
#include "core/error.h"
#include "core/hang.h"
#include "sources/directory/free_name.h"
#include "sources/directory/settle.h"
#include "sources/directory/unreadable.h"
#include "sources/directory/watch.h"
#include "spool/store.h"
#include "spool/strays.h"

/* Its name in the spool's tmp/ just before it is deleted, or in its own
 * directory if that is on another file system. */
#define HIDDEN_PREFIX STORE_LEAVING_PREFIX
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

/* No component of path may be a link, since strangers can create them. */
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
	g_auto(owned_fd) top =
		open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (top >= 0)
		original->parent = open_below(top, original->subfolder);
	if (original->parent >= 0 || errno == ENOENT || errno == ENOTDIR ||
	    errno == ELOOP)
		return original->parent >= 0;
	return error_set_errno(error, "open its directory");
}

static gboolean
open_file(struct original *original, GError **error)
{
	/* Does not wait for a pipe's writer and does not get a controlling
	 * terminal: the name may stand for anything by now. */
	original->fd = openat(original->parent, original->name,
			      O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY |
				      O_CLOEXEC);
	if (original->fd >= 0 || errno == ENOENT || errno == ELOOP ||
	    errno == ENXIO)
		return original->fd >= 0;
	if (errno == EACCES || errno == EPERM) {
		g_autofree char *reason =
			unreadable_explain(original->parent, original->name);

		return error_set(error, IMR_ERROR_REJECT, "%s", reason);
	}
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

gboolean
original_has_its_name(const struct original *original)
{
	return is_it(original, original->parent, original->name);
}

/* Scanners often go on with a file after a pause, and what they add belongs to
 * a letter that we do not have. */
gboolean
original_is_in_use(const struct original *original)
{
	struct stat stat;

	return fstat(original->fd, &stat) == 0 &&
	       (!has_its_bytes(original, &stat) ||
		settle_is_busy(original->fd));
}

enum move {
	MOVED,
	NOT_OURS,
	IN_USE,
	STRANDED,  /* another file was moved and cannot be put back */
	ELSEWHERE, /* another file system */
	MOVE_FAILED,
};

/* Where the file with the original's name is moved to. */
struct destination {
	int directory; /* borrowed */
	char *name;    /* the wanted one; after the move, the one it got */
};

static enum move
explain_failed_move(GError **error)
{
	if (errno == ENOENT)
		return NOT_OURS;
	if (errno == EXDEV)
		return ELSEWHERE;
	error_set_errno(error, "move the original");
	return MOVE_FAILED;
}

/* Moves the file that has its name, and puts it back if that is another
 * file. */
static enum move
move_to(const struct original *original, struct destination *to, GError **error)
{
	g_autofree char *back = NULL;
	char *moved;
	gboolean ours;

	if (!original_has_its_name(original))
		return NOT_OURS;
	if (original_is_in_use(original))
		return IN_USE;
	moved = free_name_rename(original->parent, original->name,
				 to->directory, to->name);
	if (moved == NULL)
		return explain_failed_move(error);
	g_free(to->name);
	to->name = moved;
	/* Checked again, now that no new writer can find it by its name. */
	ours = is_it(original, to->directory, moved);
	if (ours && !original_is_in_use(original))
		return MOVED;
	back = free_name_rename(to->directory, moved, original->parent,
				original->name);
	if (back == NULL)
		return STRANDED;
	return ours ? IN_USE : NOT_OURS;
}

/* --- deleting --- */

/* Into trash, or, where that is on another file system, beside it. */
static enum move
hide(const struct original *original, int trash, struct destination *out_hidden,
     GError **error)
{
	enum move moved;

	*out_hidden = (struct destination){
		trash,
		g_strdup_printf(HIDDEN_PREFIX "%08x" HIDDEN_SUFFIX,
				g_random_int()),
	};
	moved = move_to(original, out_hidden, error);
	if (moved == ELSEWHERE) {
		out_hidden->directory = original->parent;
		moved = move_to(original, out_hidden, error);
	}
	return moved;
}

/* The original no longer has its name, or another file was moved. */
static gboolean
end_move(struct original *original, enum move moved,
	 const struct destination *hidden, const char *spool, GError **error)
{
	switch (moved) {
	case MOVED:
		return unlinkat(hidden->directory, hidden->name, 0) == 0 ||
		       error_set_errno(error, "delete the original");
	case STRANDED:
		original->stray =
			strays_take(spool, hidden->directory, hidden->name,
				    original->name, error);
		return original->stray != NULL;
	case IN_USE:
		original->in_use = TRUE;
		return TRUE;
	case MOVE_FAILED:
		return FALSE;
	default:
		return TRUE;
	}
}

gboolean
original_delete(struct original *original, const char *spool, GError **error)
{
	g_autofree char *path = g_build_filename(spool, "tmp", NULL);
	g_auto(owned_fd) trash = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct destination hidden;
	enum move moved;
	gboolean good;

	if (trash < 0)
		return error_set_errno(error, "open '%s'", path);
	original->in_use = FALSE;
	moved = hide(original, trash, &hidden, error);
	commit_point("original-hidden");
	good = end_move(original, moved, &hidden, spool, error);
	g_free(hidden.name);
	if (good && fsync(original->parent) < 0)
		good = error_set_errno(error, "sync the original's directory");
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
	g_auto(owned_fd) dirfd =
		open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (dirfd >= 0)
		g_free(free_name_rename(dirfd, entry->fts_name, dirfd, name));
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
