/* die_at.c - dies by SIGKILL at a named commit point.
 *
 * IMR_DIE_AT=NAME or NAME:COUNT, the COUNT-th time that it is reached.
 * IMR_POINTS=FILE: appends the name of each point reached, one a line. */
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void commit_point_reached(const char *name);

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long reached;

static int
is_wanted(const char *name, const char *wanted, long *out_count)
{
	const char *colon = strrchr(wanted, ':');
	size_t length = colon ? (size_t)(colon - wanted) : strlen(wanted);

	*out_count = colon ? atol(colon + 1) : 1;
	return strlen(name) == length && strncmp(name, wanted, length) == 0;
}

static void
note(const char *name, const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	char line[128];
	size_t length = strlen(name);

	if (fd < 0 || length + 1 > sizeof(line))
		abort();
	memcpy(line, name, length);
	line[length] = '\n';
	if (write(fd, line, length + 1) != (ssize_t)(length + 1))
		abort();
	close(fd);
}

void
commit_point_reached(const char *name)
{
	const char *wanted = getenv("IMR_DIE_AT");
	const char *points = getenv("IMR_POINTS");
	long count;

	pthread_mutex_lock(&lock);
	if (points != NULL)
		note(name, points);
	if (wanted != NULL && is_wanted(name, wanted, &count) &&
	    ++reached == count)
		kill(getpid(), SIGKILL);
	pthread_mutex_unlock(&lock);
}
