/* test_spool_look.c - letters that a person should look at: counted, listed,
 * marked seen, and filled in where an older version stored them. */
#include "core/error.h"
#include "core/look.h"
#include "tests/spool/spool_scene.h"

static const struct look none = { FALSE, (char *)"" };
static const struct look some = { TRUE, (char *)"date-order missing" };

/* Its records came, with this look; NULL: as an older version stored them. */
static void
extract(struct scene *scene, char digit, const struct look *look,
	gboolean reparsed)
{
	const struct spool_record record = { .record_id = scene_id(digit) };
	const struct extraction_result result = { .id = scene_id(digit),
						  .records = &record,
						  .record_count = 1,
						  .reparsed = reparsed,
						  .look = look };
	g_autoptr(GError) error = NULL;

	spool_extracted(scene->spool, &result, scene_sinks, scene->now, &error);
	g_assert_no_error(error);
}

static void
come(struct scene *scene, char digit, const struct look *look)
{
	g_autofree char *name = g_strdup_printf("%c.pdf", digit);
	g_autoptr(GPtrArray) taken = NULL;

	scene_claim(scene, digit, name);
	taken = scene_take(scene, 1);
	extract(scene, digit, look, FALSE);
}

static void
expect_summary(struct scene *scene, guint64 open, double straight)
{
	g_autoptr(spool_summary) summary =
		spool_summarise(scene->spool, scene->now, NULL);

	g_assert_cmpuint(summary->looks_open, ==, open);
	g_assert_cmpfloat_with_epsilon(spool_straight_through(summary),
				       straight, 1e-9);
}

static gboolean
note_digit(const struct spool_letter *letter, gpointer data)
{
	g_string_append_c(data, letter->id[0]);
	return TRUE;
}

static void
expect_listed(struct scene *scene, const char *warning, const char *digits)
{
	const struct letter_filter filter = { .any_state = TRUE,
					      .needs_look = warning == NULL,
					      .warning = warning };
	g_autoptr(GString) found = g_string_new(NULL);

	g_assert_true(spool_each_letter(scene->spool, &filter, note_digit,
					found, NULL));
	g_assert_cmpstr(found->str, ==, digits);
}

static void
see(struct scene *scene, char digit)
{
	g_autoptr(GError) error = NULL;

	spool_mark_seen(scene->spool, scene_id(digit), "read it", scene->now,
			&error);
	g_assert_no_error(error);
}

/* The column and the function say the same. */
static void
expect_need(struct scene *scene, char digit, gboolean needed)
{
	g_autoptr(spool_letter) letter = scene_look(scene, digit);

	g_assert_true(spool_letter_needs_look(letter) == needed);
}

static void
test_counts(struct scene *scene, gconstpointer unused)
{
	(void)unused;
	expect_summary(scene, 0, -1);
	come(scene, 'a', &none);
	come(scene, 'b', &some);
	come(scene, 'c', &none);
	come(scene, 'd', &some);
	expect_summary(scene, 2, 0.5);
	expect_listed(scene, NULL, "bd");
	expect_listed(scene, "missing", "bd");
	expect_listed(scene, "miss", "");
	expect_need(scene, 'a', FALSE);
	expect_need(scene, 'b', TRUE);
}

static void
test_seen(struct scene *scene, gconstpointer unused)
{
	g_autoptr(spool_letter) letter = NULL;

	(void)unused;
	come(scene, 'a', &some);
	come(scene, 'b', &some);
	see(scene, 'a');
	expect_listed(scene, NULL, "b");
	expect_listed(scene, "date-order", "b");
	/* Somebody had to: it did not go straight through. */
	expect_summary(scene, 1, 0);
	letter = scene_look(scene, 'a');
	g_assert_cmpint(letter->seen, ==, scene->now);
	g_assert_cmpstr(letter->warnings, ==, "date-order missing");
	g_assert_false(spool_letter_needs_look(letter));
	scene_expect_events(scene, 'a', "received extracted seen");
	scene_expect(scene, "SELECT detail FROM events WHERE what = 'seen'",
		     "read it");
}

