/* test_settle.c - files cut at every length, and files that are open. */
#define _GNU_SOURCE /* F_GETLEASE */
#include "sources/directory/settle.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct sample {
	char *path;
	int fd;
};

static struct sample
sample_new(gconstpointer bytes, gsize length)
{
	struct sample sample = { 0 };

	sample.fd = g_file_open_tmp("imr-settle-XXXXXX", &sample.path, NULL);
	g_assert_no_errno(sample.fd);
	g_assert_cmpint(write(sample.fd, bytes, length), ==, (gssize)length);
	close(sample.fd);
	sample.fd = open(sample.path, O_RDONLY | O_CLOEXEC);
	g_assert_no_errno(sample.fd);
	return sample;
}

static void
sample_clear(struct sample *sample)
{
	g_unlink(sample->path);
	close(sample->fd);
	g_free(sample->path);
}

static gboolean
is_complete(gconstpointer bytes, gsize length)
{
	struct sample sample = sample_new(bytes, length);
	gboolean complete = settle_is_complete(sample.fd);

	sample_clear(&sample);
	return complete;
}

static gboolean
text_is_complete(const char *text)
{
	return is_complete(text, strlen(text));
}

static void
test_pdf(void)
{
	g_autofree char *junk = g_strnfill(1500, 'j');
	g_autofree char *flood = g_strnfill(5000, 'j');
	g_autofree char *with_junk =
		g_strconcat("%PDF-1.4\n%%EOF\n", junk, NULL);
	g_autofree char *with_flood =
		g_strconcat("%PDF-1.4\n%%EOF\n", flood, NULL);
	g_autofree char *late =
		g_strconcat("mail header\n%PDF-1.4\n", flood, NULL);

	g_assert_true(text_is_complete("%PDF-1.4\nx\n%%EOF"));
	g_assert_true(text_is_complete("%PDF-1.4\nx\n%%EOF\r\n\r\n"));
	g_assert_true(is_complete("%PDF-1.4\nx\n%%EOF\n\0\0\0", 20));
	g_assert_true(text_is_complete(with_junk));
	g_assert_false(text_is_complete(with_flood));
	g_assert_false(text_is_complete(late));
	g_assert_false(text_is_complete("%PDF-1.4\nx\n%%EO"));
	g_assert_false(text_is_complete("%PDF-"));
}

/* Its first %%EOF stands near its start. */
static void
test_linearised(void)
{
	static const char start[] = "%PDF-1.5\n1 0 obj\n<</Linearized 1/L 120"
				    "/H [ 10 10 ]/O 3>>\nendobj\n%%EOF\n";
	char whole[121];

	g_assert_cmpuint(strlen(start), <, 120);
	memset(whole, 'x', sizeof whole);
	memcpy(whole, start, strlen(start));
	memcpy(whole + 114, "%%EOF\n", 7);
	g_assert_false(text_is_complete(start));
	g_assert_false(is_complete(whole, 119));
	g_assert_true(is_complete(whole, 120));
	/* One that says no length is believed by its end. */
	g_assert_true(text_is_complete("%PDF-1.5\n<</Linearized 1/Length 9>>"
				       "endobj /L 99999\n%%EOF\n"));
}

static void
put(GByteArray *file, gboolean big_endian, guint64 value, guint width)
{
	for (guint i = 0; i < width; i++) {
		guint shift = 8 * (big_endian ? width - 1 - i : i);
		guint8 byte = (guint8)(value >> shift);

		g_byte_array_append(file, &byte, 1);
	}
}

static void
put_entry(GByteArray *file, gboolean big_endian, guint tag, guint type,
	  guint64 count, guint64 value)
{
	put(file, big_endian, tag, 2);
	put(file, big_endian, type, 2);
	put(file, big_endian, count, 4);
	if (type == 3 && count == 1) {
		put(file, big_endian, value, 2);
		put(file, big_endian, 0, 2);
	} else {
		put(file, big_endian, value, 4);
	}
}

