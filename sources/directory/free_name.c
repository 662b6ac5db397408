/* free_name.c - finds a free number by doubling and bisection. */
#define _GNU_SOURCE /* renameat2() */
#include "sources/directory/free_name.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* Tries, since others may take the free name before we do. */
#define MOST_TRIES 100u
#define MOST_NUMBER (1u << 30)

char *
free_name_numbered(const char *name, guint number)
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

static gboolean
is_taken(int dirfd, const char *name, guint number)
{
	g_autofree char *numbered = free_name_numbered(name, number);
	struct stat there;

	return fstatat(dirfd, numbered, &there, AT_SYMLINK_NOFOLLOW) == 0;
}

guint
free_name_last(int dirfd, const char *name)
{
	guint taken = 1, open = 2;

	if (!is_taken(dirfd, name, 1))
		return 0;
	while (is_taken(dirfd, name, open)) {
		if (open >= MOST_NUMBER)
			return G_MAXUINT;
		taken = open;
		open *= 2;
	}
	while (open - taken > 1) {
		guint middle = taken + (open - taken) / 2;

		if (is_taken(dirfd, name, middle))
			taken = middle;
		else
			open = middle;
	}
	return taken;
}

/* EEXIST if the name is taken, even on file systems (NFS, some FUSE) that
 * cannot check this in the same call. */
static int
rename_if_free(int from, const char *old, int to, const char *new)
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

char *
free_name_rename(int from, const char *old, int to, const char *name)
{
	g_autofree char *new = g_strdup(name);

	for (guint try = 0; try < MOST_TRIES; try++) {
		guint last;

		if (rename_if_free(from, old, to, new) == 0)
			return g_steal_pointer(&new);
		if (errno != EEXIST)
			return NULL;
		last = free_name_last(to, name);
		if (last == G_MAXUINT)
			break;
		g_free(new);
		new = free_name_numbered(name, last + 1);
	}
	errno = EEXIST;
	return NULL;
}
