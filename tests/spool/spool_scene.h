/* spool_scene.h - a spool in a directory of its own, and letters for it. */
#ifndef TESTS_SPOOL_SPOOL_SCENE_H
#define TESTS_SPOOL_SPOOL_SCENE_H

#include <string.h>

#include "spool/spool.h"

/* A summer's day; scenes do not ask the clock. */
#define SCENE_START G_GINT64_CONSTANT(1900000000000)
#define SCENE_HOUR G_GINT64_CONSTANT(3600000)

extern const char *const scene_sinks[]; /* "files", "web" */

struct scene {
	char *directory;
	struct spool *spool;
	gint64 now;
};

void scene_start(struct scene *scene, gconstpointer unused);
void scene_end(struct scene *scene, gconstpointer unused);
/* A test of a scene of its own. */
void scene_test_add(const char *path,
		    void (*test)(struct scene *scene, gconstpointer unused));

/* A further connection to the same spool. */
struct spool *scene_open(const struct scene *scene);

/* "aaaa...": the id of the letter that tests call by one digit. It stays until
 * the end of the program. */
const char *scene_id(char digit);

/* In all of these a failure ends the test. */
enum claim scene_claim(struct scene *scene, char digit, const char *name);
GPtrArray *scene_take(struct scene *scene, guint most);
/* Claims, takes and extracts a letter of so many records: <id>, <id>-2... */
void scene_letter(struct scene *scene, char digit, guint records);
void scene_extract(struct scene *scene, char digit, guint records);
GPtrArray *scene_due(struct scene *scene, const char *sink);
/* Delivers all that is due; how many. */
guint scene_deliver(struct scene *scene, const char *sink);
/* Of these letters, in this order, and no others. */
void scene_expect_due(struct scene *scene, const char *sink,
		      const char *digits);
void scene_fail_delivery(struct scene *scene,
			 const struct spool_delivery *delivery,
			 const char *reason, gint64 next);
void scene_park_delivery(struct scene *scene,
			 const struct spool_delivery *delivery);
void scene_set_sinks(struct scene *scene, const char *first,
		     const char *second);

struct spool_letter *scene_look(struct scene *scene, char digit);
void scene_expect_state(struct scene *scene, char digit,
			enum letter_state state);
/* The letter's events, joined by spaces. */
void scene_expect_events(struct scene *scene, char digit, const char *events);

/* Past spool.h, with a connection of its own: the first column of every row,
 * joined by '|'. */
char *scene_ask(const struct scene *scene, const char *sql);
void scene_expect(const struct scene *scene, const char *sql,
		  const char *answer);

static inline void
scene_expect_taken(struct scene *scene, const char *digits)
{
	g_autoptr(GPtrArray) taken = scene_take(scene, 10);

	g_assert_cmpuint(taken->len, ==, strlen(digits));
	for (guint i = 0; i < taken->len; i++) {
		const struct spool_letter *letter = taken->pdata[i];

		g_assert_cmpint(letter->id[0], ==, digits[i]);
		g_assert_cmpint(letter->state, ==, LETTER_EXTRACTING);
	}
}

static inline void
scene_quarantine(struct scene *scene, char digit, enum letter_state state)
{
	g_autoptr(GError) error = NULL;

	spool_quarantine(scene->spool, scene_id(digit),
			 &(struct quarantine){ state, "no letter", NULL },
			 scene->now, &error);
	g_assert_no_error(error);
}

#endif