/* Two pages of one strip of 40 bytes, each directory before its strip. */
static GByteArray *
make_tiff(gboolean big_endian)
{
	enum { DIRECTORY = 2 + 3 * 12 + 4, PAGE = DIRECTORY + 40 };
	static const guint8 strip[40];
	GByteArray *file = g_byte_array_new();

	g_byte_array_append(file, (const guint8 *)(big_endian ? "MM" : "II"),
			    2);
	put(file, big_endian, 42, 2);
	put(file, big_endian, 8, 4);
	for (guint page = 0; page < 2; page++) {
		guint start = 8 + page * PAGE;

		put(file, big_endian, 3, 2);
		put_entry(file, big_endian, 256, 3, 1, 5);
		put_entry(file, big_endian, 273, 4, 1, start + DIRECTORY);
		put_entry(file, big_endian, 279, 4, 1, sizeof strip);
		put(file, big_endian, page == 0 ? start + PAGE : 0, 4);
		g_byte_array_append(file, strip, sizeof strip);
	}
	return file;
}

static void
test_tiff(gconstpointer data)
{
	g_autoptr(GByteArray) file = make_tiff(GPOINTER_TO_INT(data));

	for (guint length = 2; length < file->len; length++)
		g_assert_false(is_complete(file->data, length));
	g_assert_true(is_complete(file->data, file->len));
	g_byte_array_append(file, (const guint8 *)"padding", 7);
	g_assert_true(is_complete(file->data, file->len));
}

static void
test_big_tiff(void)
{
	g_autoptr(GByteArray) file = g_byte_array_new();

	g_byte_array_append(file, (const guint8 *)"II", 2);
	put(file, FALSE, 43, 2);
	put(file, FALSE, 8, 2);
	put(file, FALSE, 0, 2);
	put(file, FALSE, 16, 8);
	put(file, FALSE, 1, 8); /* one entry: two offsets, out of line */
	put(file, FALSE, 273, 2);
	put(file, FALSE, 16, 2);
	put(file, FALSE, 2, 8);
	put(file, FALSE, 52, 8);
	put(file, FALSE, 0, 8);
	put(file, FALSE, 16, 8);
	put(file, FALSE, 24, 8);
	g_assert_cmpuint(file->len, ==, 68);
	for (guint length = 2; length < file->len; length++)
		g_assert_false(is_complete(file->data, length));
	g_assert_true(is_complete(file->data, file->len));
}

static void
test_hostile_tiff(void)
{
	g_autoptr(GByteArray) cycle = g_byte_array_new();
	g_autoptr(GByteArray) wide = g_byte_array_new();

	/* A chain without an end will not mend: it is for the decoder. */
	g_byte_array_append(cycle, (const guint8 *)"II*\0", 4);
	put(cycle, FALSE, 8, 4);
	put(cycle, FALSE, 0, 2);
	put(cycle, FALSE, 8, 4);
	g_assert_true(is_complete(cycle->data, cycle->len));

	/* Sizes whose product is small again in 64 bits. */
	g_byte_array_append(wide, (const guint8 *)"II+\0\x08\0\0\0", 8);
	put(wide, FALSE, 16, 8);
	put(wide, FALSE, 1, 8);
	put(wide, FALSE, 273, 2);
	put(wide, FALSE, 16, 2);
	put(wide, FALSE, G_GUINT64_CONSTANT(1) << 61, 8);
	put(wide, FALSE, 16, 8);
	put(wide, FALSE, 0, 8);
	g_assert_false(is_complete(wide->data, wide->len));

	/* No directory yet; and no TIFF at all. */
	g_assert_false(is_complete("II*\0\0\0\0\0", 8));
	g_assert_true(text_is_complete("II. The second part of a letter\n"));
	g_assert_true(text_is_complete("MMXV\n"));
}

