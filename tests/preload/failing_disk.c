/* failing_disk.c - LD_PRELOAD: a disk that fails where a test says so.
 *
 *   FAILING_DISK_CALLS   names, separated by commas: write, pwrite64, fsync,
 *                        fdatasync, open, rename, link, mkdir, unlink,
 *                        ftruncate; each stands for its at- and 64- kin too
 *   FAILING_DISK_ERROR   ENOSPC, EIO, ...; or "short": half is written
 *   FAILING_DISK_PATH    only what has this in its path; empty: everything
 *   FAILING_DISK_NTH     only the nth of them, counted anew whenever this
 *                        variable changes; unset: each
 *   FAILING_DISK_WHILE   only while a file of this name exists
 *
 * Reading never fails. The environment is read at each call: a test program
 * that runs under it sets and unsets these as it goes. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The real function, looked up once. */
#define REAL(name)                                                             \
	static __typeof__(&name) real;                                         \
	if (real == NULL)                                                      \
	real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

enum fault {
	FAULT_NONE,
	FAULT_ERROR, /* errno is set */
	FAULT_SHORT,
};

static const struct {
	const char *name;
	int number;
} errors[] = {
	{ "ENOSPC", ENOSPC }, { "EIO", EIO },	    { "EDQUOT", EDQUOT },
	{ "EROFS", EROFS },   { "EACCES", EACCES }, { "EINTR", EINTR },
	{ "EMFILE", EMFILE },
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char counted_for[16];
static unsigned count, hits;

/* How many calls failed; the test that runs under this finds it by dlsym(). */
unsigned failing_disk_hits(void);
unsigned
failing_disk_hits(void)
{
	return __atomic_load_n(&hits, __ATOMIC_SEQ_CST);
}

static int
is_listed(const char *name, const char *list)
{
	size_t length = strlen(name);

	for (const char *at = list; (at = strstr(at, name)) != NULL; at++)
		if ((at == list || at[-1] == ',') &&
		    (at[length] == ',' || at[length] == '\0'))
			return 1;
	return 0;
}

static int
is_turn(void)
{
	const char *nth = getenv("FAILING_DISK_NTH");
	int turn = 1;

	pthread_mutex_lock(&lock);
	if (nth == NULL) {
		counted_for[0] = '\0';
	} else {
		if (strcmp(nth, counted_for) != 0) {
			snprintf(counted_for, sizeof(counted_for), "%s", nth);
			count = 0;
		}
		turn = ++count == (unsigned)atoi(nth);
	}
	pthread_mutex_unlock(&lock);
	return turn;
}

static enum fault
fault_of(const char *call, const char *path)
{
	const char *calls = getenv("FAILING_DISK_CALLS");
	const char *error = getenv("FAILING_DISK_ERROR");
	const char *part = getenv("FAILING_DISK_PATH");
	const char *while_there = getenv("FAILING_DISK_WHILE");
	struct stat status;

	if (calls == NULL || error == NULL || !is_listed(call, calls) ||
	    (part != NULL && strstr(path, part) == NULL) ||
	    (while_there != NULL && stat(while_there, &status) < 0) ||
	    !is_turn())
		return FAULT_NONE;
	__atomic_add_fetch(&hits, 1, __ATOMIC_SEQ_CST);
	if (strcmp(error, "short") == 0)
		return FAULT_SHORT;
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
		if (strcmp(errors[i].name, error) == 0)
			errno = errors[i].number;
	return FAULT_ERROR;
}

static void
path_of_fd(int fd, char path[PATH_MAX])
{
	char link[64];
	ssize_t length;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	length = readlink(link, path, PATH_MAX - 1);
	path[length < 0 ? 0 : length] = '\0';
}

static enum fault
fault_of_fd(const char *call, int fd)
{
	char path[PATH_MAX];
	int before = errno;
	enum fault fault;

	if (getenv("FAILING_DISK_CALLS") == NULL)
		return FAULT_NONE;
	path_of_fd(fd, path);
	errno = before;
	fault = fault_of(call, path);
	return fault;
}

static enum fault
fault_of_name(const char *call, int dirfd, const char *name)
{
	char path[2 * PATH_MAX] = "";

	if (getenv("FAILING_DISK_CALLS") == NULL)
		return FAULT_NONE;
	if (dirfd != AT_FDCWD && name[0] != '/')
		path_of_fd(dirfd, path);
	strncat(path, "/", 2);
	strncat(path, name, PATH_MAX - 2);
	return fault_of(call, path);
}

ssize_t
write(int fd, const void *bytes, size_t length)
{
	REAL(write);

	switch (fault_of_fd("write", fd)) {
	case FAULT_ERROR:
		return -1;
	case FAULT_SHORT:
		return real(fd, bytes, (length + 1) / 2);
	default:
		return real(fd, bytes, length);
	}
}

ssize_t
pwrite64(int fd, const void *bytes, size_t length, off64_t offset)
{
	REAL(pwrite64);

	switch (fault_of_fd("pwrite64", fd)) {
	case FAULT_ERROR:
		return -1;
	case FAULT_SHORT:
		return real(fd, bytes, (length + 1) / 2, offset);
	default:
		return real(fd, bytes, length, offset);
	}
}

ssize_t
pwrite(int fd, const void *bytes, size_t length, off_t offset)
{
	return pwrite64(fd, bytes, length, offset);
}

int
fsync(int fd)
{
	REAL(fsync);

	return fault_of_fd("fsync", fd) != FAULT_NONE ? -1 : real(fd);
}

int
fdatasync(int fd)
{
	REAL(fdatasync);

	return fault_of_fd("fdatasync", fd) != FAULT_NONE ? -1 : real(fd);
}

int
ftruncate64(int fd, off64_t length)
{
	REAL(ftruncate64);

	return fault_of_fd("ftruncate", fd) != FAULT_NONE ? -1
							  : real(fd, length);
}

int
ftruncate(int fd, off_t length)
{
	return ftruncate64(fd, length);
}

int
renameat(int from, const char *name, int to, const char *new_name)
{
	REAL(renameat);

	return fault_of_name("rename", to, new_name) != FAULT_NONE
		       ? -1
		       : real(from, name, to, new_name);
}

int
rename(const char *name, const char *new_name)
{
	return renameat(AT_FDCWD, name, AT_FDCWD, new_name);
}

int
renameat2(int from, const char *name, int to, const char *new_name,
	  unsigned flags)
{
	REAL(renameat2);

	return fault_of_name("rename", to, new_name) != FAULT_NONE
		       ? -1
		       : real(from, name, to, new_name, flags);
}

int
linkat(int from, const char *name, int to, const char *new_name, int flags)
{
	REAL(linkat);

	return fault_of_name("link", to, new_name) != FAULT_NONE
		       ? -1
		       : real(from, name, to, new_name, flags);
}

int
link(const char *name, const char *new_name)
{
	return linkat(AT_FDCWD, name, AT_FDCWD, new_name, 0);
}

int
mkdirat(int dirfd, const char *name, mode_t mode)
{
	REAL(mkdirat);

	return fault_of_name("mkdir", dirfd, name) != FAULT_NONE
		       ? -1
		       : real(dirfd, name, mode);
}

int
mkdir(const char *name, mode_t mode)
{
	return mkdirat(AT_FDCWD, name, mode);
}

int
unlinkat(int dirfd, const char *name, int flags)
{
	REAL(unlinkat);

	return fault_of_name("unlink", dirfd, name) != FAULT_NONE
		       ? -1
		       : real(dirfd, name, flags);
}

int
unlink(const char *name)
{
	return unlinkat(AT_FDCWD, name, 0);
}

static int
open_or_fail(int dirfd, const char *name, int flags, mode_t mode)
{
	REAL(openat64);

	return fault_of_name("open", dirfd, name) != FAULT_NONE
		       ? -1
		       : real(dirfd, name, flags, mode);
}

/* The mode is there when a file may be made. */
#define OPEN(declaration, dirfd)                                               \
	declaration                                                            \
	{                                                                      \
		mode_t mode = 0;                                               \
		va_list rest;                                                  \
                                                                               \
		if ((flags & O_CREAT) != 0 ||                                  \
		    (flags & O_TMPFILE) == O_TMPFILE) {                        \
			va_start(rest, flags);                                 \
			mode = va_arg(rest, mode_t);                           \
			va_end(rest);                                          \
		}                                                              \
		return open_or_fail(dirfd, name, flags, mode);                 \
	}

OPEN(int open(const char *name, int flags, ...), AT_FDCWD)
OPEN(int open64(const char *name, int flags, ...), AT_FDCWD)
OPEN(int openat(int at, const char *name, int flags, ...), at)
OPEN(int openat64(int at, const char *name, int flags, ...), at)
