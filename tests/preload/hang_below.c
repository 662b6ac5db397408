/* hang_below.c - a preload: as long as $HANG_WHILE is there, whoever asks for
 * what lies at or below $HANG_BELOW waits, as on a mount whose server is gone.
 * For where there is no FUSE to do it with. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static void
wait_for_server(const char *path)
{
	const char *below = getenv("HANG_BELOW");
	const char *file = getenv("HANG_WHILE");
	size_t length;

	if (below == NULL || file == NULL || path == NULL)
		return;
	length = strlen(below);
	if (strncmp(path, below, length) != 0 ||
	    (path[length] != '\0' && path[length] != '/'))
		return;
	while (access(file, F_OK) == 0)
		usleep(10000);
}

static mode_t
mode_of(int flags, va_list arguments)
{
	return (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE
		       ? va_arg(arguments, mode_t)
		       : 0;
}

int
open(const char *path, int flags, ...)
{
	static int (*real)(const char *path, int flags, ...);
	va_list arguments;
	mode_t mode;

	if (real == NULL)
		real = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT,
							      "open");
	va_start(arguments, flags);
	mode = mode_of(flags, arguments);
	va_end(arguments);
	wait_for_server(path);
	return real(path, flags, mode);
}

int
statx(int dirfd, const char *restrict path, int flags, unsigned int mask,
      struct statx *restrict buffer)
{
	static int (*real)(int, const char *, int, unsigned int,
			   struct statx *);

	if (real == NULL)
		real = (int (*)(int, const char *, int, unsigned int,
				struct statx *))dlsym(RTLD_NEXT, "statx");
	wait_for_server(path);
	return real(dirfd, path, flags, mask, buffer);
}

char *
realpath(const char *restrict path, char *restrict resolved)
{
	static char *(*real)(const char *, char *);

	if (real == NULL)
		real = (char *(*)(const char *, char *))dlsym(RTLD_NEXT,
							      "realpath");
	wait_for_server(path);
	return real(path, resolved);
}
