/* test_original.c - taking a letter's file out of the inbox, and only that
 * file. */
#define _GNU_SOURCE /* RENAME_EXCHANGE */
#include "sources/directory/original.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/error.h"
#include "sources/directory/free_name.h"
#include "sources/directory/watch.h"
#include "tests/support/scratch.h"

struct fixture {
	char *root, *inbox, *archive, *trash;
	struct watch_settings watch;
};

static char *
make_directory(const char *root, const char *name)
{
	char *path = g_build_filename(root, name, NULL);

	g_assert_cmpint(g_mkdir_with_parents(path, 0700), ==, 0);
	return path;
}

static void
set_up(struct fixture *fixture, gconstpointer data)
{
	/* With data, the inbox is on another file system. */
	const char *elsewhere = data;

	fixture->root = g_dir_make_tmp("imr-original-XXXXXX", NULL);
	fixture->inbox =
		elsewhere == NULL
			? make_directory(fixture->root, "inbox")
			: g_build_filename(elsewhere, "imr-inbox-XXXXXX", NULL);
	if (elsewhere != NULL)
		g_assert_nonnull(g_mkdtemp(fixture->inbox));
	fixture->archive = g_build_filename(fixture->root, "archive", NULL);
	fixture->trash = make_directory(fixture->root, "tmp");
	fixture->watch.directory = fixture->inbox;
}

static void
tear_down(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	scratch_remove(fixture->inbox);
	scratch_remove(fixture->root);
	g_free(fixture->root);
	g_free(fixture->inbox);
	g_free(fixture->archive);
	g_free(fixture->trash);
}

static void
put(const char *directory, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(directory, name, NULL);
	g_autofree char *folder = g_path_get_dirname(path);

	g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

/* text NULL: nothing there. */
static void
assert_holds(const char *directory, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(directory, name, NULL);
	g_autofree char *found = NULL;

	g_file_get_contents(path, &found, NULL, NULL);
	g_assert_cmpstr(found, ==, text);
}

static guint
count(const char *directory)
{
	g_autoptr(GDir) dir = g_dir_open(directory, 0, NULL);
	guint number = 0;

	while (dir != NULL && g_dir_read_name(dir) != NULL)
		number++;
	return number;
}

static struct candidate *
look_at(struct fixture *fixture, const char *name)
{
	struct candidate *candidate = g_new0(struct candidate, 1);
	struct stat stat;

	candidate->watch = &fixture->watch;
	candidate->path = g_build_filename(fixture->inbox, name, NULL);
	g_assert_cmpint(lstat(candidate->path, &stat), ==, 0);
	candidate->device = stat.st_dev;
	candidate->inode = stat.st_ino;
	candidate->size_bytes = (guint64)stat.st_size;
	candidate->modified_ns =
		stat.st_mtim.tv_sec * G_GINT64_CONSTANT(1000000000) +
		stat.st_mtim.tv_nsec;
	return candidate;
}

static struct original *
open_it(struct fixture *fixture, const char *name)
{
	g_autoptr(candidate) candidate = look_at(fixture, name);
	g_autoptr(GError) error = NULL;
	struct original *original = original_open(candidate, &error);

	g_assert_no_error(error);
	g_assert_nonnull(original);
	g_assert_true(original_is_unchanged(original, candidate));
	return original;
}

static void
archive(struct fixture *fixture, struct original *original)
{
	g_autoptr(GError) error = NULL;

	/* The store's copy is one of its bytes as they were opened. */
	original_archive(original, original->fd, fixture->archive,
			 fixture->root, &error);
	g_assert_no_error(error);
}

static void
test_archive(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	static const char *const texts[] = { "one", "two", "three" };
	static const char *const names[] = { "a.b.pdf", "a.b.2.pdf",
					     "a.b.3.pdf" };

	for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(original) original = NULL;

		put(fixture->inbox, "a.b.pdf", texts[i]);
		original = open_it(fixture, "a.b.pdf");
		archive(fixture, original);
	}
	for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
		assert_holds(fixture->archive, names[i], texts[i]);
	g_assert_cmpuint(count(fixture->inbox), ==, 0);
	g_assert_cmpuint(count(fixture->archive), ==, 3);
}

