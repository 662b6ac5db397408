/* watch_look.c - checks what is there now under a name, and updates the table.
 * Events and listings are only a reason to check. */
#include "sources/directory/watch_look.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "core/descriptor.h"
#include "core/hang.h"
#include "sources/directory/unreadable.h"
#include "sources/directory/watch_files.h"
#include "sources/directory/watch_report.h"

/* Of directories below the watched one: each is a descriptor more, and some
 * stack, on the way down. */
#define MAX_DEPTH 32u

#define OPEN_FLAGS (O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK)

/* *out_failed: the first on the way down that is not what it was; errno says
 * why, ESTALE where another is in its place. */
static int
open_chain(struct directory *directory, struct directory **out_failed)
{
	g_auto(owned_fd) parent = -1, fd = -1;
	struct stat status;

	if (directory->parent != NULL) {
		parent = open_chain(directory->parent, out_failed);
		if (parent < 0)
			return -1;
		fd = openat(parent, directory->name, OPEN_FLAGS | O_NOFOLLOW);
	} else {
		fd = open(directory->root->settings->directory, OPEN_FLAGS);
	}
	*out_failed = directory;
	if (fd >= 0 && fstat(fd, &status) == 0 &&
	    !files_is_directory(directory, &status)) {
		errno = ESTALE;
		return -1;
	}
	return owned_fd_steal(&fd);
}

static void
report_unreadable(struct watcher *watcher, struct directory *directory,
		  int error)
{
	g_autofree char *path = files_path(directory->parent, directory->name);
	g_autofree char *reason =
		error == EACCES || error == EPERM
			? unreadable_explain(AT_FDCWD, path)
			: g_strdup_printf("a directory that cannot be read: %s",
					  g_strerror(error));

	files_report_directory(watcher, directory, reason);
}

static void
lose(struct watcher *watcher, struct directory *directory, int error)
{
	struct directory *parent = directory->parent;
	g_autofree char *name = NULL;

	if (parent == NULL) {
		/* Freed by the loop, because callers still hold files of it. */
		if (!errno_is_passing(error) && directory->root->lost == 0)
			directory->root->lost = error;
		return;
	}
	if (!errno_means_gone(error)) {
		if (!directory->unreadable && !errno_is_passing(error))
			report_unreadable(watcher, directory, error);
		return;
	}
	name = g_strdup(directory->name);
	files_forget_directory(watcher, directory);
	look_at(watcher, parent, name, FALSE);
}

int
look_open_own(struct watcher *watcher, struct directory *directory)
{
	struct directory *failed = NULL;
	int fd;

	if (directory->root->lost != 0)
		return -1;
	hang_beat();
	fd = open_chain(directory, &failed);
	if (fd < 0)
		lose(watcher, failed, errno);
	else if (directory->unreadable)
		files_report_directory(watcher, directory, NULL);
	return fd;
}

void
look_close(struct watcher *watcher)
{
	if (watcher->open_directory == NULL)
		return;
	close(watcher->open_fd);
	watcher->open_directory = NULL;
}

int
look_open(struct watcher *watcher, struct directory *directory)
{
	int fd;

	if (watcher->open_directory == directory)
		return watcher->open_fd;
	look_close(watcher);
	fd = look_open_own(watcher, directory);
	if (fd < 0)
		return -1;
	watcher->open_directory = directory;
	watcher->open_fd = fd;
	return fd;
}

/* NULL: a letter may be in it. */
static const char *
find_flaw(mode_t mode)
{
	switch (mode & S_IFMT) {
	case S_IFREG:
		return NULL;
	case S_IFLNK:
		return "a symbolic link";
	case S_IFIFO:
		return "a pipe";
	case S_IFSOCK:
		return "a socket";
	case S_IFDIR:
		return "a directory too many levels down";
	default:
		return "a device";
	}
}

static void
note_change(struct watcher *watcher, struct known_file *file, const char *flaw,
	    gboolean moved)
{
	file->since = g_get_monotonic_time();
	if (flaw != NULL) {
		state_queue(watcher, file, FILE_DONE);
		files_report_stray(watcher, file, flaw);
		return;
	}
	if (file->stray)
		files_report_stray(watcher, file, NULL);
	state_queue(watcher, file, moved ? FILE_READY : FILE_SETTLING);
}

static void
note_file(struct watcher *watcher, struct directory *directory,
	  const char *name, const struct stat *status, gboolean moved)
{
	struct known_file *file = files_find(directory, name);
	struct stamp stamp = files_stamp(status);

	if (file != NULL) {
		file->seen = directory->scans;
		/* Looked at again when it is resolved. */
		if (file->state == FILE_OUT)
			return;
		if (files_same_stamp(&file->stamp, &stamp)) {
			if (moved && (file->state == FILE_SETTLING ||
				      file->state == FILE_STALLED))
				state_queue(watcher, file, FILE_READY);
			return;
		}
	} else {
		file = files_add(directory, name);
		file->seen = directory->scans;
	}
	file->stamp = stamp;
	note_change(watcher, file, find_flaw(status->st_mode), moved);
}

static void
note_directory(struct watcher *watcher, struct directory *parent,
	       const char *name, const struct stat *status)
{
	struct directory *child = g_hash_table_lookup(parent->children, name);

	if (child != NULL && !files_is_directory(child, status)) {
		files_forget_directory(watcher, child);
		child = NULL;
	}
	if (child == NULL) {
		child = files_new_directory(parent->root, parent, name, status);
		state_want_scan(watcher, child, TRUE);
	} else if (child->unreadable ||
		   (watcher->scan.directory == parent && watcher->scan.deep)) {
		state_want_scan(watcher, child, TRUE);
	}
	child->seen = parent->scans;
}

static void
forget_name(struct watcher *watcher, struct directory *directory,
	    const char *name)
{
	struct known_file *file = files_find(directory, name);
	struct directory *child =
		g_hash_table_lookup(directory->children, name);

	if (file != NULL)
		files_forget(watcher, file);
	if (child != NULL)
		files_forget_directory(watcher, child);
}

void
look_at_below(struct watcher *watcher, struct directory *directory, int fd,
	      const char *name, gboolean moved)
{
	const struct watch_settings *settings = directory->root->settings;
	struct stat status;

	if (watch_ignores(settings, name))
		return;
	hang_beat();
	if (fstatat(fd, name, &status, AT_SYMLINK_NOFOLLOW) < 0) {
		if (errno_means_gone(errno))
			forget_name(watcher, directory, name);
		return;
	}
	if (S_ISDIR(status.st_mode) && !settings->recursive) {
		if (watcher->scan.directory == directory)
			report_folder(directory, name);
		forget_name(watcher, directory, name);
	} else if (S_ISDIR(status.st_mode) && directory->depth < MAX_DEPTH) {
		struct known_file *file = files_find(directory, name);

		if (file != NULL)
			files_forget(watcher, file);
		note_directory(watcher, directory, name, &status);
	} else {
		struct directory *child =
			g_hash_table_lookup(directory->children, name);

		if (child != NULL)
			files_forget_directory(watcher, child);
		note_file(watcher, directory, name, &status, moved);
	}
}

void
look_at(struct watcher *watcher, struct directory *directory, const char *name,
	gboolean moved)
{
	int fd = look_open(watcher, directory);

	if (fd >= 0)
		look_at_below(watcher, directory, fd, name, moved);
}
