/* test_descriptor.c - the loops over pipes that take and give a little at a
 * time, a full disk, and descriptors that do not wait. */
#define _GNU_SOURCE /* pipe2(), memfd_create() */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/descriptor.h"

#define LENGTH ((gsize)1 << 20) /* more than a pipe holds */

static guchar *
pattern(void)
{
	guchar *bytes = g_malloc(LENGTH);

	for (guint i = 0; i < LENGTH; i++)
		bytes[i] = (guchar)(i * 7 + (i >> 8));
	return bytes;
}

struct writing {
	int fd;
	const guchar *bytes;
	gsize written;
	gboolean good;
};

static gpointer
write_and_close(gpointer data)
{
	struct writing *writing = data;

	writing->good = descriptor_write(writing->fd, writing->bytes, LENGTH,
					 &writing->written);
	close(writing->fd);
	return NULL;
}

/* flags: O_NONBLOCK or 0, of both ends. */
static void
test_pipe(gconstpointer flags)
{
	g_autofree guchar *bytes = pattern();
	g_autofree guchar *got = g_malloc0(LENGTH + 1);
	struct writing writing = { .bytes = bytes };
	GThread *thread;
	int ends[2];

	g_assert_no_errno(pipe2(ends, O_CLOEXEC | GPOINTER_TO_INT(flags)));
	writing.fd = ends[1];
	thread = g_thread_new("writer", write_and_close, &writing);
	g_assert_cmpint(descriptor_read(ends[0], got, LENGTH / 2), ==,
			LENGTH / 2);
	/* There is less than is asked for: what there is. */
	g_assert_cmpint(
		descriptor_read(ends[0], got + LENGTH / 2, LENGTH / 2 + 1), ==,
		LENGTH / 2);
	g_thread_join(thread);
	g_assert_true(writing.good);
	g_assert_cmpuint(writing.written, ==, LENGTH);
	g_assert_cmpint(memcmp(got, bytes, LENGTH), ==, 0);
	close(ends[0]);
}

static void
test_read_at(void)
{
	g_auto(owned_fd) fd = memfd_create("test", MFD_CLOEXEC);
	char buffer[8] = { 0 };

	g_assert_true(descriptor_write(fd, "0123456789", 10, NULL));
	g_assert_cmpint(descriptor_read_at(fd, buffer, 4, 3), ==, 4);
	g_assert_cmpstr(buffer, ==, "3456");
	g_assert_cmpint(descriptor_read_at(fd, buffer, 8, 7), ==, 3);
	g_assert_cmpint(descriptor_read_at(fd, buffer, 8, 10), ==, 0);
	g_assert_cmpint(lseek(fd, 0, SEEK_CUR), ==, 10);
}

static void
test_full_disk(void)
{
	g_auto(owned_fd) fd = open("/dev/full", O_WRONLY | O_CLOEXEC);
	gsize written = 1;

	errno = 0;
	g_assert_false(descriptor_write(fd, "text", 4, &written));
	g_assert_cmpint(errno, ==, ENOSPC);
	g_assert_cmpuint(written, ==, 0);
}

static void
test_closed(void)
{
	char byte;

	g_assert_cmpint(descriptor_read(-1, &byte, 1), ==, -1);
	g_assert_cmpint(errno, ==, EBADF);
	g_assert_cmpint(descriptor_read_at(-1, &byte, 1, 0), ==, -1);
	g_assert_false(descriptor_write(-1, "a", 1, NULL));
	g_assert_null(descriptor_sha256(-1));
	/* Of nothing, nothing is asked. */
	g_assert_true(descriptor_write(-1, "", 0, NULL));
}

static void
test_scope(void)
{
	int fd, kept = -1;

	{
		g_auto(owned_fd) opened = open("/dev/null", O_CLOEXEC);
		g_auto(owned_fd) never = -1;
		g_auto(owned_fd) given = open("/dev/null", O_CLOEXEC);

		fd = opened;
		kept = owned_fd_steal(&given);
		g_assert_cmpint(given, ==, -1);
		g_assert_cmpint(never, ==, -1);
		errno = ERANGE;
	}
	g_assert_cmpint(errno, ==, ERANGE); /* close() did not touch it */
	g_assert_cmpint(fcntl(fd, F_GETFD), ==, -1);
	g_assert_cmpint(fcntl(kept, F_GETFD), !=, -1);
	close(kept);
}

static void
test_directory(void)
{
	g_autoptr(DIR) stream = NULL;
	int fd = open("/dev/null", O_CLOEXEC);

	g_assert_null(descriptor_take_directory(fd));
	g_assert_cmpint(errno, ==, ENOTDIR);
	g_assert_cmpint(fcntl(fd, F_GETFD), ==, -1);
	errno = ELOOP;
	g_assert_null(descriptor_take_directory(-1));
	g_assert_cmpint(errno, ==, ELOOP);
	fd = open("/proc/self", O_DIRECTORY | O_CLOEXEC);
	stream = descriptor_take_directory(fd);
	g_assert_nonnull(stream);
	g_assert_nonnull(readdir(stream));
	g_clear_pointer(&stream, closedir);
	g_assert_cmpint(fcntl(fd, F_GETFD), ==, -1);
}

static void
test_sha256(void)
{
	g_auto(owned_fd) fd = memfd_create("test", MFD_CLOEXEC);
	g_autofree char *empty = descriptor_sha256(fd);
	g_autofree guchar *bytes = pattern();
	g_autofree char *sum = NULL, *expected = NULL;

	/* The first of FIPS 180's well-known sums: of no bytes. */
	g_assert_cmpstr(empty, ==,
			"e3b0c44298fc1c149afbf4c8996fb924"
			"27ae41e4649b934ca495991b7852b855");
	g_assert_true(descriptor_write(fd, bytes, LENGTH, NULL));
	sum = descriptor_sha256(fd);
	expected =
		g_compute_checksum_for_data(G_CHECKSUM_SHA256, bytes, LENGTH);
	g_assert_cmpstr(sum, ==, expected);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_data_func("/descriptor/pipe", NULL, test_pipe);
	g_test_add_data_func("/descriptor/pipe-that-does-not-wait",
			     GINT_TO_POINTER(O_NONBLOCK), test_pipe);
	g_test_add_func("/descriptor/read-at", test_read_at);
	g_test_add_func("/descriptor/full-disk", test_full_disk);
	g_test_add_func("/descriptor/closed", test_closed);
	g_test_add_func("/descriptor/scope", test_scope);
	g_test_add_func("/descriptor/directory", test_directory);
	g_test_add_func("/descriptor/sha256", test_sha256);
	return g_test_run();
}
