/* test_spool_reparse.c - what a reparse changes in the sinks' queues, and which
 * sinks it spares. */
#include "core/error.h"
#include "tests/spool/spool_scene.h"

static void
reparse_sparing(struct scene *scene, char digit, guint count,
		const gboolean *changed, const char *spared)
{
	const char *const all_spared[] = { spared, NULL };
	g_autofree char *second = g_strconcat(scene_id(digit), "-2", NULL);
	struct spool_record records[] = { { .record_id = scene_id(digit) },
					  { .record_id = second } };
	struct extraction_result result = { .id = scene_id(digit),
					    .records = records,
					    .record_count = count,
					    .reparsed = TRUE,
					    .changed = changed,
					    .spared = all_spared };
	g_autoptr(GError) error = NULL;

	spool_extracted(scene->spool, &result, scene_sinks, scene->now, &error);
	g_assert_no_error(error);
}

static void
reparse(struct scene *scene, char digit, guint count, const gboolean *changed)
{
	reparse_sparing(scene, digit, count, changed, NULL);
}

/* What is told of a revision that is no more changes nothing. */
static void
test_revision(struct scene *scene, gconstpointer unused)
{
	static const gboolean changed[] = { TRUE, FALSE };
	g_autoptr(GPtrArray) old = NULL;
	g_autoptr(GPtrArray) new = NULL;
	gboolean finished = TRUE;

	(void)unused;
	scene_letter(scene, 'a', 2);
	scene_deliver(scene, "files");
	old = scene_due(scene, "web");
	scene->now += 5;
	reparse(scene, 'a', 2, changed);
	g_assert_true(spool_delivered(scene->spool, old->pdata[0], scene->now,
				      &finished, NULL));
	g_assert_false(finished);
	scene_fail_delivery(scene, old->pdata[0], "HTTP 503",
			    scene->now + 1000);
	scene_park_delivery(scene, old->pdata[0]);
	scene_expect_due(scene, "files", "a");
	new = scene_due(scene, "web");
	g_assert_cmpuint(new->len, ==, 2);
	/* The one that did not change stands in the queue where it stood. */
	g_assert_cmpint(((struct spool_delivery *)new->pdata[0])->revision, ==,
			1);
	g_assert_cmpint(((struct spool_delivery *)new->pdata[1])->revision, ==,
			2);
	g_assert_cmpuint(((struct spool_delivery *)new->pdata[1])->attempts, ==,
			 0);
	scene_deliver(scene, "web");
	scene_deliver(scene, "files");
	scene_expect_state(scene, 'a', LETTER_DELIVERED);
	scene_expect_events(scene, 'a',
			    "received extracted reparsed delivered");
}

