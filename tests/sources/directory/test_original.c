/* test_original.c - opening and deleting a letter's file, and only that file.
 */
#define _GNU_SOURCE /* RENAME_EXCHANGE */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/error.h"
#include "tests/sources/directory/original_scene.h"
#include "tests/support/scratch.h"

static void
test_delete(struct scene *scene, gconstpointer data G_GNUC_UNUSED)
{
	g_autoptr(original) original = NULL;
	g_autoptr(GError) error = NULL;

	scene_put(scene->inbox, "x.pdf", "one");
	original = scene_open(scene, "x.pdf");
	g_assert_true(original_delete(original, scene->root, &error));
	g_assert_no_error(error);
	g_assert_cmpuint(scene_count(scene->inbox), ==, 0);
	g_assert_cmpuint(scene_count(scene->trash), ==, 0);
}

/* A file that takes the name between the claim and the move stays. */
static void
test_replaced(struct scene *scene, gconstpointer data G_GNUC_UNUSED)
{
	g_autofree char *path = g_build_filename(scene->inbox, "x", NULL);
	g_autoptr(original) original = NULL;

	scene_put(scene->inbox, "x", "claimed");
	original = scene_open(scene, "x");
	g_assert_cmpint(g_unlink(path), ==, 0);
	scene_put(scene->inbox, "x", "another");
	scene_archive(scene, original);
	g_assert_true(original_delete(original, scene->root, NULL));
	scene_assert_holds(scene->inbox, "x", "another");
	g_assert_cmpuint(scene_count(scene->archive), ==, 0);
	g_assert_cmpint(g_unlink(path), ==, 0);
	scene_archive(scene, original);
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
test_swapped_as_it_moves(struct scene *scene, gconstpointer data G_GNUC_UNUSED)
{
	static const char *const whats[] = { "aside", "aside/keep" };
	g_autofree char *folder = g_build_filename(scene->inbox, "in", NULL);
	g_autofree char *path = g_build_filename(folder, "x", NULL);

	for (guint i = 0; i < 4; i++) {
		g_autofree char *other =
			g_build_filename(scene->root, whats[i / 2], NULL);
		g_autoptr(original) original = NULL;
		g_autoptr(GError) error = NULL;

		scene_put(scene->inbox, "in/x", "claimed");
		scene_put(scene->root, "aside/keep", "precious");
		original = scene_open(scene, "in/x");
		swap = (struct swap){ path, other, folder };
		if (i % 2 == 0)
			original_delete(original, scene->root, &error);
		else
			scene_archive(scene, original);
		g_assert_no_error(error);
		g_assert_nonnull(original->stray);
		if (i / 2 == 0)
			scene_assert_holds(original->stray, "keep", "precious");
		else
			scene_assert_holds("/", original->stray, "precious");
		scene_assert_holds(scene->root, whats[i / 2], "claimed");
		g_assert_cmpuint(scene_count(scene->trash), ==, 0);
		remove_any(original->stray);
		remove_any(other);
	}
}

/* Between look and open: whatever stands there, it is not that file. */
static void
test_swapped(struct scene *scene, gconstpointer data G_GNUC_UNUSED)
{
	static const char *const names[] = { "link", "fifo", "gone", "grown",
					     "in/x" };
	g_autofree char *folder = g_build_filename(scene->inbox, "in", NULL);
	g_autofree char *aside = g_build_filename(scene->root, "in", NULL);

	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *path =
			g_build_filename(scene->inbox, names[i], NULL);
		g_autoptr(candidate) candidate = NULL;
		g_autoptr(GError) error = NULL;

		scene_put(scene->inbox, names[i], "text");
		candidate = scene_look_at(scene, names[i]);
		if (strcmp(names[i], "grown") == 0) {
			scene_put(scene->inbox, names[i], "longer text");
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
test_in_use(struct scene *scene, gconstpointer data G_GNUC_UNUSED)
{
	g_autofree char *path = g_build_filename(scene->inbox, "x", NULL);
	g_autoptr(GError) error = NULL;

	for (guint i = 0; i < 4; i++) {
		g_autoptr(original) original = NULL;
		int fd;

		scene_put(scene->inbox, "x", "a page");
		original = scene_open(scene, "x");
		fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
		g_assert_cmpint(fd, >=, 0);
		if (i < 2) {
			g_assert_cmpint(write(fd, ", another", 9), ==, 9);
			close(fd);
		}
		if (i % 2 == 0)
			scene_archive(scene, original);
		else
			original_delete(original, scene->root, &error);
		g_assert_no_error(error);
		g_assert_true(original->in_use);
		scene_assert_holds(scene->inbox, "x",
				   i < 2 ? "a page, another" : "a page");
		if (i >= 2)
			close(fd);
		g_assert_cmpuint(scene_count(scene->inbox), ==, 1);
		g_assert_cmpuint(scene_count(scene->archive), ==, 0);
		g_assert_cmpuint(scene_count(scene->trash), ==, 0);
		unlink(path);
	}
}

/* What cannot be moved stays, with a reason. */
static void
test_immovable(struct scene *scene, gconstpointer data G_GNUC_UNUSED)
{
	g_autoptr(original) original = NULL;
	g_autoptr(GError) error = NULL;

	scene_put(scene->inbox, "x", "text");
	scene_put(scene->root, "archive", "a file where a directory should be");
	original = scene_open(scene, "x");
	g_assert_false(original_archive(original, original->fd, scene->archive,
					scene->root, &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_FATAL);
	scene_assert_holds(scene->inbox, "x", "text");
}

/* What a crash left hidden is a file again; other names stay. */
static void
test_hidden(struct scene *scene, gconstpointer data G_GNUC_UNUSED)
{
	scene_put(scene->inbox, ".removed.0123abcd.tmp", "one");
	scene_put(scene->inbox, "deep/.removed.00000002.tmp", "two");
	scene_put(scene->inbox, ".hidden", "three");
	scene_put(scene->inbox, ".removed.00000003.tmp/x", "four");
	original_unhide_all(scene->inbox, FALSE);
	scene_assert_holds(scene->inbox, "recovered-0123abcd", "one");
	scene_assert_holds(scene->inbox, "deep/.removed.00000002.tmp", "two");
	scene_put(scene->inbox, "deep/recovered-00000002", "taken");
	original_unhide_all(scene->inbox, TRUE);
	scene_assert_holds(scene->inbox, "deep/recovered-00000002", "taken");
	scene_assert_holds(scene->inbox, "deep/recovered-00000002.2", "two");
	scene_assert_holds(scene->inbox, ".hidden", "three");
	scene_assert_holds(scene->inbox, "recovered-00000003/x", "four");
	g_assert_cmpuint(scene_count(scene->inbox), ==, 4);
}

int
main(int argc, char **argv)
{
	static const char elsewhere[] = "/dev/shm";

	g_test_init(&argc, &argv, NULL);
	SCENE_ADD("delete", NULL, test_delete);
	SCENE_ADD("replaced", NULL, test_replaced);
	SCENE_ADD("swapped", NULL, test_swapped);
	SCENE_ADD("swapped-as-it-moves", NULL, test_swapped_as_it_moves);
	SCENE_ADD("in-use", NULL, test_in_use);
	SCENE_ADD("immovable", NULL, test_immovable);
	SCENE_ADD("hidden", NULL, test_hidden);
	if (scene_is_other_device(elsewhere)) {
		SCENE_ADD("elsewhere/delete", elsewhere, test_delete);
		SCENE_ADD("elsewhere/replaced", elsewhere, test_replaced);
		SCENE_ADD("elsewhere/in-use", elsewhere, test_in_use);
	}
	return g_test_run();
}