static void
test_undone(struct scene *scene, gconstpointer unused)
{
	(void)unused;
	come(scene, 'a', &some);
	see(scene, 'a');
	extract(scene, 'a', &some, TRUE);
	expect_need(scene, 'a', TRUE);
	see(scene, 'a');
	g_assert_true(
		spool_reocr(scene->spool, scene_id('a'), scene->now, NULL));
	expect_summary(scene, 0, -1);
	g_ptr_array_unref(scene_take(scene, 1));
	extract(scene, 'a', &some, FALSE);
	expect_need(scene, 'a', TRUE);
	expect_summary(scene, 1, 0);
}

/* What has no record needs no look, and cannot be marked. */
static void
test_without_record(struct scene *scene, gconstpointer unused)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(spool_letter) letter = NULL;

	(void)unused;
	scene_claim(scene, 'a', "a.pdf");
	expect_listed(scene, NULL, "");
	g_assert_false(spool_mark_seen(scene->spool, scene_id('a'), NULL,
				       scene->now, &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
	g_ptr_array_unref(scene_take(scene, 1));
	come(scene, 'c', &some);
	g_assert_true(spool_reject(scene->spool, scene_id('c'), "x", scene->now,
				   NULL));
	expect_summary(scene, 0, -1);
	scene_claim(scene, 'b', "b.pdf");
	g_ptr_array_unref(scene_take(scene, 1));
	g_assert_true(spool_quarantine(
		scene->spool, scene_id('b'),
		&(struct quarantine){ LETTER_REJECTED, "no", "bill-review" },
		scene->now, NULL));
	letter = scene_look(scene, 'b');
	g_assert_cmpstr(letter->reason_code, ==, "bill-review");
	g_assert_cmpint(letter->look, ==, LOOK_UNKNOWN);
}

static void
fill(struct scene *scene, const GPtrArray *ids, gint64 cursor)
{
	g_autoptr(GPtrArray) looks = g_ptr_array_new();
	g_autoptr(GError) error = NULL;

	for (guint i = 0; i < ids->len; i++)
		g_ptr_array_add(looks, (gpointer)&some);
	spool_fill_looks(scene->spool, ids, looks, cursor, &error);
	g_assert_no_error(error);
}

/* Five letters of an older version, of which one was never read. */
static void
test_fill(struct scene *scene, gconstpointer unused)
{
	gint64 cursor = 0;
	guint found = 0;

	(void)unused;
	for (char digit = 'a'; digit <= 'd'; digit++)
		come(scene, digit, NULL);
	scene_claim(scene, 'e', "e.pdf");
	g_free(scene_ask(scene, "UPDATE look_fill SET last = 5"));
	expect_summary(scene, 0, -1);
	expect_need(scene, 'a', FALSE);
	/* One of them is read again meanwhile. */
	extract(scene, 'b', &none, TRUE);
	while (cursor >= 0) {
		g_autoptr(GPtrArray) ids =
			spool_looks_to_fill(scene->spool, &cursor, 2, NULL);

		found += ids->len;
		fill(scene, ids, cursor);
	}
	g_assert_cmpuint(found, ==, 3);
	expect_summary(scene, 3, 0.25);
	expect_listed(scene, NULL, "acd");
	/* The next start finds nothing to do. */
	cursor = 0;
	g_ptr_array_unref(spool_looks_to_fill(scene->spool, &cursor, 2, NULL));
	g_assert_cmpint(cursor, ==, -1);
}

/* A row that came between the look and the filling stays. */
static void
test_fill_late(struct scene *scene, gconstpointer unused)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new();

	(void)unused;
	come(scene, 'a', &none);
	g_ptr_array_add(ids, (gpointer)scene_id('a'));
	fill(scene, ids, 0);
	expect_summary(scene, 0, 1);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	scene_test_add("/spool/look/counts", test_counts);
	scene_test_add("/spool/look/seen", test_seen);
	scene_test_add("/spool/look/undone", test_undone);
	scene_test_add("/spool/look/without-record", test_without_record);
	scene_test_add("/spool/look/fill", test_fill);
	scene_test_add("/spool/look/fill-late", test_fill_late);
	return g_test_run();
}
