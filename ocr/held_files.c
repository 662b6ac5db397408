/* held_files.c - open() and fopen() for libraries that insist on a path.
 *
 * Poppler draws a font that is not in the PDF by opening, at that moment and
 * three times over, the file that fontconfig names, and takes neither a
 * descriptor nor bytes instead. The worker opens no path by then. So this
 * program defines the two functions that Poppler calls; the dynamic linker
 * prefers a program's definition to the C library's. */
#define _GNU_SOURCE /* RTLD_NEXT */
#include "ocr/held_files.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/descriptor.h"
#include "core/error.h"

/* Path to descriptor; NULL before the first is held. */
static GHashTable *held;

gboolean
held_files_add(const char *path, GError **error)
{
	int fd;

	if (held_files_contain(path))
		return TRUE;
	fd = openat(AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return error_set_errno(error, "open '%s'", path);
	if (held == NULL)
		held = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
					     NULL);
	g_hash_table_insert(held, g_strdup(path), GINT_TO_POINTER(fd));
	return TRUE;
}

gboolean
held_files_contain(const char *path)
{
	return held != NULL && g_hash_table_contains(held, path);
}

static gboolean
reopen(int fd, GError **error)
{
	g_autofree char *link = g_strdup_printf("/proc/self/fd/%d", fd);
	g_auto(owned_fd) own = openat(AT_FDCWD, link, O_RDONLY | O_CLOEXEC);

	return (own >= 0 && dup3(own, fd, O_CLOEXEC) >= 0) ||
	       error_set_errno(error, "open a font again");
}

gboolean
held_files_reopen(GError **error)
{
	GHashTableIter files;
	gpointer fd;

	if (held == NULL)
		return TRUE;
	g_hash_table_iter_init(&files, held);
	while (g_hash_table_iter_next(&files, NULL, &fd))
		if (!reopen(GPOINTER_TO_INT(fd), error))
			return FALSE;
	return TRUE;
}

/* A copy at its start; copies share their position, and Poppler has closed
 * one before it opens the next. */
static int
copy_held(const char *path)
{
	int fd = GPOINTER_TO_INT(g_hash_table_lookup(held, path));

	lseek(fd, 0, SEEK_SET);
	return fcntl(fd, F_DUPFD_CLOEXEC, 0);
}

/* Named apart from the C library's own declarations, whose inline checks would
 * otherwise be redefined with them. */
int held_open(const char *path, int flags, ...) __asm__("open");
FILE *held_fopen(const char *path, const char *mode) __asm__("fopen");

int
held_open(const char *path, int flags, ...)
{
	mode_t mode = 0;

	if ((flags & O_ACCMODE) == O_RDONLY && held_files_contain(path))
		return copy_held(path);
	if ((flags & (O_CREAT | O_TMPFILE)) != 0) {
		va_list arguments;

		va_start(arguments, flags);
		mode = va_arg(arguments, mode_t);
		va_end(arguments);
	}
	return openat(AT_FDCWD, path, flags, mode);
}

FILE *
held_fopen(const char *path, const char *mode)
{
	static FILE *(*next)(const char *, const char *);

	if (mode[0] == 'r' && strchr(mode, '+') == NULL &&
	    held_files_contain(path)) {
		int fd = copy_held(path);

		return fd < 0 ? NULL : fdopen(fd, mode);
	}
	if (next == NULL)
		next = (FILE * (*)(const char *, const char *))
			dlsym(RTLD_NEXT, "fopen");
	return next(path, mode);
}
