/* test_store.c - letters' bytes, kept as files. */
#include "spool/store.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/document.h"
#include "core/error.h"
#include "tests/spool/disk_faults.h"
#include "tests/spool/shelf.h"
#include "tests/spool/spool_scene.h"

static void
test_original(struct shelf *shelf, gconstpointer unused)
{
	g_autofree char *id = keep(shelf, TEXT);
	g_autofree char *wanted = id_of(TEXT);
	g_autofree char *path = store_original_path(shelf->store, id);
	g_autofree char *above = g_path_get_dirname(path);
	g_autofree char *part =
		g_strdup_printf("/store/%.2s/%s/original", wanted, wanted);
	g_autofree char *text = NULL;
	g_autoptr(GError) error = NULL;
	char bytes[100];
	int fd;

	(void)unused;
	g_assert_cmpstr(id, ==, wanted);
	g_assert_true(g_str_has_suffix(path, part));
	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	g_assert_cmpstr(text, ==, TEXT);
	g_assert_cmpuint(mode_of(path), ==, 0400);
	g_assert_cmpuint(mode_of(above), ==, 0700);
	g_assert_cmpuint(count_parts(shelf), ==, 0);
	fd = store_open_original(shelf->store, id, &error);
	g_assert_no_error(error);
	g_assert_cmpint(read(fd, bytes, sizeof(bytes)), ==,
			(gint64)strlen(TEXT));
	g_assert_cmpint(write(fd, "x", 1), ==, -1);
	close(fd);
	g_assert_true(store_check_original(shelf->store, id, NULL));
}

