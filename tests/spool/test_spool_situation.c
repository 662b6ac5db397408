/* test_spool_situation.c - what the daemon notes of itself, and what people
 * have seen of the letters in quarantine. */
#include <string.h>

#include "spool/spool_situation.h"
#include "tests/spool/spool_scene.h"

static void
add_trouble(GPtrArray *troubles, const char *kind, const char *subject)
{
	const struct spool_trouble trouble = { (char *)kind, (char *)subject,
					       (char *)"why",  5, 7, 3 };

	g_ptr_array_add(troubles, spool_trouble_copy(&trouble));
}

static GPtrArray *
new_list(GDestroyNotify free_one)
{
	return g_ptr_array_new_with_free_func(free_one);
}

static void
note(struct scene *scene, const GPtrArray *troubles, const GPtrArray *sources)
{
	g_autoptr(GError) error = NULL;

	spool_note_situation(scene->spool, troubles, sources, scene->now,
			     &error);
	g_assert_no_error(error);
}

static void
test_troubles(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	g_autoptr(GPtrArray) troubles =
		new_list((GDestroyNotify)spool_trouble_free);
	g_autoptr(spool_summary) summary = NULL;
	const struct spool_trouble *trouble;

	add_trouble(troubles, TROUBLE_WORKERS, "");
	add_trouble(troubles, TROUBLE_ARCHIVE, "scans");
	note(scene, troubles, NULL);
	g_ptr_array_remove_index(troubles, 0);
	note(scene, troubles, NULL);
	summary = spool_summarise(scene->spool, scene->now, NULL);
	g_assert_cmpuint(summary->troubles->len, ==, 1);
	trouble = summary->troubles->pdata[0];
	g_assert_cmpstr(trouble->kind, ==, TROUBLE_ARCHIVE);
	g_assert_cmpstr(trouble->subject, ==, "scans");
	g_assert_cmpstr(trouble->reason, ==, "why");
	g_assert_cmpint(trouble->since, ==, 5);
	g_assert_cmpint(trouble->last, ==, 7);
	g_assert_cmpuint(trouble->count, ==, 3);
}

static void
test_sources(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	g_autoptr(GPtrArray) sources =
		new_list((GDestroyNotify)spool_source_free);
	struct spool_source *source = g_new0(struct spool_source, 1);
	g_autoptr(spool_summary) summary = NULL;
	const struct spool_waiting *waiting;

	source->watch = g_strdup("inbox");
	source->directory = g_strdup("/in/\xff");
	source->reported = 9;
	waiting = &source->waits[SPOOL_WAIT_INCOMPLETE];
	for (guint i = 0; i < SPOOL_WAIT_NAMES + 2; i++)
		spool_waiting_add(&source->waits[SPOOL_WAIT_INCOMPLETE],
				  i == 0 ? "a\nb" : "c", 100 - (gint64)i);
	g_ptr_array_add(sources, source);
	g_assert_cmpuint(waiting->files, ==, SPOOL_WAIT_NAMES + 2);
	scene_claim(scene, 'a', "a.pdf");
	note(scene, NULL, sources);
	summary = spool_summarise(scene->spool, scene->now, NULL);
	g_assert_cmpuint(summary->sources->len, ==, 1);
	source = summary->sources->pdata[0];
	g_assert_cmpstr(source->directory, ==, "/in/\xff");
	g_assert_cmpint(source->last_arrival, ==, scene->now);
	waiting = &source->waits[SPOOL_WAIT_INCOMPLETE];
	g_assert_cmpuint(waiting->files, ==, SPOOL_WAIT_NAMES + 2);
	g_assert_cmpint(waiting->since, ==, 100 - SPOOL_WAIT_NAMES - 1);
	g_assert_cmpstr(waiting->names, ==, "a?b\nc\nc\nc\nc");

	/* It leaves the settings, and comes back. */
	spool_summary_free(g_steal_pointer(&summary));
	g_ptr_array_set_size(sources, 0);
	note(scene, NULL, sources);
	summary = spool_summarise(scene->spool, scene->now, NULL);
	g_assert_cmpuint(summary->sources->len, ==, 0);
}

static void
test_settings(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	g_autoptr(spool_settings_read) read = NULL;

	note(scene, NULL, NULL);
	read = spool_read_settings_read(scene->spool, NULL);
	g_assert_cmpint(read->noted, ==, scene->now);
	g_assert_cmpint(read->at, ==, 0);
	g_clear_pointer(&read, spool_settings_read_free);
	g_assert_true(spool_note_settings(scene->spool, NULL, 10, NULL));
	g_assert_true(spool_note_settings(scene->spool, "bad", 20, NULL));
	read = spool_read_settings_read(scene->spool, NULL);
	g_assert_cmpint(read->at, ==, 10);
	g_assert_cmpuint(read->times, ==, 2);
	g_assert_cmpstr(read->refused, ==, "bad");
}

static void
expect_open(struct scene *scene, guint64 rejected, guint64 failed)
{
	g_autoptr(spool_summary) summary =
		spool_summarise(scene->spool, scene->now, NULL);

	g_assert_cmpuint(summary->rejected_open, ==, rejected);
	g_assert_cmpuint(summary->failed_open, ==, failed);
}

static void
see(struct scene *scene, char digit)
{
	g_assert_true(spool_mark_seen(scene->spool, scene_id(digit), "r",
				      scene->now, NULL));
}

static void
test_seen(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	g_autoptr(spool_letter) letter = NULL;
	guint count;

	for (char digit = 'a'; digit <= 'c'; digit++)
		scene_claim(scene, digit, "x.pdf");
	scene_expect_taken(scene, "abc");
	scene_quarantine(scene, 'a', LETTER_REJECTED);
	scene_quarantine(scene, 'b', LETTER_FAILED);
	expect_open(scene, 1, 1);
	see(scene, 'a');
	expect_open(scene, 0, 1);
	see(scene, 'b');
	see(scene, 'b');
	expect_open(scene, 0, 0);
	letter = scene_look(scene, 'a');
	g_assert_cmpint(letter->seen, ==, scene->now);

	/* Into quarantine again, it is to be seen again. */
	spool_retry(scene->spool, scene_id('a'), scene->now, &count, NULL);
	scene_expect_taken(scene, "a");
	scene_quarantine(scene, 'a', LETTER_REJECTED);
	expect_open(scene, 1, 0);
	/* Who rejects a letter has seen it. */
	spool_reject(scene->spool, scene_id('c'), "r", scene->now, NULL);
	expect_open(scene, 1, 0);
	g_assert_false(spool_mark_seen(scene->spool, scene_id('d'), "r",
				       scene->now, NULL));
}

static void
test_told(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	g_autofree char *told = NULL;
	gint64 at = 0;

	g_assert_null(spool_told(scene->spool, "mail a@b", &at, NULL));
	spool_note_told(scene->spool, "mail a@b", "x", 1, NULL);
	spool_note_told(scene->spool, "mail a@b", "y", 2, NULL);
	told = spool_told(scene->spool, "mail a@b", &at, NULL);
	g_assert_cmpstr(told, ==, "y");
	g_assert_cmpint(at, ==, 2);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	scene_test_add("/spool/situation/troubles", test_troubles);
	scene_test_add("/spool/situation/sources", test_sources);
	scene_test_add("/spool/situation/settings", test_settings);
	scene_test_add("/spool/situation/seen", test_seen);
	scene_test_add("/spool/situation/told", test_told);
	return g_test_run();
}
