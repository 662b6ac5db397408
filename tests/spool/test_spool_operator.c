/* test_spool_operator.c - what the operator sees of the spool, and does to it.
 */
#include <string.h>

#include "core/error.h"
#include "tests/spool/spool_scene.h"

static gboolean
add_digit(const struct spool_letter *letter, gpointer data)
{
	g_string_append_c(data, letter->id[0]);
	return TRUE;
}

static void
expect_list(struct scene *scene, const struct letter_filter *filter,
	    const char *digits)
{
	g_autoptr(GString) found = g_string_new(NULL);
	g_autoptr(GError) error = NULL;

	spool_each_letter(scene->spool, filter, add_digit, found, &error);
	g_assert_no_error(error);
	g_assert_cmpstr(found->str, ==, digits);
}

/* a: delivered; b: parked, of another case; c: rejected; d: waits. */
static void
fill(struct scene *scene)
{
	g_autofree char *record = g_strconcat(scene_id('b'), "-7", NULL);
	struct spool_record records[] = { { .record_id = record,
					    .case_number = "CM99-2",
					    .decision_date = "2031-05-05" } };
	struct extraction_result result = { .id = scene_id('b'),
					    .records = records,
					    .record_count = 1 };
	g_autoptr(GPtrArray) due = NULL;

	scene_letter(scene, 'a', 1);
	scene_deliver(scene, "files");
	scene_deliver(scene, "web");
	scene->now += 1000;
	scene_claim(scene, 'b', "Letter B.pdf");
	g_ptr_array_unref(scene_take(scene, 1));
	g_assert_true(spool_extracted(scene->spool, &result, scene_sinks,
				      scene->now, NULL));
	due = scene_due(scene, "web");
	g_assert_true(spool_delivery_parked(scene->spool, due->pdata[0],
					    "HTTP 400", scene->now, NULL));
	scene->now += 1000;
	scene_claim(scene, 'c', "c.tif");
	g_ptr_array_unref(scene_take(scene, 1));
	g_assert_true(spool_quarantine(scene->spool, scene_id('c'),
				       &(struct quarantine){ LETTER_REJECTED,
							     "encrypted",
							     "encrypted" },
				       scene->now, NULL));
	scene->now += 1000;
	scene_claim(scene, 'd', "d.pdf");
	scene_claim(scene, 'd', "other name.pdf");
}

static void
test_filters(struct scene *scene, gconstpointer unused)
{
	static const struct {
		struct letter_filter filter;
		const char *digits;
	} cases[] = {
		{ { .any_state = TRUE }, "abcd" },
		{ { .any_state = TRUE, .newest_first = TRUE }, "dcba" },
		{ { .any_state = TRUE, .newest_first = TRUE, .limit = 2 },
		  "dc" },
		{ { .state = LETTER_RECEIVED }, "d" },
		{ { .state = LETTER_REJECTED }, "c" },
		{ { .any_state = TRUE, .id_prefix = "b" }, "b" },
		{ { .any_state = TRUE, .id_prefix = "bbbbbbb" }, "b" },
		{ { .any_state = TRUE, .id_prefix = "ba" }, "" },
		{ { .any_state = TRUE, .id_prefix = "" }, "abcd" },
		{ { .any_state = TRUE, .case_number = "CM99-2" }, "b" },
		{ { .any_state = TRUE, .name = "*.pdf" }, "abd" },
		{ { .any_state = TRUE, .name = "other*" }, "d" },
		{ { .any_state = TRUE, .name = "?.pdf" }, "ad" },
		{ { .any_state = TRUE, .decided_from = "2031-05-05" }, "b" },
		{ { .any_state = TRUE, .decided_to = "2031-05-04" }, "a" },
		{ { .any_state = TRUE,
		    .decided_from = "2031-04-05",
		    .decided_to = "2031-05-05" },
		  "ab" },
		{ { .any_state = TRUE,
		    .received_from = SCENE_START + 1000,
		    .received_to = SCENE_START + 2000 },
		  "bc" },
		{ { .any_state = TRUE, .parked = TRUE }, "b" },
		{ { .state = LETTER_DELIVERED, .case_number = "CM99-1" }, "a" },
		{ { .state = LETTER_REJECTED, .case_number = "CM99-1" }, "" },
	};
	g_autofree char *record = g_strconcat(scene_id('b'), "-7", NULL);
	struct letter_filter by_record = { .any_state = TRUE,
					   .id_prefix = record };

	(void)unused;
	fill(scene);
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_test_message("filter %u", i);
		expect_list(scene, &cases[i].filter, cases[i].digits);
	}
	expect_list(scene, &by_record, "b");
}