static void
test_limit(struct shelf *shelf, gconstpointer unused)
{
	g_autoptr(GError) error = NULL;
	struct incoming *whole = receive(shelf, TEXT, strlen(TEXT), &error);

	(void)unused;
	g_assert_no_error(error);
	g_assert_cmpuint(whole->size_bytes, ==, strlen(TEXT));
	g_assert_cmpuint(count_parts(shelf), ==, 1);
	incoming_free(shelf->store, whole);
	g_assert_cmpuint(count_parts(shelf), ==, 0);
	g_assert_null(receive(shelf, TEXT, strlen(TEXT) - 1, &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
	g_assert_cmpuint(count_parts(shelf), ==, 0);
}

/* What is there is kept; what was damaged is mended. */
static void
test_again(struct shelf *shelf, gconstpointer unused)
{
	g_autofree char *id = keep(shelf, TEXT);
	g_autofree char *path = store_original_path(shelf->store, id);
	struct stat first, second;

	(void)unused;
	g_assert_no_errno(lstat(path, &first));
	g_free(keep(shelf, TEXT));
	g_assert_no_errno(lstat(path, &second));
	g_assert_cmpuint(first.st_ino, ==, second.st_ino);
	g_assert_cmpuint(count_parts(shelf), ==, 0);
	g_assert_true(g_file_set_contents(path, "half", -1, NULL));
	g_free(keep(shelf, TEXT));
	g_assert_true(store_check_original(shelf->store, id, NULL));
	/* Of the same size, too. */
	g_assert_no_errno(truncate(path, 0));
	g_assert_no_errno(truncate(path, (off_t)strlen(TEXT)));
	g_free(keep(shelf, TEXT));
	g_assert_true(store_check_original(shelf->store, id, NULL));
	g_assert_no_errno(g_unlink(path));
	g_assert_no_errno(symlink("/etc/passwd", path));
	g_free(keep(shelf, TEXT));
	g_assert_true(store_check_original(shelf->store, id, NULL));
}

static void
expect_check(struct shelf *shelf, const char *id, int code)
{
	g_autoptr(GError) error = NULL;

	g_assert_false(store_check_original(shelf->store, id, &error));
	g_assert_error(error, IMR_ERROR, code);
}

static void
test_check(struct shelf *shelf, gconstpointer unused)
{
	g_autofree char *id = keep(shelf, TEXT);
	g_autofree char *path = store_original_path(shelf->store, id);

	(void)unused;
	expect_check(shelf, LETTER_ID, IMR_ERROR_REJECT);
	expect_check(shelf, "../../../../etc/passwd", IMR_ERROR_REJECT);
	expect_check(shelf, "", IMR_ERROR_REJECT);
	g_assert_true(g_file_set_contents(path, "other", -1, NULL));
	expect_check(shelf, id, IMR_ERROR_REJECT);
	g_assert_no_errno(g_unlink(path));
	expect_check(shelf, id, IMR_ERROR_REJECT);
	g_assert_no_errno(symlink("/etc/passwd", path));
	expect_check(shelf, id, IMR_ERROR_FATAL);
}

static void
ignore(const char *message G_GNUC_UNUSED)
{
}

static void
open_again(struct shelf *shelf)
{
	g_autoptr(GError) error = NULL;

	store_free(shelf->store);
	shelf->store = store_open(shelf->directory, &error);
	g_assert_no_error(error);
	store_sweep(shelf->store, ignore);
}

static void
test_sweep(struct shelf *shelf, gconstpointer unused)
{
	g_autoptr(GError) error = NULL;
	struct incoming *incoming = receive(shelf, TEXT, 1000, &error);
	struct store *reader = store_open(shelf->directory, &error);

	(void)unused;
	g_assert_no_error(error);
	store_free(reader);
	g_assert_cmpuint(count_parts(shelf), ==, 1);
	open_again(shelf);
	g_assert_cmpuint(count_parts(shelf), ==, 0);
	g_assert_false(store_commit(shelf->store, incoming, &error));
	incoming_free(shelf->store, incoming);
}

static void
put_in(const struct shelf *shelf, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(shelf->directory, name, NULL);
	g_autofree char *folder = g_path_get_dirname(path);

	g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static gboolean
is_there(const struct shelf *shelf, const char *name)
{
	g_autofree char *path = g_build_filename(shelf->directory, name, NULL);

	return g_file_test(path, G_FILE_TEST_EXISTS);
}

/* Only what the store has is deleted of what came from an inbox. */
static void
test_sweep_strays(struct shelf *shelf, gconstpointer unused)
{
	g_autofree char *id = keep(shelf, TEXT);

	(void)unused;
	put_in(shelf, "tmp/.removed.00000001.tmp", TEXT);
	put_in(shelf, "tmp/.removed.00000002.tmp", "another's letter");
	put_in(shelf, "tmp/.removed.00000003.tmp/keep", "a directory");
	put_in(shelf, "tmp/part", "ours");
	put_in(shelf, "strays/.removed.00000002.tmp", "an earlier one");
	open_again(shelf);
	g_assert_cmpuint(count_parts(shelf), ==, 0);
	g_assert_false(is_there(shelf, "strays/.removed.00000001.tmp"));
	g_assert_true(is_there(shelf, "strays/.removed.00000003.tmp/keep"));
	g_assert_cmpuint(count_names(shelf, "strays"), ==, 3);
}

/* What cannot be set aside either keeps nothing from starting. */
static void
test_sweep_in_vain(struct shelf *shelf, gconstpointer unused)
{
	(void)unused;
	put_in(shelf, "strays", "a file where a directory should be");
	put_in(shelf, "tmp/.removed.00000003.tmp/keep", "a directory");
	open_again(shelf);
	g_assert_true(is_there(shelf, "tmp/.removed.00000003.tmp/keep"));
}

static void
test_new_directories(struct shelf *shelf, gconstpointer unused)
{
	g_autofree char *deep =
		g_build_filename(shelf->directory, "new/deep", NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(store) store = store_open(deep, &error);
	guint64 bytes = 0;

	(void)unused;
	g_assert_no_error(error);
	g_assert_cmpuint(mode_of(deep), ==, 0700);
	g_assert_true(store_free_bytes(store, &bytes, NULL));
	g_assert_cmpuint(bytes, >, 0);
}

static GArray *
list_all(const struct shelf *shelf)
{
	GArray *stored = g_array_new(FALSE, FALSE, sizeof(struct stored));
	g_autoptr(GError) error = NULL;

	for (guint i = 0; i < STORE_SHELVES; i++) {
		store_list_shelf(shelf->store, i, stored, &error);
		g_assert_no_error(error);
	}
	return stored;
}

static guint
shelf_of(const char *id)
{
	return (guint)(g_ascii_xdigit_value(id[0]) * 16 +
		       g_ascii_xdigit_value(id[1]));
}

static void
lay(const struct shelf *shelf, const char *path, gboolean directory)
{
	g_autofree char *whole =
		g_build_filename(shelf->directory, "store", path, NULL);

	if (directory)
		g_assert_no_errno(g_mkdir_with_parents(whole, 0700));
	else
		g_assert_true(g_file_set_contents(whole, "x", 1, NULL));
}

/* Letters, and nothing else that may lie there. */
static void
test_list(struct shelf *shelf, gconstpointer unused)
{
	gint64 now = g_get_real_time() / 1000;
	g_autofree char *id = keep(shelf, TEXT);
	g_autofree char *bare = g_strdup_printf("ee/ee%062d", 0);
	g_autofree char *misplaced = g_strdup_printf("ee/ff%062d", 0);
	g_autofree char *half = g_strdup_printf("ee/ee%062d", 1);
	g_autofree char *records = g_strconcat(half, "/records.json.gz", NULL);
	g_autofree char *wrong = g_strconcat(misplaced, "/original", NULL);
	g_autoptr(GArray) stored = NULL;
	guint whole;

	(void)unused;
	lay(shelf, bare, TRUE);
	lay(shelf, misplaced, TRUE);
	lay(shelf, wrong, FALSE);
	lay(shelf, half, TRUE);
	lay(shelf, records, FALSE);
	lay(shelf, "ee/note", FALSE);
	lay(shelf, "lost+found", TRUE);
	stored = list_all(shelf);
	g_assert_cmpuint(stored->len, ==, 2);
	whole = g_str_equal(g_array_index(stored, struct stored, 0).id, id) ? 0
									    : 1;
	g_assert_cmpstr(g_array_index(stored, struct stored, whole).id, ==, id);
	g_assert_cmpuint(g_array_index(stored, struct stored, whole).size_bytes,
			 ==, strlen(TEXT));
	/* File systems have a coarse clock. */
	g_assert_cmpint(
		ABS(g_array_index(stored, struct stored, whole).received - now),
		<, 60000);
	g_assert_cmpstr(g_array_index(stored, struct stored, 1 - whole).id, ==,
			half + strlen("ee/"));
	g_assert_cmpint(
		g_array_index(stored, struct stored, 1 - whole).received, ==,
		0);
}

/* Tries until it goes through, and counts the failures: each must be ours, and
 * pass. */
#define UNTIL(done)                                                            \
	do {                                                                   \
		for (; !(done); failures++) {                                  \
			g_assert_error(error, IMR_ERROR, IMR_ERROR_RETRY);     \
			g_clear_error(&error);                                 \
			g_assert_cmpuint(failures, <, 3);                      \
		}                                                              \
	} while (0)

/* The letter's way through the store; how often it was told to come again. */
static guint
live(const char *directory)
{
	g_autoptr(document) document = document_example();
	g_autoptr(GPtrArray) records = records_example("x");
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) loaded = NULL;
	g_autofree char *state = g_build_filename(directory, "state", NULL);
	struct shelf shelf = { .directory = (char *)directory };
	g_autoptr(GArray) stored =
		g_array_new(FALSE, FALSE, sizeof(struct stored));
	struct incoming *incoming = NULL;
	guint failures = 0;

	/* Sweeping never fails. */
	UNTIL((shelf.store = store_open(state, &error)) != NULL);
	UNTIL((incoming = receive(&shelf, TEXT, 1000, &error)) != NULL);
	UNTIL(store_commit(shelf.store, incoming, &error));
	UNTIL(store_put_result(shelf.store, incoming->id, document, records,
			       &error));
	UNTIL(store_check_original(shelf.store, incoming->id, &error));
	UNTIL((loaded = store_load_records(shelf.store, incoming->id,
					   &error)) != NULL);
	g_assert_cmpuint(loaded->len, ==, 2);
	UNTIL(store_list_shelf(shelf.store, shelf_of(incoming->id), stored,
			       &error));
	g_assert_cmpuint(stored->len, ==, 1);
	incoming_free(shelf.store, incoming);
	store_free(shelf.store);
	shelf.directory = state;
	g_assert_cmpuint(count_parts(&shelf), ==, 0);
	return failures;
}

/* No failure goes unnoticed, but what a retry hides (short writes). */
static void
sweep(const char *calls, const char *fault, guint at_least)
{
	guint nth = 0, before, failures;

	do {
		g_autofree char *directory =
			g_dir_make_tmp("imr-store-XXXXXX", NULL);

		before = disk_faults_hits();
		disk_faults_set(calls, fault, "/state", ++nth);
		failures = live(directory);
		disk_faults_clear();
		if (strcmp(fault, "short") != 0 && strcmp(fault, "EINTR") != 0)
			g_assert_cmpuint(failures, ==,
					 disk_faults_hits() - before);
		else
			g_assert_cmpuint(failures, ==, 0);
		scratch_remove(directory);
	} while (disk_faults_hits() > before);
	g_test_message("%s: %u calls of %s", fault, nth - 1, calls);
	g_assert_cmpuint(nth - 1, >=, at_least);
}

static void
test_faults(void)
{
	sweep("write", "ENOSPC", 3);
	sweep("write", "EIO", 3);
	sweep("write", "short", 3);
	sweep("write", "EINTR", 3);
	sweep("fsync", "EIO", 10);
	sweep("rename", "ENOSPC", 3);
	sweep("mkdir", "ENOSPC", 5);
	sweep("open", "EMFILE", 8);
}

int
main(int argc, char **argv)
{
	disk_faults_start(argv);
	g_test_init(&argc, &argv, NULL);
	ADD("original", test_original);
	ADD("limit", test_limit);
	ADD("again", test_again);
	ADD("check", test_check);
	ADD("sweep", test_sweep);
	ADD("sweep/strays", test_sweep_strays);
	ADD("sweep/in-vain", test_sweep_in_vain);
	ADD("new-directories", test_new_directories);
	ADD("list", test_list);
	g_test_add_func("/store/faults", test_faults);
	return g_test_run();
}
