/* test_spool_stored.c - letters that only the store remembers. */
#include <string.h>

#include "spool/store.h"
#include "tests/spool/spool_scene.h"

static void
add_stored(GArray *stored, char digit, gint64 received)
{
	struct stored letter = { .size_bytes = 77, .received = received };

	g_strlcpy(letter.id, scene_id(digit), sizeof(letter.id));
	g_array_append_val(stored, letter);
}

static guint
take_up(struct scene *scene, const GArray *stored)
{
	g_autoptr(GError) error = NULL;
	guint count = 99;

	spool_take_up(scene->spool, stored, scene->now, &count, &error);
	g_assert_no_error(error);
	return count;
}

static gboolean
is_blank(struct scene *scene)
{
	gboolean blank = FALSE;

	g_assert_true(spool_is_blank(scene->spool, &blank, NULL));
	return blank;
}

static void
test_taken_up(struct scene *scene, gconstpointer unused)
{
	g_autoptr(GArray) stored =
		g_array_new(FALSE, FALSE, sizeof(struct stored));
	g_autoptr(spool_letter) letter = NULL;

	(void)unused;
	g_assert_true(is_blank(scene));
	add_stored(stored, 'c', 0);
	add_stored(stored, 'a', SCENE_START - 9);
	/* Of a clock that was ahead. */
	add_stored(stored, 'b', SCENE_START + 9);
	g_assert_cmpuint(take_up(scene, stored), ==, 3);
	g_assert_false(is_blank(scene));
	letter = scene_look(scene, 'a');
	g_assert_cmpstr(letter->name, ==, SPOOL_NO_NAME);
	g_assert_cmpstr(letter->watch, ==, "");
	g_assert_cmpuint(letter->size_bytes, ==, 77);
	g_assert_cmpint(letter->received, ==, SCENE_START - 9);
	scene_expect(scene,
		     "SELECT received - 1900000000000 FROM letters"
		     " ORDER BY sequence",
		     "0|-9|0");
	scene_expect_taken(scene, "cab");
	scene_expect_events(scene, 'a', "recovered");
	/* Again, with one that is new: the others stay as they are. */
	add_stored(stored, 'd', 5);
	g_assert_cmpuint(take_up(scene, stored), ==, 1);
	scene_expect_state(scene, 'a', LETTER_EXTRACTING);
	scene_expect_events(scene, 'a', "recovered");
	scene_expect_taken(scene, "d");
}

/* Its first arrival tells what the store did not. */
static void
test_taken_up_then_claimed(struct scene *scene, gconstpointer unused)
{
	g_autoptr(GArray) stored =
		g_array_new(FALSE, FALSE, sizeof(struct stored));
	g_autoptr(spool_letter) letter = NULL;

	(void)unused;
	add_stored(stored, 'a', 5);
	add_stored(stored, 'b', 6);
	take_up(scene, stored);
	scene_expect_taken(scene, "ab");
	scene_quarantine(scene, 'b', LETTER_FAILED);
	g_assert_cmpint(scene_claim(scene, 'a', "a.pdf"), ==, CLAIM_UNFINISHED);
	g_assert_cmpint(scene_claim(scene, 'b', "b.pdf"), ==, CLAIM_UNFINISHED);
	letter = scene_look(scene, 'a');
	g_assert_cmpstr(letter->name, ==, "a.pdf");
	g_assert_cmpstr(letter->watch, ==, "inbox");
	g_assert_cmpuint(letter->duplicates, ==, 0);
	scene_expect_state(scene, 'a', LETTER_EXTRACTING);
	scene_expect_events(scene, 'a', "recovered received");
	scene_expect_events(scene, 'b', "recovered failed received retried");
	scene_expect_taken(scene, "b");
	g_assert_cmpint(scene_claim(scene, 'a', "twin.pdf"), ==,
			CLAIM_DUPLICATE);
	scene_expect(scene, "SELECT count(*) FROM arrivals", "3");
}

/* The name that its pages were kept with, unless it has come since. */
static void
test_taken_up_with_name(struct scene *scene, gconstpointer unused)
{
	g_autoptr(GArray) stored =
		g_array_new(FALSE, FALSE, sizeof(struct stored));
	struct extraction_result result = { .name = "kept.pdf" };

	(void)unused;
	add_stored(stored, 'a', 5);
	add_stored(stored, 'b', 6);
	take_up(scene, stored);
	scene_expect_taken(scene, "ab");
	scene_claim(scene, 'b', "b.pdf");
	for (const char *digit = "ab"; *digit != '\0'; digit++) {
		result.id = scene_id(*digit);
		g_assert_true(spool_extracted(scene->spool, &result,
					      scene_sinks, scene->now, NULL));
	}
	scene_expect(scene, "SELECT name FROM letters ORDER BY id",
		     "kept.pdf|b.pdf");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	scene_test_add("/spool-stored/taken-up", test_taken_up);
	scene_test_add("/spool-stored/taken-up-then-claimed",
		       test_taken_up_then_claimed);
	scene_test_add("/spool-stored/taken-up-with-name",
		       test_taken_up_with_name);
	return g_test_run();
}
