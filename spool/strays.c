/* strays.c - sets stray files aside; they are never deleted. */
#define _GNU_SOURCE /* renameat2() */
#include "spool/strays.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>

#include "core/descriptor.h"
#include "core/error.h"
#include "spool/directory.h"
#include "spool/spool.h"

#define MOST_TRIES 16
#define WATCH "spool"
#define REASON                                                                 \
	"came in the place of a letter's file as that left its inbox, and "    \
	"cannot be put back; look at it and move it out of the spool"

static int
open_strays(const char *spool_directory, GError **error)
{
	g_auto(owned_fd) above =
		open(spool_directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	g_auto(owned_fd) fd = -1;

	if (above < 0) {
		error_set_errno(error, "open '%s'", spool_directory);
		return -1;
	}
	fd = directory_open_below(above, "strays", TRUE, error);
	if (fd < 0 || !directory_sync(above, "strays", error))
		return -1;
	return owned_fd_steal(&fd);
}

/* Returns the new name, or NULL with errno set. */
static char *
move(int from, const char *name, int to, const char *as)
{
	for (guint try = 0; try < MOST_TRIES; try++) {
		g_autofree char *free_name =
			try == 0 ? g_strdup(as)
				 : g_strdup_printf("%.200s.%08x", as,
						   g_random_int());

		if (renameat2(from, name, to, free_name, RENAME_NOREPLACE) == 0)
			return g_steal_pointer(&free_name);
		if (errno != EEXIST)
			return NULL;
	}
	return NULL;
}

char *
strays_take(const char *spool_directory, int from, const char *name,
	    const char *as, GError **error)
{
	g_auto(owned_fd) to = open_strays(spool_directory, error);
	g_autofree char *moved = NULL;

	if (to < 0)
		return NULL;
	moved = move(from, name, to, as);
	if (moved == NULL)
		error_set_errno(error, "move '%s' to strays", name);
	else if (!directory_sync(to, name, error))
		g_clear_pointer(&moved, g_free);
	return moved ? g_build_filename(spool_directory, "strays", moved, NULL)
		     : NULL;
}

static gboolean
is_directory(const char *path)
{
	struct stat status;

	return lstat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static gboolean
note_below(struct spool *spool, const char *folder, gboolean directories_only,
	   GError **error)
{
	g_autoptr(GDir) listing = g_dir_open(folder, 0, NULL);
	const char *name;

	while (listing != NULL && (name = g_dir_read_name(listing)) != NULL) {
		g_autofree char *path = g_build_filename(folder, name, NULL);

		if (directories_only && !is_directory(path))
			continue;
		if (!spool_note_stray(spool, WATCH, path, REASON, spool_now(),
				      error))
			return FALSE;
	}
	return TRUE;
}

gboolean
strays_note(struct spool *spool, const char *spool_directory, GError **error)
{
	g_autofree char *strays =
		g_build_filename(spool_directory, "strays", NULL);
	g_autofree char *tmp = g_build_filename(spool_directory, "tmp", NULL);

	return note_below(spool, strays, FALSE, error) &&
	       note_below(spool, tmp, TRUE, error);
}
