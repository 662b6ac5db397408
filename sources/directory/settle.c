/* settle.c - checks the head and the end of a file, kind by kind.
 *
 * Every number in the file is untrusted: offsets are compared before they are
 * added, and loops are bounded. */
#define _GNU_SOURCE /* leases, memmem() */
#include "sources/directory/settle.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>

#include "core/descriptor.h"
#include "sources/directory/settle_tiff.h"

#define HEAD_BYTES 1024u
/* Mail gateways and scanners append to a PDF; readers look back this far. */
#define TAIL_BYTES 2048u

struct ends {
	guint64 size;
	gsize head_length, tail_length;
	guint8 head[HEAD_BYTES + 1]; /* ends in NUL */
	guint8 tail[TAIL_BYTES];
};

gboolean
settle_is_busy(int fd)
{
	/* While we hold the lease, a writer's open() makes the kernel signal
	 * us: by SIGIO, which would kill us, unless we choose a signal that
	 * does nothing. */
	if (fcntl(fd, F_SETSIG, SIGURG) < 0)
		return FALSE;
	if (fcntl(fd, F_SETLEASE, F_RDLCK) < 0)
		return errno == EAGAIN;
	(void)fcntl(fd, F_SETLEASE, F_UNLCK);
	return FALSE;
}

static gboolean
begins(const struct ends *ends, const char *magic, gsize length)
{
	return ends->head_length >= length &&
	       memcmp(ends->head, magic, length) == 0;
}

static gboolean
tail_has(const struct ends *ends, const char *mark, gsize length)
{
	return memmem(ends->tail, ends->tail_length, mark, length) != NULL;
}

/* A linearised file has a %%EOF near its start as well, so its length is
 * checked too: /L in its first object. An update may make it longer. */
static gboolean
pdf_is_complete(const struct ends *ends)
{
	const char *dictionary =
		memmem(ends->head, ends->head_length, "/Linearized", 11);
	const char *end = (const char *)ends->head + ends->head_length;

	if (!tail_has(ends, "%%EOF", 5))
		return FALSE;
	for (const char *at = dictionary; at != NULL && at + 2 < end; at++) {
		if (at[0] == '/' && at[1] == 'L' &&
		    (g_ascii_isspace(at[2]) || g_ascii_isdigit(at[2])))
			return g_ascii_strtoull(at + 2, NULL, 10) <= ends->size;
		if (g_str_has_prefix(at, "endobj"))
			break;
	}
	return TRUE;
}

static gboolean
png_is_complete(const struct ends *ends)
{
	return tail_has(ends, "IEND\xae\x42\x60\x82", 8);
}

/* Thumbnails end in EOI too, so only padding may follow it. */
static gboolean
jpeg_is_complete(const struct ends *ends)
{
	gsize length = ends->tail_length;

	for (; length >= 2; length--) {
		guint8 last = ends->tail[length - 1];

		if (last == 0xd9 && ends->tail[length - 2] == 0xff)
			return TRUE;
		if (last != 0 && last != 0xff && !g_ascii_isspace(last))
			return FALSE;
	}
	return FALSE;
}

static gboolean
is_zeros(const guint8 *bytes, gsize length)
{
	return length > 0 && bytes[0] == 0 &&
	       memcmp(bytes, bytes + 1, length - 1) == 0;
}

static gboolean
read_end(int fd, guint8 *buffer, gsize size, guint64 offset, gsize *out_length)
{
	gssize got = descriptor_read_at(fd, buffer, size, offset);

	*out_length = (gsize)MAX(got, 0);
	return got >= 0;
}

gboolean
settle_is_complete(int fd)
{
	struct ends ends = { 0 };
	struct stat status;
	guint64 tail;

	if (fstat(fd, &status) < 0 || status.st_size <= 0)
		return FALSE;
	ends.size = (guint64)status.st_size;
	tail = ends.size > TAIL_BYTES ? ends.size - TAIL_BYTES : 0;
	if (!read_end(fd, ends.head, HEAD_BYTES, 0, &ends.head_length) ||
	    !read_end(fd, ends.tail, TAIL_BYTES, tail, &ends.tail_length))
		return FALSE;
	/* As the worker does it: readers ignore what stands before it. */
	if (memmem(ends.head, ends.head_length, "%PDF-", 5) != NULL)
		return pdf_is_complete(&ends);
	if (begins(&ends, "\x89PNG", 4))
		return png_is_complete(&ends);
	if (begins(&ends, "\xff\xd8\xff", 3))
		return jpeg_is_complete(&ends);
	if (begins(&ends, "II", 2) || begins(&ends, "MM", 2))
		return settle_tiff_is_complete(fd, ends.head, ends.head_length,
					       ends.size);
	return !is_zeros(ends.head, ends.head_length) &&
	       !is_zeros(ends.tail, ends.tail_length);
}