/* Whoever put it there may have kept a link to it, and owns it. */
static void
test_own_copy(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	g_autofree char *path = g_build_filename(fixture->inbox, "x", NULL);
	g_autofree char *link_path =
		g_build_filename(fixture->root, "mine", NULL);
	g_autofree char *there = g_build_filename(fixture->archive, "x", NULL);
	const struct timespec times[] = { { 1000, 0 }, { 2000, 0 } };
	g_autoptr(original) original = NULL;
	struct stat stat;
	FILE *mine;

	put(fixture->inbox, "x", "text");
	g_assert_cmpint(chmod(path, 0666), ==, 0);
	g_assert_cmpint(utimensat(AT_FDCWD, path, times, 0), ==, 0);
	if (link(path, link_path) < 0) {
		/* The inbox is elsewhere: beside it. */
		g_free(link_path);
		link_path = g_build_filename(fixture->inbox, "mine", NULL);
		g_assert_cmpint(link(path, link_path), ==, 0);
	}
	original = open_it(fixture, "x");
	archive(fixture, original);
	mine = fopen(link_path, "w");
	g_assert_nonnull(mine);
	fputs("another", mine);
	fclose(mine);
	assert_holds(fixture->archive, "x", "text");
	g_assert_cmpint(lstat(there, &stat), ==, 0);
	g_assert_cmpuint(stat.st_nlink, ==, 1);
	g_assert_cmpint(stat.st_mode & 07777, ==, 0600);
	g_assert_cmpint(stat.st_mtim.tv_sec, ==, 2000);
}

/* As a power cut leaves it between the archive and the inbox. */
static void
test_archived_already(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	for (guint i = 0; i < 2; i++) {
		g_autoptr(original) original = NULL;

		put(fixture->archive, "x.pdf", "one");
		put(fixture->archive, "x.2.pdf", "two");
		put(fixture->inbox, "x.pdf", "two");
		original = open_it(fixture, "x.pdf");
		archive(fixture, original);
		g_assert_cmpuint(count(fixture->archive), ==, 2);
		g_assert_cmpuint(count(fixture->inbox), ==, 0);
	}
}

/* An administrator lets a group read what is archived. */
static void
test_shared(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	static const struct {
		mode_t directory, file;
	} cases[] = { { 02750, 0640 }, { 0750, 0600 }, { 02730, 0600 } };

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *name = g_strdup_printf("x%u", i);
		g_autofree char *there =
			g_build_filename(fixture->archive, name, NULL);
		g_autoptr(original) original = NULL;
		struct stat stat;

		g_mkdir_with_parents(fixture->archive, 0700);
		g_assert_cmpint(chmod(fixture->archive, cases[i].directory), ==,
				0);
		put(fixture->inbox, name, "text");
		original = open_it(fixture, name);
		archive(fixture, original);
		g_assert_cmpint(lstat(there, &stat), ==, 0);
		g_assert_cmpint(stat.st_mode & 07777, ==, cases[i].file);
	}
}

static guint looks;

/* Stands in for libc's. */
int
fstatat(int dirfd, const char *path, struct stat *status, int flags)
{
	looks++;
	return (int)syscall(SYS_newfstatat, dirfd, path, status, flags);
}

/* A scanner that counts to nothing: 100,000 letters of one name. */
static void
test_many(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	const guint many = 100000;
	int dirfd;

	g_assert_cmpint(g_mkdir(fixture->archive, 0700), ==, 0);
	dirfd = open(fixture->archive, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	for (guint i = 1; i <= many; i++) {
		g_autofree char *name = free_name_numbered("scan.pdf", i);

		g_assert_cmpint(mknodat(dirfd, name, S_IFREG | 0600, 0), ==, 0);
	}
	close(dirfd);
	for (guint i = 1; i <= 3; i++) {
		g_autofree char *name =
			free_name_numbered("scan.pdf", many + i);
		g_autofree char *text = g_strdup_printf("letter %u", i);
		g_autoptr(original) original = NULL;

		put(fixture->inbox, "scan.pdf", text);
		original = open_it(fixture, "scan.pdf");
		looks = 0;
		archive(fixture, original);
		g_assert_cmpuint(looks, <, 100);
		assert_holds(fixture->archive, name, text);
	}
	g_assert_cmpuint(count(fixture->inbox), ==, 0);
}

static void
test_names(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	static const char *const names[] = { "-rf", "new\nline", "\xff\xfe",
					     "no-ending", "deep/er/x.pdf" };
	g_autoptr(GPtrArray) seconds = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < G_N_ELEMENTS(names); i++)
		for (guint j = 0; j < 2; j++) {
			g_autoptr(original) original = NULL;

			put(fixture->inbox, names[i], j ? "2" : "1");
			original = open_it(fixture, names[i]);
			archive(fixture, original);
		}
	for (guint i = 0; i < G_N_ELEMENTS(names); i++)
		assert_holds(fixture->archive, names[i], "1");
	assert_holds(fixture->archive, "-rf.2", "2");
	assert_holds(fixture->archive, "deep/er/x.2.pdf", "2");
}

