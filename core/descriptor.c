/* descriptor.c - the loops around read(2), pread(2) and write(2). */
#include "core/descriptor.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

#define CHUNK_BYTES (128u << 10)

void
owned_fd_close(owned_fd fd)
{
	int kept = errno;

	close(fd);
	errno = kept;
}

owned_fd
owned_fd_steal(owned_fd *fd)
{
	owned_fd stolen = *fd;

	*fd = -1;
	return stolen;
}

DIR *
descriptor_take_directory(int fd)
{
	g_auto(owned_fd) owned = fd;
	DIR *stream = owned < 0 ? NULL : fdopendir(owned);

	if (stream != NULL)
		owned_fd_steal(&owned);
	return stream;
}

/* TRUE where the call that failed is worth another try. */
static gboolean
wait_to_try_again(int fd, short events)
{
	if (errno == EINTR)
		return TRUE;
	if (errno != EAGAIN)
		return FALSE;
	return poll(&(struct pollfd){ fd, events, 0 }, 1, -1) >= 0 ||
	       errno == EINTR;
}

static gboolean
write_all(int fd, const char *bytes, gsize length, gsize *written)
{
	while (*written < length) {
		gssize n = write(fd, bytes + *written, length - *written);

		if (n > 0) {
			*written += (gsize)n;
		} else if (n == 0) {
			errno = EIO;
			return FALSE;
		} else if (!wait_to_try_again(fd, POLLOUT)) {
			return FALSE;
		}
	}
	return TRUE;
}

gboolean
descriptor_write(int fd, const void *bytes, gsize length, gsize *out_written)
{
	gsize written = 0;
	gboolean good = write_all(fd, bytes, length, &written);

	if (out_written != NULL)
		*out_written = written;
	return good;
}

gssize
descriptor_read(int fd, void *buffer, gsize size)
{
	gsize length = 0;

	while (length < size) {
		gssize got = read(fd, (char *)buffer + length, size - length);

		if (got == 0)
			break;
		if (got > 0)
			length += (gsize)got;
		else if (!wait_to_try_again(fd, POLLIN))
			return -1;
	}
	return (gssize)length;
}

gssize
descriptor_read_at(int fd, void *buffer, gsize size, guint64 offset)
{
	gsize length = 0;

	while (length < size) {
		gssize got = pread(fd, (char *)buffer + length, size - length,
				   (off_t)(offset + length));

		if (got == 0)
			break;
		if (got > 0)
			length += (gsize)got;
		else if (errno != EINTR)
			return -1;
	}
	return (gssize)length;
}

char *
descriptor_sha256(int fd)
{
	g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
	g_autofree guchar *chunk = g_malloc(CHUNK_BYTES);
	guint64 offset = 0;
	gssize got;

	while ((got = descriptor_read_at(fd, chunk, CHUNK_BYTES, offset)) > 0) {
		g_checksum_update(checksum, chunk, got);
		offset += (guint64)got;
	}
	return got < 0 ? NULL : g_strdup(g_checksum_get_string(checksum));
}