static void
test_images(void)
{
	static const char png[] = "\x89PNG\r\n\x1a\n....\0\0\0\0IEND\xae\x42"
				  "\x60\x82";
	static const char jpeg[] = "\xff\xd8\xff\xe0thumb\xff\xd9rest"
				   "\xff\xd9\0\0\xff\n";
	gsize end = sizeof jpeg - 1 - 4;

	for (gsize length = 4; length < sizeof png - 1; length++)
		g_assert_false(is_complete(png, length));
	g_assert_true(is_complete(png, sizeof png - 1));
	for (gsize length = 4; length < end; length++)
		g_assert_cmpint(is_complete(jpeg, length), ==,
				jpeg[length - 1] == '\xd9');
	for (gsize length = end; length < sizeof jpeg; length++)
		g_assert_true(is_complete(jpeg, length));
	g_assert_false(is_complete("\xff\xd8\xff", 3));
}

static void
test_others(void)
{
	g_assert_false(text_is_complete(""));
	g_assert_true(text_is_complete("x"));
	g_assert_true(text_is_complete("A letter of plain text.\n"));
}

/* A size that was set first, and bytes that came since. */
static void
test_being_filled(void)
{
	static const gsize filled[] = { 0, 1, 900, 1100, 5000 };
	g_autofree char *file = g_malloc0(8192);
	g_autofree char *text = g_strnfill(8192, 'x');

	for (guint i = 0; i < G_N_ELEMENTS(filled); i++) {
		memcpy(file, text, filled[i]);
		g_assert_false(is_complete(file, 8192));
	}
	memcpy(file, text, 8192);
	g_assert_true(is_complete(file, 8192));
	/* From its end, as some programs write. */
	memset(file, 0, 4096);
	g_assert_false(is_complete(file, 8192));
	g_assert_false(is_complete("\0\0", 2));
	/* UTF-16 and UTF-32 end in zeros too. */
	g_assert_true(is_complete("x\0\n\0", 4));
	g_assert_true(is_complete("x\0\0\0\n\0\0\0", 8));
}

static void
test_busy(void)
{
	struct sample sample = sample_new("x", 1);
	int reader = open(sample.path, O_RDONLY | O_CLOEXEC), writer;

	if (fcntl(sample.fd, F_GETLEASE) < 0) {
		g_test_skip("no leases on this file system");
	} else {
		g_assert_false(settle_is_busy(sample.fd));
		writer = open(sample.path, O_WRONLY | O_CLOEXEC);
		g_assert_no_errno(writer);
		g_assert_true(settle_is_busy(sample.fd));
		g_assert_true(settle_is_busy(reader));
		close(writer);
		g_assert_false(settle_is_busy(sample.fd));
		g_assert_cmpint(fcntl(sample.fd, F_GETLEASE), ==, F_UNLCK);
	}
	close(reader);
	sample_clear(&sample);
}

/* A lease that a writer breaks must not bring a signal that kills. */
static void
test_lease_is_broken(void)
{
	struct sample sample = sample_new("x", 1);
	gboolean done = FALSE;
	pid_t child;
	int status;

	child = fork();
	g_assert_no_errno(child);
	if (child == 0) {
		for (guint i = 0; i < 2000; i++)
			close(open(sample.path, O_WRONLY | O_CLOEXEC));
		_exit(0);
	}
	while (!done) {
		(void)settle_is_busy(sample.fd);
		done = waitpid(child, &status, WNOHANG) == child;
	}
	g_assert_cmpint(status, ==, 0);
	sample_clear(&sample);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/settle/pdf", test_pdf);
	g_test_add_func("/settle/linearised", test_linearised);
	g_test_add_data_func("/settle/tiff/little-endian",
			     GINT_TO_POINTER(FALSE), test_tiff);
	g_test_add_data_func("/settle/tiff/big-endian", GINT_TO_POINTER(TRUE),
			     test_tiff);
	g_test_add_func("/settle/tiff/big", test_big_tiff);
	g_test_add_func("/settle/tiff/hostile", test_hostile_tiff);
	g_test_add_func("/settle/images", test_images);
	g_test_add_func("/settle/others", test_others);
	g_test_add_func("/settle/being-filled", test_being_filled);
	g_test_add_func("/settle/busy", test_busy);
	g_test_add_func("/settle/lease-is-broken", test_lease_is_broken);
	return g_test_run();
}