static void
test_delete(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	g_autoptr(original) original = NULL;
	g_autoptr(GError) error = NULL;

	put(fixture->inbox, "x.pdf", "one");
	original = open_it(fixture, "x.pdf");
	g_assert_true(original_delete(original, fixture->root, &error));
	g_assert_no_error(error);
	g_assert_cmpuint(count(fixture->inbox), ==, 0);
	g_assert_cmpuint(count(fixture->trash), ==, 0);
}

/* A file that takes the name between the claim and the move stays. */
static void
test_replaced(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	g_autofree char *path = g_build_filename(fixture->inbox, "x", NULL);
	g_autoptr(original) original = NULL;

	put(fixture->inbox, "x", "claimed");
	original = open_it(fixture, "x");
	g_assert_cmpint(g_unlink(path), ==, 0);
	put(fixture->inbox, "x", "another");
	archive(fixture, original);
	g_assert_true(original_delete(original, fixture->root, NULL));
	assert_holds(fixture->inbox, "x", "another");
	g_assert_cmpuint(count(fixture->archive), ==, 0);
	g_assert_cmpint(g_unlink(path), ==, 0);
	archive(fixture, original);
}

/* What a clerk swaps for the file in the very moment in which it moves, and the
 * directory that he then removes. NULL: nothing. */
static struct swap {
	const char *path, *other, *folder;
} swap;

/* Stands in for libc's. */
int
renameat2(int from, const char *old, int to, const char *new,
	  unsigned int flags)
{
	struct swap now = { NULL };
	long result;

	if (swap.path != NULL && g_str_has_suffix(swap.path, old)) {
		now = swap;
		swap = (struct swap){ NULL };
	}
	if (now.path != NULL)
		g_assert_cmpint(syscall(SYS_renameat2, AT_FDCWD, now.path,
					AT_FDCWD, now.other, RENAME_EXCHANGE),
				==, 0);
	result = syscall(SYS_renameat2, from, old, to, new, flags);
	if (now.folder != NULL)
		g_assert_cmpint(rmdir(now.folder), ==, 0);
	return (int)result;
}

/* Of path from the fixture's root on, in order; NULL: not looked at. */
static GPtrArray *synced;
static gsize root_length;

/* Stands in for libc's. */
int
fsync(int fd)
{
	g_autofree char *link = g_strdup_printf("/proc/self/fd/%d", fd);
	g_autofree char *path = g_file_read_link(link, NULL);

	if (synced != NULL && path != NULL && strlen(path) >= root_length)
		g_ptr_array_add(synced, g_strdup(path + root_length));
	return (int)syscall(SYS_fsync, fd);
}

static int
when_synced(const char *path, gboolean last)
{
	int when = -1;

	for (guint i = 0; i < synced->len; i++)
		if (strcmp(synced->pdata[i], path) == 0 && (last || when < 0))
			when = (int)i;
	return when;
}

/* A power cut may come after any of them. */
static void
test_synced(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	static const char *const parents[] = { "", "/a", "/a/archive",
					       "/a/archive/deep" };
	g_autoptr(original) original = NULL;

	g_free(fixture->archive);
	fixture->archive =
		g_build_filename(fixture->root, "a", "archive", NULL);
	put(fixture->inbox, "deep/er/x", "text");
	original = open_it(fixture, "deep/er/x");
	root_length = strlen(fixture->root);
	synced = g_ptr_array_new_with_free_func(g_free);
	archive(fixture, original);
	for (guint i = 0; i < G_N_ELEMENTS(parents); i++)
		g_assert_cmpint(when_synced(parents[i], FALSE), >=, 0);
	g_assert_cmpint(when_synced("/a/archive/deep/er", FALSE), >=, 0);
	g_assert_cmpint(when_synced("/a/archive/deep/er", FALSE), <,
			when_synced("/inbox/deep/er", TRUE));
	g_clear_pointer(&synced, g_ptr_array_unref);
}

