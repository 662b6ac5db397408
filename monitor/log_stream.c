/* log_stream.c - writes to standard error without blocking.
 *
 * O_NONBLOCK is a property of the open file, which is shared with other
 * processes: a shell, other programs of the pipeline. So a pipe or a terminal
 * is opened again, by its descriptor's name, with flags of its own; a socket
 * takes the flag with each message. Files never block. */
#include "monitor/log_stream.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#define OURS "/proc/self/fd/2"

static struct {
	gboolean known;
	int fd;
	gboolean socket;
	gboolean asks;	/* check for room before each write */
	GString *begun; /* the rest of a line that was written in part */
} stream = { .fd = STDERR_FILENO };

/* It may be impossible to open it again: a pipe that another user made, or no
 * /proc. Then poll for room first; a write can block only if another process
 * uses up that room in between. */
static void
find_stream(void)
{
	struct stat status;
	int fd;

	stream.known = TRUE;
	stream.begun = g_string_new(NULL);
	if (fstat(STDERR_FILENO, &status) < 0)
		return;
	stream.socket = S_ISSOCK(status.st_mode);
	if (!S_ISFIFO(status.st_mode) && !isatty(STDERR_FILENO))
		return;
	fd = open(OURS, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd >= 0)
		stream.fd = fd;
	else
		stream.asks = TRUE;
}

/* As much as a pipe takes at once. */
static gboolean
has_room(void)
{
	struct pollfd pipe = { .fd = stream.fd, .events = POLLOUT };

	return !stream.asks || poll(&pipe, 1, 0) > 0;
}

static gssize
write_some(const char *bytes, gsize length)
{
	gssize written;

	if (!has_room())
		return -1;
	do
		written = stream.socket ? send(stream.fd, bytes, length,
					       MSG_DONTWAIT | MSG_NOSIGNAL)
					: write(stream.fd, bytes, length);
	while (written < 0 && errno == EINTR);
	return written;
}

static gboolean
finish_begun(void)
{
	gssize written;

	if (stream.begun->len == 0)
		return TRUE;
	written = write_some(stream.begun->str, stream.begun->len);
	if (written > 0)
		g_string_erase(stream.begun, 0, written);
	return stream.begun->len == 0;
}

gboolean
log_stream_put(const char *line, gsize length)
{
	gssize written;

	if (!stream.known)
		find_stream();
	if (!finish_begun())
		return FALSE;
	written = write_some(line, length);
	if (written <= 0)
		return FALSE;
	g_string_append_len(stream.begun, line + written,
			    (gssize)length - written);
	return TRUE;
}