struct counting {
	struct scene *scene;
	gint64 last;
	guint count, end;
};

/* Its own connection may be used meanwhile, and others may write. */
static gboolean
count_letter(const struct spool_letter *letter, gpointer data)
{
	struct counting *counting = data;

	g_assert_cmpint(letter->sequence, >, counting->last);
	counting->last = letter->sequence;
	if (counting->count == 0)
		scene_claim(counting->scene, 'f', "f");
	return ++counting->count != counting->end;
}

/* More than one piece of the list. */
static void
test_long_list(struct scene *scene, gconstpointer unused)
{
	struct letter_filter filter = { .any_state = TRUE };
	struct counting counting = { scene, 0, 0, 0 };

	(void)unused;
	g_free(scene_ask(scene, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL"
				" SELECT i + 1 FROM n WHERE i < 1700)"
				" INSERT INTO letters (id, name, watch, size,"
				"  received, waiting)"
				" SELECT printf('%064x', i), 'n', 'w', 1, 1, 1"
				" FROM n"));
	g_free(scene_ask(scene, "UPDATE totals SET letters = 1700"));
	spool_each_letter(scene->spool, &filter, count_letter, &counting, NULL);
	g_assert_cmpuint(counting.count, ==, 1701);
	filter.limit = 1200;
	counting = (struct counting){ scene, 0, 1, 0 };
	spool_each_letter(scene->spool, &filter, count_letter, &counting, NULL);
	g_assert_cmpuint(counting.count, ==, 1201);
	counting = (struct counting){ scene, 0, 1, 11 };
	g_assert_true(spool_each_letter(scene->spool, &filter, count_letter,
					&counting, NULL));
	g_assert_cmpuint(counting.count, ==, 11);
}

static void
test_summary(struct scene *scene, gconstpointer unused)
{
	g_autoptr(spool_summary) summary = NULL;
	g_autoptr(spool_summary) later = NULL;
	const struct spool_letter *problem;
	const struct spool_sink *files, *web;

	(void)unused;
	fill(scene);
	summary = spool_summarise(scene->spool, scene->now, NULL);
	g_assert_cmpuint(summary->letters[LETTER_RECEIVED], ==, 1);
	g_assert_cmpuint(summary->letters[LETTER_EXTRACTING], ==, 0);
	g_assert_cmpuint(summary->letters[LETTER_EXTRACTED], ==, 1);
	g_assert_cmpuint(summary->letters[LETTER_DELIVERED], ==, 1);
	g_assert_cmpuint(summary->letters[LETTER_REJECTED], ==, 1);
	g_assert_cmpuint(summary->duplicates, ==, 1);
	g_assert_cmpuint(summary->records, ==, 2);
	g_assert_cmpint(summary->oldest_waiting, ==, scene->now);
	g_assert_cmpuint(summary->last_minute, ==, 2);
	g_assert_cmpuint(summary->last_hour, ==, 2);
	g_assert_cmpuint(summary->problems->len, ==, 1);
	problem = summary->problems->pdata[0];
	g_assert_cmpstr(problem->reason, ==, "encrypted");
	files = summary->sinks->pdata[0];
	web = summary->sinks->pdata[1];
	g_assert_cmpuint(files->queued, ==, 1);
	g_assert_cmpuint(files->delivered, ==, 1);
	g_assert_cmpint(files->oldest_queued, ==, SCENE_START + 1000);
	g_assert_cmpint(files->last_success, ==, SCENE_START);
	g_assert_cmpuint(web->parked, ==, 1);
	g_assert_cmpuint(web->queued, ==, 0);
	g_assert_cmpint(web->oldest_queued, ==, 0);
	later = spool_summarise(scene->spool, SCENE_START + 60500, NULL);
	g_assert_cmpuint(later->last_minute, ==, 1);
	g_assert_cmpuint(later->last_hour, ==, 2);
}