static void
remove_any(const char *path)
{
	if (g_file_test(path, G_FILE_TEST_IS_DIR))
		scratch_remove(path);
	else
		g_assert_cmpint(unlink(path), ==, 0);
}

/* What was moved in its place, and has no way back, is kept and told. */
static void
test_swapped_as_it_moves(struct fixture *fixture,
			 gconstpointer data G_GNUC_UNUSED)
{
	static const char *const whats[] = { "aside", "aside/keep" };
	g_autofree char *folder = g_build_filename(fixture->inbox, "in", NULL);
	g_autofree char *path = g_build_filename(folder, "x", NULL);

	for (guint i = 0; i < 4; i++) {
		g_autofree char *other =
			g_build_filename(fixture->root, whats[i / 2], NULL);
		g_autoptr(original) original = NULL;
		g_autoptr(GError) error = NULL;

		put(fixture->inbox, "in/x", "claimed");
		put(fixture->root, "aside/keep", "precious");
		original = open_it(fixture, "in/x");
		swap = (struct swap){ path, other, folder };
		if (i % 2 == 0)
			original_delete(original, fixture->root, &error);
		else
			archive(fixture, original);
		g_assert_no_error(error);
		g_assert_nonnull(original->stray);
		if (i / 2 == 0)
			assert_holds(original->stray, "keep", "precious");
		else
			assert_holds("/", original->stray, "precious");
		assert_holds(fixture->root, whats[i / 2], "claimed");
		g_assert_cmpuint(count(fixture->trash), ==, 0);
		remove_any(original->stray);
		remove_any(other);
	}
}

/* Between look and open: whatever stands there, it is not that file. */
static void
test_swapped(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	static const char *const names[] = { "link", "fifo", "gone", "grown",
					     "in/x" };
	g_autofree char *folder = g_build_filename(fixture->inbox, "in", NULL);
	g_autofree char *aside = g_build_filename(fixture->root, "in", NULL);

	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *path =
			g_build_filename(fixture->inbox, names[i], NULL);
		g_autoptr(candidate) candidate = NULL;
		g_autoptr(GError) error = NULL;

		put(fixture->inbox, names[i], "text");
		candidate = look_at(fixture, names[i]);
		if (strcmp(names[i], "grown") == 0) {
			put(fixture->inbox, names[i], "longer text");
		} else if (strcmp(names[i], "in/x") == 0) {
			/* the very same file, by way of a link */
			g_assert_cmpint(rename(folder, aside), ==, 0);
			g_assert_cmpint(symlink(aside, folder), ==, 0);
		} else {
			g_assert_cmpint(g_unlink(path), ==, 0);
			if (strcmp(names[i], "link") == 0)
				g_assert_cmpint(symlink("/etc/passwd", path),
						==, 0);
			if (strcmp(names[i], "fifo") == 0)
				g_assert_cmpint(mkfifo(path, 0600), ==, 0);
		}
		g_assert_null(original_open(candidate, &error));
		g_assert_no_error(error);
	}
}

/* What was added after its bytes were read is of a letter that nobody has, and
 * so is what will be. */
static void
test_in_use(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	g_autofree char *path = g_build_filename(fixture->inbox, "x", NULL);
	g_autoptr(GError) error = NULL;

	for (guint i = 0; i < 4; i++) {
		g_autoptr(original) original = NULL;
		int fd;

		put(fixture->inbox, "x", "a page");
		original = open_it(fixture, "x");
		fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
		g_assert_cmpint(fd, >=, 0);
		if (i < 2) {
			g_assert_cmpint(write(fd, ", another", 9), ==, 9);
			close(fd);
		}
		if (i % 2 == 0)
			archive(fixture, original);
		else
			original_delete(original, fixture->root, &error);
		g_assert_no_error(error);
		g_assert_true(original->in_use);
		assert_holds(fixture->inbox, "x",
			     i < 2 ? "a page, another" : "a page");
		if (i >= 2)
			close(fd);
		g_assert_cmpuint(count(fixture->inbox), ==, 1);
		g_assert_cmpuint(count(fixture->archive), ==, 0);
		g_assert_cmpuint(count(fixture->trash), ==, 0);
		unlink(path);
	}
}

