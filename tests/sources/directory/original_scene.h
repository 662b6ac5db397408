/* original_scene.h - an inbox, its archive, and letters' files on their way
 * from one to the other. */
#ifndef TESTS_SOURCES_DIRECTORY_ORIGINAL_SCENE_H
#define TESTS_SOURCES_DIRECTORY_ORIGINAL_SCENE_H

#include "sources/directory/original.h"
#include "sources/directory/watch.h"

struct scene {
	char *root, *inbox, *archive, *trash;
	struct watch_settings watch;
};

/* elsewhere: a directory on another file system for the inbox, or NULL. */
void scene_set_up(struct scene *scene, gconstpointer elsewhere);
void scene_tear_down(struct scene *scene, gconstpointer elsewhere);

void scene_put(const char *directory, const char *name, const char *text);
/* text NULL: nothing there. */
void scene_assert_holds(const char *directory, const char *name,
			const char *text);
guint scene_count(const char *directory);

/* What lies in the inbox under that name, as a watcher offers it, and open. */
struct candidate *scene_look_at(struct scene *scene, const char *name);
struct original *scene_open(struct scene *scene, const char *name);
/* Expects that it is archived. */
void scene_archive(struct scene *scene, struct original *original);

/* Whether path is on another file system than the scene. */
gboolean scene_is_other_device(const char *path);

#define SCENE_ADD(name, data, test)                                            \
	g_test_add("/original/" name, struct scene, data, scene_set_up, test,  \
		   scene_tear_down)

#endif