/* However long ago a letter came: it waits since it was sent back. */
static void
test_reocr(struct scene *scene, gconstpointer unused)
{
	g_autoptr(spool_summary) summary = NULL;
	g_autoptr(GPtrArray) taken = NULL;
	const struct spool_letter *letter;

	(void)unused;
	scene_letter(scene, 'a', 1);
	scene_deliver(scene, "files");
	scene_deliver(scene, "web");
	scene->now += 1000 * SCENE_HOUR;
	g_assert_true(
		spool_reocr(scene->spool, scene_id('a'), scene->now, NULL));
	summary = spool_summarise(scene->spool, scene->now, NULL);
	g_assert_cmpint(summary->oldest_waiting, ==, scene->now);
	taken = scene_take(scene, 5);
	g_assert_cmpuint(taken->len, ==, 1);
	letter = taken->pdata[0];
	g_assert_true(letter->from_scratch);
	scene_extract(scene, 'a', 1);
	g_assert_cmpuint(scene_deliver(scene, "files"), ==, 1);
	g_assert_cmpuint(scene_deliver(scene, "web"), ==, 1);
	scene_expect(scene, "SELECT revision FROM records", "2");
	scene_expect_events(scene, 'a',
			    "received extracted delivered reocr extracted "
			    "delivered");
}

static void
test_reject(struct scene *scene, gconstpointer unused)
{
	g_autoptr(spool_letter) letter = NULL;
	guint count = 0;

	(void)unused;
	scene_letter(scene, 'a', 1);
	scene_deliver(scene, "files");
	g_assert_true(spool_reject(scene->spool, scene_id('a'), "not ours",
				   scene->now, NULL));
	letter = scene_look(scene, 'a');
	g_assert_cmpint(letter->state, ==, LETTER_REJECTED);
	g_assert_cmpstr(letter->reason, ==, "not ours");
	scene_expect(scene, "SELECT sink || state FROM deliveries", "files1");
	g_assert_true(spool_retry(scene->spool, scene_id('a'), scene->now,
				  &count, NULL));
	g_assert_cmpuint(count, ==, 1);
	g_ptr_array_unref(scene_take(scene, 1));
	scene_extract(scene, 'a', 1);
	g_assert_cmpuint(scene_deliver(scene, "web"), ==, 1);
	g_assert_cmpuint(scene_deliver(scene, "files"), ==, 1);
	scene_expect_events(scene, 'a',
			    "received extracted rejected retried extracted "
			    "delivered");
}

static void
test_unknown(struct scene *scene, gconstpointer unused)
{
	const char *id = scene_id('e');
	guint count = 0;

	(void)unused;
	g_assert_false(spool_retry(scene->spool, id, 1, &count, NULL));
	g_assert_false(spool_reocr(scene->spool, id, 1, NULL));
	g_assert_false(spool_reject(scene->spool, id, "x", 1, NULL));
	scene_expect(scene, "SELECT count(*) FROM events", "0");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	scene_test_add("/spool-operator/filters", test_filters);
	scene_test_add("/spool-operator/long-list", test_long_list);
	scene_test_add("/spool-operator/summary", test_summary);
	scene_test_add("/spool-operator/reocr", test_reocr);
	scene_test_add("/spool-operator/reject", test_reject);
	scene_test_add("/spool-operator/unknown", test_unknown);
	return g_test_run();
}