/* As long as a file system allows, and taken. */
static void
test_long_name(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	g_autofree char *stem = g_strnfill(251, 'n');
	g_autofree char *name = g_strconcat(stem, ".pdf", NULL);
	g_autofree char *second = g_strdup_printf("%.249s.2.pdf", stem);
	g_autofree char *from = g_build_filename(fixture->inbox, "short", NULL);
	g_autofree char *to = g_build_filename(fixture->inbox, name, NULL);

	for (guint i = 0; i < 2; i++) {
		g_autoptr(original) original = NULL;

		/* What GLib writes would first have a longer one. */
		put(fixture->inbox, "short", i ? "two" : "one");
		g_assert_cmpint(rename(from, to), ==, 0);
		original = open_it(fixture, name);
		archive(fixture, original);
	}
	assert_holds(fixture->archive, name, "one");
	assert_holds(fixture->archive, second, "two");
}

/* What cannot be moved stays, with a reason. */
static void
test_immovable(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	g_autoptr(original) original = NULL;
	g_autoptr(GError) error = NULL;

	put(fixture->inbox, "x", "text");
	put(fixture->root, "archive", "a file where a directory should be");
	original = open_it(fixture, "x");
	g_assert_false(original_archive(original, original->fd,
					fixture->archive, fixture->root,
					&error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_FATAL);
	assert_holds(fixture->inbox, "x", "text");
}

/* What a crash left hidden is a file again; other names stay. */
static void
test_hidden(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	put(fixture->inbox, ".removed.0123abcd.tmp", "one");
	put(fixture->inbox, "deep/.removed.00000002.tmp", "two");
	put(fixture->inbox, ".hidden", "three");
	put(fixture->inbox, ".removed.00000003.tmp/x", "four");
	original_unhide_all(fixture->inbox, FALSE);
	assert_holds(fixture->inbox, "recovered-0123abcd", "one");
	assert_holds(fixture->inbox, "deep/.removed.00000002.tmp", "two");
	put(fixture->inbox, "deep/recovered-00000002", "taken");
	original_unhide_all(fixture->inbox, TRUE);
	assert_holds(fixture->inbox, "deep/recovered-00000002", "taken");
	assert_holds(fixture->inbox, "deep/recovered-00000002.2", "two");
	assert_holds(fixture->inbox, ".hidden", "three");
	assert_holds(fixture->inbox, "recovered-00000003/x", "four");
	g_assert_cmpuint(count(fixture->inbox), ==, 4);
}

static gboolean
is_other_device(const char *path)
{
	struct stat here, there;

	return stat(g_get_tmp_dir(), &here) == 0 && stat(path, &there) == 0 &&
	       here.st_dev != there.st_dev && access(path, W_OK) == 0;
}

int
main(int argc, char **argv)
{
#define ADD(name, data, test)                                                  \
	g_test_add("/original/" name, struct fixture, data, set_up, test,      \
		   tear_down)
	static const char elsewhere[] = "/dev/shm";

	g_test_init(&argc, &argv, NULL);
	ADD("archive", NULL, test_archive);
	ADD("names", NULL, test_names);
	ADD("own-copy", NULL, test_own_copy);
	ADD("archived-already", NULL, test_archived_already);
	ADD("shared", NULL, test_shared);
	ADD("many", NULL, test_many);
	ADD("delete", NULL, test_delete);
	ADD("replaced", NULL, test_replaced);
	ADD("swapped", NULL, test_swapped);
	ADD("swapped-as-it-moves", NULL, test_swapped_as_it_moves);
	ADD("synced", NULL, test_synced);
	ADD("in-use", NULL, test_in_use);
	ADD("long-name", NULL, test_long_name);
	ADD("immovable", NULL, test_immovable);
	ADD("hidden", NULL, test_hidden);
	if (is_other_device(elsewhere)) {
		ADD("elsewhere/archive", elsewhere, test_archive);
		ADD("elsewhere/names", elsewhere, test_names);
		ADD("elsewhere/own-copy", elsewhere, test_own_copy);
		ADD("elsewhere/archived-already", elsewhere,
		    test_archived_already);
		ADD("elsewhere/delete", elsewhere, test_delete);
		ADD("elsewhere/replaced", elsewhere, test_replaced);
		ADD("elsewhere/in-use", elsewhere, test_in_use);
	}
	return g_test_run();
}
