/* test_original_archive.c - a letter's file on its way into the archive. */
#define _GNU_SOURCE /* syscall() */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "sources/directory/free_name.h"
#include "tests/sources/directory/original_scene.h"

static void
test_archive(struct scene *scene, gconstpointer data G_GNUC_UNUSED)
{
	static const char *const texts[] = { "one", "two", "three" };
	static const char *const names[] = { "a.b.pdf", "a.b.2.pdf",
					     "a.b.3.pdf" };

	for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(original) original = NULL;

		scene_put(scene->inbox, "a.b.pdf", texts[i]);
		original = scene_open(scene, "a.b.pdf");
		scene_archive(scene, original);
	}
	for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
		scene_assert_holds(scene->archive, names[i], texts[i]);
	g_assert_cmpuint(scene_count(scene->inbox), ==, 0);
	g_assert_cmpuint(scene_count(scene->archive), ==, 3);
}

/* Whoever put it there may have kept a link to it, and owns it. */
static void
test_own_copy(struct scene *scene, gconstpointer data G_GNUC_UNUSED)
{
	g_autofree char *path = g_build_filename(scene->inbox, "x", NULL);
	g_autofree char *link_path =
		g_build_filename(scene->root, "mine", NULL);
	g_autofree char *there = g_build_filename(scene->archive, "x", NULL);
	const struct timespec times[] = { { 1000, 0 }, { 2000, 0 } };
	g_autoptr(original) original = NULL;
	struct stat stat;
	FILE *mine;

	scene_put(scene->inbox, "x", "text");
	g_assert_cmpint(chmod(path, 0666), ==, 0);
	g_assert_cmpint(utimensat(AT_FDCWD, path, times, 0), ==, 0);
	if (link(path, link_path) < 0) {
		/* The inbox is elsewhere: beside it. */
		g_free(link_path);
		link_path = g_build_filename(scene->inbox, "mine", NULL);
		g_assert_cmpint(link(path, link_path), ==, 0);
	}
	original = scene_open(scene, "x");
	scene_archive(scene, original);
	mine = fopen(link_path, "w");
	g_assert_nonnull(mine);
	fputs("another", mine);
	fclose(mine);
	scene_assert_holds(scene->archive, "x", "text");
	g_assert_cmpint(lstat(there, &stat), ==, 0);
	g_assert_cmpuint(stat.st_nlink, ==, 1);
	g_assert_cmpint(stat.st_mode & 07777, ==, 0600);
	g_assert_cmpint(stat.st_mtim.tv_sec, ==, 2000);
}

/* As a power cut leaves it between the archive and the inbox. */
static void
test_archived_already(struct scene *scene, gconstpointer data G_GNUC_UNUSED)
{
	for (guint i = 0; i < 2; i++) {
		g_autoptr(original) original = NULL;

		scene_put(scene->archive, "x.pdf", "one");
		scene_put(scene->archive, "x.2.pdf", "two");
		scene_put(scene->inbox, "x.pdf", "two");
		original = scene_open(scene, "x.pdf");
		scene_archive(scene, original);
		g_assert_cmpuint(scene_count(scene->archive), ==, 2);
		g_assert_cmpuint(scene_count(scene->inbox), ==, 0);
	}
}

