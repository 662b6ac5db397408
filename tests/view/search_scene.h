/* search_scene.h - a spool and a store with letters to be found. */
#ifndef TESTS_VIEW_SEARCH_SCENE_H
#define TESTS_VIEW_SEARCH_SCENE_H

#include <glib.h>

#include "core/record.h"

#define SCENE_NOW G_GINT64_CONSTANT(1900000000000)

struct search_scene {
	char *directory;
	struct spool *spool;
	struct store *store;
};
void search_scene_open(struct search_scene *scene);
void search_scene_close(struct search_scene *scene);

/* A letter's id: its number, in 64 digits. The caller frees it. */
char *search_scene_id(guint number);
/* A record of a case number, a decision date and no issue. */
struct record *search_scene_record(guint number, const char *case_number,
				   const char *decision_date);
/* Adds one. With a category it has a request, which is returned. */
struct request *search_scene_issue(struct record *record, const char *treatment,
				   const char *decision, const char *category,
				   const char *subcategory);
/* The letter is claimed where it is new, and has this record; takes it. */
void search_scene_store(struct search_scene *scene, guint number,
			struct record *take_record);
/* The index does all there is to do. */
void search_scene_index(struct search_scene *scene);

#endif
