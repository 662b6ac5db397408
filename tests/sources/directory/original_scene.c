/* original_scene.c - real directories and files. */
#include "tests/sources/directory/original_scene.h"

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/scratch.h"

static char *
make_directory(const char *root, const char *name)
{
	char *path = g_build_filename(root, name, NULL);

	g_assert_cmpint(g_mkdir_with_parents(path, 0700), ==, 0);
	return path;
}

void
scene_set_up(struct scene *scene, gconstpointer data)
{
	const char *elsewhere = data;

	scene->root = g_dir_make_tmp("imr-original-XXXXXX", NULL);
	scene->inbox =
		elsewhere == NULL
			? make_directory(scene->root, "inbox")
			: g_build_filename(elsewhere, "imr-inbox-XXXXXX", NULL);
	if (elsewhere != NULL)
		g_assert_nonnull(g_mkdtemp(scene->inbox));
	scene->archive = g_build_filename(scene->root, "archive", NULL);
	scene->trash = make_directory(scene->root, "tmp");
	scene->watch.directory = scene->inbox;
}

void
scene_tear_down(struct scene *scene, gconstpointer data G_GNUC_UNUSED)
{
	scratch_remove(scene->inbox);
	scratch_remove(scene->root);
	g_free(scene->root);
	g_free(scene->inbox);
	g_free(scene->archive);
	g_free(scene->trash);
}

void
scene_put(const char *directory, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(directory, name, NULL);
	g_autofree char *folder = g_path_get_dirname(path);

	g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

void
scene_assert_holds(const char *directory, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(directory, name, NULL);
	g_autofree char *found = NULL;

	g_file_get_contents(path, &found, NULL, NULL);
	g_assert_cmpstr(found, ==, text);
}

guint
scene_count(const char *directory)
{
	g_autoptr(GDir) dir = g_dir_open(directory, 0, NULL);
	guint number = 0;

	while (dir != NULL && g_dir_read_name(dir) != NULL)
		number++;
	return number;
}

struct candidate *
scene_look_at(struct scene *scene, const char *name)
{
	struct candidate *candidate = g_new0(struct candidate, 1);
	struct stat stat;

	candidate->watch = &scene->watch;
	candidate->path = g_build_filename(scene->inbox, name, NULL);
	g_assert_cmpint(lstat(candidate->path, &stat), ==, 0);
	candidate->device = stat.st_dev;
	candidate->inode = stat.st_ino;
	candidate->size_bytes = (guint64)stat.st_size;
	candidate->modified_ns =
		stat.st_mtim.tv_sec * G_GINT64_CONSTANT(1000000000) +
		stat.st_mtim.tv_nsec;
	return candidate;
}

struct original *
scene_open(struct scene *scene, const char *name)
{
	g_autoptr(candidate) candidate = scene_look_at(scene, name);
	g_autoptr(GError) error = NULL;
	struct original *original = original_open(candidate, &error);

	g_assert_no_error(error);
	g_assert_nonnull(original);
	g_assert_true(original_is_unchanged(original, candidate));
	return original;
}

void
scene_archive(struct scene *scene, struct original *original)
{
	g_autoptr(GError) error = NULL;

	/* The store's copy is one of its bytes as they were opened. */
	original_archive(original, original->fd, scene->archive, scene->root,
			 &error);
	g_assert_no_error(error);
}

gboolean
scene_is_other_device(const char *path)
{
	struct stat here, there;

	return stat(g_get_tmp_dir(), &here) == 0 && stat(path, &there) == 0 &&
	       here.st_dev != there.st_dev && access(path, W_OK) == 0;
}