/* An administrator lets a group read what is archived. */
static void
test_shared(struct scene *scene, gconstpointer data G_GNUC_UNUSED)
{
	static const struct {
		mode_t directory, file;
	} cases[] = { { 02750, 0640 }, { 0750, 0600 }, { 02730, 0600 } };

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *name = g_strdup_printf("x%u", i);
		g_autofree char *there =
			g_build_filename(scene->archive, name, NULL);
		g_autoptr(original) original = NULL;
		struct stat stat;

		g_mkdir_with_parents(scene->archive, 0700);
		g_assert_cmpint(chmod(scene->archive, cases[i].directory), ==,
				0);
		scene_put(scene->inbox, name, "text");
		original = scene_open(scene, name);
		scene_archive(scene, original);
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
test_many(struct scene *scene, gconstpointer data G_GNUC_UNUSED)
{
	const guint many = 100000;
	int dirfd;

	g_assert_cmpint(g_mkdir(scene->archive, 0700), ==, 0);
	dirfd = open(scene->archive, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
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

		scene_put(scene->inbox, "scan.pdf", text);
		original = scene_open(scene, "scan.pdf");
		looks = 0;
		scene_archive(scene, original);
		g_assert_cmpuint(looks, <, 100);
		scene_assert_holds(scene->archive, name, text);
	}
	g_assert_cmpuint(scene_count(scene->inbox), ==, 0);
}

static void
test_names(struct scene *scene, gconstpointer data G_GNUC_UNUSED)
{
	static const char *const names[] = { "-rf", "new\nline", "\xff\xfe",
					     "no-ending", "deep/er/x.pdf" };
	g_autoptr(GPtrArray) seconds = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < G_N_ELEMENTS(names); i++)
		for (guint j = 0; j < 2; j++) {
			g_autoptr(original) original = NULL;

			scene_put(scene->inbox, names[i], j ? "2" : "1");
			original = scene_open(scene, names[i]);
			scene_archive(scene, original);
		}
	for (guint i = 0; i < G_N_ELEMENTS(names); i++)
		scene_assert_holds(scene->archive, names[i], "1");
	scene_assert_holds(scene->archive, "-rf.2", "2");
	scene_assert_holds(scene->archive, "deep/er/x.2.pdf", "2");
}

/* Of path from the scene's root on, in order; NULL: not looked at. */
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
test_synced(struct scene *scene, gconstpointer data G_GNUC_UNUSED)
{
	static const char *const parents[] = { "", "/a", "/a/archive",
					       "/a/archive/deep" };
	g_autoptr(original) original = NULL;

	g_free(scene->archive);
	scene->archive = g_build_filename(scene->root, "a", "archive", NULL);
	scene_put(scene->inbox, "deep/er/x", "text");
	original = scene_open(scene, "deep/er/x");
	root_length = strlen(scene->root);
	synced = g_ptr_array_new_with_free_func(g_free);
	scene_archive(scene, original);
	for (guint i = 0; i < G_N_ELEMENTS(parents); i++)
		g_assert_cmpint(when_synced(parents[i], FALSE), >=, 0);
	g_assert_cmpint(when_synced("/a/archive/deep/er", FALSE), >=, 0);
	g_assert_cmpint(when_synced("/a/archive/deep/er", FALSE), <,
			when_synced("/inbox/deep/er", TRUE));
	g_clear_pointer(&synced, g_ptr_array_unref);
}

/* As long as a file system allows, and taken. */
static void
test_long_name(struct scene *scene, gconstpointer data G_GNUC_UNUSED)
{
	g_autofree char *stem = g_strnfill(251, 'n');
	g_autofree char *name = g_strconcat(stem, ".pdf", NULL);
	g_autofree char *second = g_strdup_printf("%.249s.2.pdf", stem);
	g_autofree char *from = g_build_filename(scene->inbox, "short", NULL);
	g_autofree char *to = g_build_filename(scene->inbox, name, NULL);

	for (guint i = 0; i < 2; i++) {
		g_autoptr(original) original = NULL;

		/* What GLib writes would first have a longer one. */
		scene_put(scene->inbox, "short", i ? "two" : "one");
		g_assert_cmpint(rename(from, to), ==, 0);
		original = scene_open(scene, name);
		scene_archive(scene, original);
	}
	scene_assert_holds(scene->archive, name, "one");
	scene_assert_holds(scene->archive, second, "two");
}

int
main(int argc, char **argv)
{
	static const char elsewhere[] = "/dev/shm";

	g_test_init(&argc, &argv, NULL);
	SCENE_ADD("archive", NULL, test_archive);
	SCENE_ADD("names", NULL, test_names);
	SCENE_ADD("own-copy", NULL, test_own_copy);
	SCENE_ADD("archived-already", NULL, test_archived_already);
	SCENE_ADD("shared", NULL, test_shared);
	SCENE_ADD("many", NULL, test_many);
	SCENE_ADD("synced", NULL, test_synced);
	SCENE_ADD("long-name", NULL, test_long_name);
	if (scene_is_other_device(elsewhere)) {
		SCENE_ADD("elsewhere/archive", elsewhere, test_archive);
		SCENE_ADD("elsewhere/names", elsewhere, test_names);
		SCENE_ADD("elsewhere/own-copy", elsewhere, test_own_copy);
		SCENE_ADD("elsewhere/archived-already", elsewhere,
			  test_archived_already);
	}
	return g_test_run();
}