static void
test_reparsed(struct scene *scene, gconstpointer unused)
{
	static const gboolean none[] = { FALSE, FALSE };
	g_autoptr(spool_letter) letter = NULL;
	g_autoptr(GError) error = NULL;
	struct extraction_result result = { .id = scene_id('b'),
					    .reparsed = TRUE };

	(void)unused;
	scene_letter(scene, 'a', 2);
	scene_deliver(scene, "files");
	scene_deliver(scene, "web");
	scene->now += 5;
	reparse(scene, 'a', 2, none);
	letter = scene_look(scene, 'a');
	g_assert_cmpint(letter->state, ==, LETTER_DELIVERED);
	g_assert_cmpint(letter->finished, ==, SCENE_START);
	/* One record less: its rows go, the other's stay delivered. */
	reparse(scene, 'a', 1, none);
	scene_expect_state(scene, 'a', LETTER_DELIVERED);
	scene_expect(scene, "SELECT count(*) FROM records", "1");
	scene_expect(scene, "SELECT state FROM deliveries", "1|1");
	/* And again one more: that one is new. */
	reparse(scene, 'a', 2, none);
	scene_expect_state(scene, 'a', LETTER_EXTRACTED);
	g_assert_cmpuint(scene_deliver(scene, "web"), ==, 1);
	g_assert_cmpuint(scene_deliver(scene, "files"), ==, 1);
	reparse(scene, 'a', 2, NULL);
	g_assert_cmpuint(scene_deliver(scene, "web"), ==, 2);
	scene_claim(scene, 'b', "b");
	g_assert_false(spool_extracted(scene->spool, &result, scene_sinks,
				       scene->now, &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
}

/* The spared sink keeps what it has; nothing waits for it until the record
 * changes again, or is queued by hand. */
static void
test_spared(struct scene *scene, gconstpointer unused)
{
	static const gboolean first[] = { TRUE, FALSE };
	guint count = 0;

	(void)unused;
	scene_letter(scene, 'a', 2);
	scene_deliver(scene, "files");
	scene_deliver(scene, "web");
	scene->now += 5;
	reparse_sparing(scene, 'a', 2, first, "web");
	scene_expect_due(scene, "web", "");
	scene_expect(scene,
		     "SELECT state || ' ' || (delivered > 0) FROM deliveries"
		     " WHERE sink = 'web' ORDER BY record_id",
		     "3 1|1 1");
	scene_expect(scene, "SELECT detail FROM events WHERE what = 'reparsed'",
		     "no new delivery to web");
	scene_expect_state(scene, 'a', LETTER_EXTRACTED);
	g_assert_cmpuint(scene_deliver(scene, "files"), ==, 1);
	scene_expect_state(scene, 'a', LETTER_DELIVERED);
	/* With a sink that is removed and comes back, it stays so. */
	scene_set_sinks(scene, "files", NULL);
	scene_set_sinks(scene, "files", "web");
	scene_expect_state(scene, 'a', LETTER_DELIVERED);
	reparse(scene, 'a', 2, first);
	g_assert_cmpuint(scene_deliver(scene, "web"), ==, 1);
	reparse_sparing(scene, 'a', 2, NULL, "web");
	scene_expect_due(scene, "web", "");
	g_assert_true(spool_requeue_sink(scene->spool, "web", scene->now,
					 &count, NULL));
	scene_expect_due(scene, "web", "aa");
}

/* What the sink was still to have is not withdrawn. */
static void
test_spared_waiting(struct scene *scene, gconstpointer unused)
{
	g_autoptr(GPtrArray) due = NULL;
	guint count = 0;

	(void)unused;
	scene_letter(scene, 'a', 1);
	due = scene_due(scene, "web");
	scene_fail_delivery(scene, due->pdata[0], "HTTP 503", scene->now);
	reparse_sparing(scene, 'a', 2, NULL, "web");
	/* The record that the letter did not have before is spared. */
	scene_expect(scene,
		     "SELECT state || ' ' || attempts || ' ' || delivered"
		     " FROM deliveries WHERE sink = 'web' ORDER BY record_id",
		     "0 1 0|3 0 0");
	g_ptr_array_unref(due);
	due = scene_due(scene, "web");
	g_assert_cmpuint(due->len, ==, 1);
	scene_park_delivery(scene, due->pdata[0]);
	reparse_sparing(scene, 'a', 2, NULL, "web");
	g_assert_true(spool_retry(scene->spool, scene_id('a'), scene->now,
				  &count, NULL));
	g_assert_cmpuint(count, ==, 1);
	g_assert_cmpuint(scene_deliver(scene, "web"), ==, 1);
	g_assert_cmpuint(scene_deliver(scene, "files"), ==, 2);
	scene_expect_state(scene, 'a', LETTER_DELIVERED);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	scene_test_add("/spool-reparse/revision", test_revision);
	scene_test_add("/spool-reparse/reparsed", test_reparsed);
	scene_test_add("/spool-reparse/spared", test_spared);
	scene_test_add("/spool-reparse/spared-waiting", test_spared_waiting);
	return g_test_run();
}
