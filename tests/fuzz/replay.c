/* replay.c - a fuzz target's main where no fuzzer is linked: every file of the
 * given directories, then variations of them from a fixed seed. Prints TAP. */
#include <stdio.h>

#include "tests/fuzz/fuzz.h"

#define VARIATIONS 300 /* of each file */
#define MOST_CHANGES 8
#define MOST_SECONDS 5 /* then a slow target has had enough of them */

static void
try_bytes(const GByteArray *bytes)
{
	/* A copy of its very size, so that a sanitizer sees the byte behind
	 * it. */
	g_autofree guint8 *exact = g_memdup2(bytes->data, bytes->len);

	LLVMFuzzerTestOneInput(exact, bytes->len);
}

static void
change(GByteArray *bytes, GRand *rand)
{
	guint at, length;
	guint8 byte = (guint8)g_rand_int_range(rand, 0, 256);

	if (bytes->len == 0) {
		g_byte_array_append(bytes, &byte, 1);
		return;
	}
	at = (guint)g_rand_int_range(rand, 0, (gint32)bytes->len);
	length = (guint)g_rand_int_range(rand, 0, 64);
	length = MIN(length, bytes->len - at);
	switch (g_rand_int_range(rand, 0, 5)) {
	case 0:
		bytes->data[at] = byte;
		break;
	case 1:
		bytes->data[at] ^= (guint8)(1 << (byte & 7));
		break;
	case 2:
		g_byte_array_set_size(bytes, at);
		break;
	case 3:
		g_byte_array_remove_range(bytes, at, length);
		break;
	default: {
		g_autofree guint8 *piece = g_memdup2(bytes->data + at, length);

		g_byte_array_append(bytes, piece, length);
	}
	}
}

static void
try_variations(const GByteArray *seed, GRand *rand, gint64 deadline)
{
	for (guint i = 0; i < VARIATIONS && g_get_monotonic_time() < deadline;
	     i++) {
		g_autoptr(GByteArray) bytes = g_byte_array_new();
		int changes = g_rand_int_range(rand, 1, MOST_CHANGES);

		g_byte_array_append(bytes, seed->data, seed->len);
		while (changes-- > 0)
			change(bytes, rand);
		try_bytes(bytes);
	}
}

static guint
replay(const char *directory, GRand *rand, gint64 deadline)
{
	g_autoptr(GDir) dir = g_dir_open(directory, 0, NULL);
	const char *name;
	guint files = 0;

	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *path = g_build_filename(directory, name, NULL);
		g_autoptr(GByteArray) bytes = g_byte_array_new();
		char *text = NULL;
		gsize length = 0;

		if (!g_file_get_contents(path, &text, &length, NULL))
			continue;
		g_byte_array_append(bytes, (guint8 *)text, (guint)length);
		g_free(text);
		try_bytes(bytes);
		try_variations(bytes, rand, deadline);
		files++;
	}
	return files;
}

int
main(int argc, char **argv)
{
	gint64 deadline =
		g_get_monotonic_time() + MOST_SECONDS * G_USEC_PER_SEC;
	g_autoptr(GRand) rand = g_rand_new_with_seed(1);
	g_autoptr(GByteArray) empty = g_byte_array_new();
	guint files = 0;

	for (int i = 1; i < argc; i++)
		files += replay(argv[i], rand, deadline);
	try_bytes(empty);
	try_variations(empty, rand, deadline);
	printf("ok 1 - %u files and their variations\n1..1\n", files);
	return 0;
}
