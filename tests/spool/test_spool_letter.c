/* test_spool_letter.c - letters come in, go through workers, and are kept. */
#include <string.h>

#include "core/error.h"
#include "tests/spool/spool_scene.h"

static gint64
next_due(struct scene *scene)
{
	g_autoptr(GError) error = NULL;
	gint64 time = -7;

	spool_next_due(scene->spool, scene->now, &time, &error);
	g_assert_no_error(error);
	return time;
}

static void
defer(struct scene *scene, char digit, const char *reason, gboolean killed,
      gint64 next)
{
	g_autoptr(GError) error = NULL;

	spool_defer(scene->spool, scene_id(digit), reason, killed, next,
		    &error);
	g_assert_no_error(error);
}

static void
original_gone(struct scene *scene, char digit, const char *name)
{
	g_autoptr(GError) error = NULL;

	spool_original_gone(scene->spool, scene_id(digit), name, &error);
	g_assert_no_error(error);
}

static void
test_claim(struct scene *scene, gconstpointer unused)
{
	g_autoptr(spool_letter) letter = NULL;
	g_autoptr(GPtrArray) rows = NULL;
	const struct spool_arrival_row *row;

	(void)unused;
	g_assert_cmpint(scene_claim(scene, 'a', "one.pdf"), ==, CLAIM_NEW);
	g_assert_cmpint(scene_claim(scene, 'a', "one.pdf"), ==,
			CLAIM_UNFINISHED);
	g_assert_cmpint(scene_claim(scene, 'a', "two.pdf"), ==,
			CLAIM_DUPLICATE);
	g_assert_cmpint(scene_claim(scene, 'a', "two.pdf"), ==,
			CLAIM_UNFINISHED);
	original_gone(scene, 'a', "one.pdf");
	scene->now += 5;
	g_assert_cmpint(scene_claim(scene, 'a', "one.pdf"), ==,
			CLAIM_DUPLICATE);
	/* The flag was for the original before this one. */
	g_assert_cmpint(scene_claim(scene, 'a', "one.pdf"), ==,
			CLAIM_UNFINISHED);
	letter = scene_look(scene, 'a');
	g_assert_cmpuint(letter->duplicates, ==, 2);
	g_assert_cmpstr(letter->name, ==, "one.pdf");
	g_assert_cmpstr(letter->watch, ==, "inbox");
	g_assert_cmpuint(letter->size_bytes, ==, 1234);
	g_assert_cmpint(letter->received, ==, SCENE_START);
	rows = spool_letter_arrivals(scene->spool, letter->id, NULL);
	g_assert_cmpuint(rows->len, ==, 2);
	row = rows->pdata[0];
	g_assert_cmpstr(row->name, ==, "one.pdf");
	g_assert_cmpuint(row->times, ==, 2);
	g_assert_cmpint(row->last, ==, SCENE_START + 5);
	scene_expect_events(scene, 'a', "received duplicate duplicate");
	scene_expect_taken(scene, "a");
	scene_expect_taken(scene, "");
}

/* The same name from another place is not the file that a crash left. */
static void
test_claim_elsewhere(struct scene *scene, gconstpointer unused)
{
	struct arrival arrival = { .id = scene_id('a'),
				   .name = "one.pdf",
				   .watch = "other",
				   .path = "/other/one.pdf" };
	enum claim claim = CLAIM_NEW;

	(void)unused;
	scene_claim(scene, 'a', "one.pdf");
	g_assert_true(
		spool_claim(scene->spool, &arrival, scene->now, &claim, NULL));
	g_assert_cmpint(claim, ==, CLAIM_DUPLICATE);
}

static void
test_claim_quarantined(struct scene *scene, gconstpointer unused)
{
	g_autoptr(spool_letter) letter = NULL;

	(void)unused;
	scene_claim(scene, 'a', "one.pdf");
	scene_expect_taken(scene, "a");
	scene_quarantine(scene, 'a', LETTER_FAILED);
	scene_expect_state(scene, 'a', LETTER_FAILED);
	g_assert_cmpint(scene_claim(scene, 'a', "one.pdf"), ==,
			CLAIM_UNFINISHED);
	scene_expect_state(scene, 'a', LETTER_FAILED);
	g_assert_cmpint(scene_claim(scene, 'a', "again.pdf"), ==,
			CLAIM_DUPLICATE);
	letter = scene_look(scene, 'a');
	g_assert_cmpint(letter->state, ==, LETTER_RECEIVED);
	g_assert_cmpuint(letter->attempts, ==, 0);
	g_assert_cmpint(letter->finished, ==, 0);
	scene_expect_events(scene, 'a', "received failed duplicate retried");
	scene_expect_taken(scene, "a");
}

/* The letter's is that of its first arrival; each arrival has its own. */
static void
test_folders(struct scene *scene, gconstpointer unused)
{
	struct arrival arrival = { .id = scene_id('a'),
				   .name = "one.pdf",
				   .watch = "inbox",
				   .folder = "Client B/2016",
				   .path = "/inbox/Client B/2016/one.pdf" };
	g_autoptr(spool_letter) letter = NULL, unknown = NULL, copy = NULL;
	g_autoptr(GPtrArray) rows = NULL;
	enum claim claim = CLAIM_NEW;

	(void)unused;
	g_assert_true(
		spool_claim(scene->spool, &arrival, scene->now, &claim, NULL));
	arrival.name = "two.pdf";
	arrival.folder = "";
	g_assert_true(
		spool_claim(scene->spool, &arrival, scene->now, &claim, NULL));
	g_assert_cmpint(claim, ==, CLAIM_DUPLICATE);
	letter = scene_look(scene, 'a');
	copy = spool_letter_copy(letter);
	g_assert_cmpstr(copy->folder, ==, "Client B/2016");
	rows = spool_letter_arrivals(scene->spool, arrival.id, NULL);
	g_assert_cmpuint(rows->len, ==, 2);
	g_assert_cmpstr(((struct spool_arrival_row *)rows->pdata[0])->folder,
			==, "Client B/2016");
	g_assert_cmpstr(((struct spool_arrival_row *)rows->pdata[1])->folder,
			==, "");
	scene_claim(scene, 'b', "three.pdf");
	unknown = scene_look(scene, 'b');
	g_assert_null(unknown->folder);
}

/* Paths hold any bytes but NUL. */
static void
test_strange_paths(struct scene *scene, gconstpointer unused)
{
	static const char path[] = "/in\n\xff\xfe/'; DROP TABLE x; --\x80.pdf";
	struct arrival arrival = { .id = scene_id('a'),
				   .name = "n\nx'.pdf",
				   .watch = "inbox",
				   .path = path };
	g_autoptr(spool_summary) summary = NULL;
	g_autoptr(GPtrArray) rows = NULL;
	const struct spool_stray *stray;
	enum claim claim = CLAIM_NEW;
	gboolean left = FALSE;

	(void)unused;
	g_assert_true(
		spool_claim(scene->spool, &arrival, scene->now, &claim, NULL));
	g_assert_true(
		spool_claim(scene->spool, &arrival, scene->now, &claim, NULL));
	g_assert_cmpint(claim, ==, CLAIM_UNFINISHED);
	rows = spool_letter_arrivals(scene->spool, arrival.id, NULL);
	g_assert_cmpstr(((struct spool_arrival_row *)rows->pdata[0])->path, ==,
			path);
	g_assert_true(spool_remember_left(scene->spool, path, "s", NULL));
	g_assert_true(spool_is_left(scene->spool, path, "s", &left, NULL) &&
		      left);
	g_assert_true(spool_note_stray(scene->spool, "inbox", path, "a link",
				       scene->now, NULL));
	summary = spool_summarise(scene->spool, scene->now, NULL);
	g_assert_cmpuint(summary->strays->len, ==, 1);
	stray = summary->strays->pdata[0];
	g_assert_true(g_utf8_validate(stray->path, -1, NULL));
	g_assert_cmpstr(stray->reason, ==, "a link");
	g_assert_true(spool_note_stray(scene->spool, "inbox", path, NULL,
				       scene->now, NULL));
	scene_expect(scene, "SELECT count(*) FROM strays", "0");
}

static void
test_left(struct scene *scene, gconstpointer unused)
{
	gboolean left = TRUE;

	(void)unused;
	g_assert_true(spool_is_left(scene->spool, "/in/a", "1:2", &left, NULL));
	g_assert_false(left);
	g_assert_true(spool_remember_left(scene->spool, "/in/a", "1:2", NULL));
	g_assert_true(spool_remember_left(scene->spool, "/in/a", "1:3", NULL));
	g_assert_true(spool_is_left(scene->spool, "/in/a", "1:2", &left, NULL));
	g_assert_false(left);
	g_assert_true(spool_is_left(scene->spool, "/in/a", "1:3", &left, NULL));
	g_assert_true(left);
}

static void
test_strays(struct scene *scene, gconstpointer unused)
{
	(void)unused;
	spool_note_stray(scene->spool, "a", "/a/1", "a pipe", 1, NULL);
	spool_note_stray(scene->spool, "a", "/a/2", "a link", 1, NULL);
	spool_note_stray(scene->spool, "a", "/a/2", "too large", 2, NULL);
	spool_note_stray(scene->spool, "b", "/b/1", "a link", 1, NULL);
	spool_note_stray(scene->spool, "b", "/b/1", "a link", 3, NULL);
	g_assert_true(spool_forget_strays(scene->spool, 2, NULL));
	scene_expect(scene, "SELECT path || reason FROM strays",
		     "/a/2too large|/b/1a link");
	g_assert_true(spool_forget_strays(scene->spool, 3, NULL));
	scene_expect(scene, "SELECT path FROM strays", "/b/1");
}

static void
test_turns(struct scene *scene, gconstpointer unused)
{
	g_autoptr(GPtrArray) first = NULL;
	guint count = 0, failed = 0;

	(void)unused;
	g_assert_cmpint(next_due(scene), ==, -1);
	scene_claim(scene, 'c', "c");
	scene_claim(scene, 'b', "b");
	scene_claim(scene, 'a', "a");
	g_assert_cmpint(next_due(scene), ==, scene->now);
	first = scene_take(scene, 2);
	g_assert_cmpuint(first->len, ==, 2);
	g_assert_true(spool_give_back(scene->spool, scene_id('b'), NULL));
	g_assert_true(spool_give_back(scene->spool, scene_id('a'), NULL));
	scene_expect_taken(scene, "ba");
	g_assert_cmpint(next_due(scene), ==, -1);
	g_assert_true(spool_recover(scene->spool, 3, scene->now, &count,
				    &failed, NULL));
	g_assert_cmpuint(count, ==, 3);
	g_assert_cmpuint(failed, ==, 0);
	scene_expect_taken(scene, "cba");
	scene_expect_events(scene, 'a', "received deferred");
}

static void
recover(struct scene *scene, guint attempts, guint count, guint failed)
{
	guint again = 99, given_up = 99;

	g_assert_true(spool_recover(scene->spool, attempts, scene->now, &again,
				    &given_up, NULL));
	g_assert_cmpuint(again, ==, count);
	g_assert_cmpuint(given_up, ==, failed);
}

static void
expect_attempts(struct scene *scene, char digit, guint attempts)
{
	g_autoptr(spool_letter) letter = scene_look(scene, digit);

	g_assert_cmpuint(letter->attempts, ==, attempts);
}

/* However often the daemon dies over several, none of them is given up; the one
 * over which it dies while no other is read is. */
static void
test_died_over(struct scene *scene, gconstpointer unused)
{
	static const guint allowed[] = { 1, 2, 3 };

	(void)unused;
	for (guint i = 0; i < G_N_ELEMENTS(allowed); i++) {
		const char digit = (char)('a' + i);
		guint most = MAX(allowed[i], 2) - 1;

		scene_claim(scene, digit, "a letter");
		for (guint death = 1; death < 6; death++) {
			scene_expect_taken(scene, (char[]){ digit, '\0' });
			recover(scene, allowed[i], 1, 0);
			expect_attempts(scene, digit, MIN(death, most));
		}
		scene_expect_taken(scene, (char[]){ digit, '\0' });
		g_assert_true(
			spool_begin_alone(scene->spool, scene_id(digit), NULL));
		/* A stop is no death. */
		g_assert_true(
			spool_give_back(scene->spool, scene_id(digit), NULL));
		scene_expect_taken(scene, (char[]){ digit, '\0' });
		recover(scene, allowed[i], 1, 0);
		scene_expect_taken(scene, (char[]){ digit, '\0' });
		g_assert_true(
			spool_begin_alone(scene->spool, scene_id(digit), NULL));
		recover(scene, allowed[i], 0, 1);
		scene_expect_state(scene, digit, LETTER_FAILED);
		scene_expect_taken(scene, "");
	}
}

/* What waited longest stands first, whether it is new or to be tried again. */
static void
test_defer(struct scene *scene, gconstpointer unused)
{
	g_autoptr(spool_letter) letter = NULL;

	(void)unused;
	scene_claim(scene, 'a', "a");
	scene_expect_taken(scene, "a");
	defer(scene, 'a', "killed by signal 9", TRUE, scene->now + 100);
	scene_claim(scene, 'b', "b");
	scene_expect_taken(scene, "b");
	g_assert_cmpint(next_due(scene), ==, scene->now + 100);
	scene_expect_taken(scene, "");
	scene_claim(scene, 'c', "c");
	scene->now += 100;
	g_assert_cmpint(next_due(scene), ==, scene->now);
	scene_expect_taken(scene, "ac");
	defer(scene, 'a', "no memory", FALSE, scene->now + 100);
	letter = scene_look(scene, 'a');
	g_assert_cmpuint(letter->attempts, ==, 1);
	g_assert_cmpstr(letter->reason, ==, "no memory");
	/* The same again is no news; another killed worker is. */
	for (guint i = 0; i < 3; i++) {
		scene->now += 100;
		scene_expect_taken(scene, "a");
		defer(scene, 'a', "no memory", FALSE, scene->now + 100);
	}
	scene_expect_events(scene, 'a', "received deferred deferred");
	scene->now += 100;
	scene_expect_taken(scene, "a");
	defer(scene, 'a', "no memory", TRUE, scene->now);
	scene_expect_events(scene, 'a', "received deferred deferred deferred");
}

static void
test_clock(struct scene *scene, gconstpointer unused)
{
	(void)unused;
	scene_claim(scene, 'a', "a");
	scene_expect_taken(scene, "a");
	defer(scene, 'a', "later", FALSE, scene->now + 2 * SCENE_HOUR);
	scene->now -= SCENE_HOUR;
	scene_expect_taken(scene, "");
	scene_claim(scene, 'b', "b");
	scene_expect_taken(scene, "b");
	scene->now -= 30 * 24 * SCENE_HOUR;
	g_assert_cmpint(next_due(scene), ==, scene->now);
	scene_expect_taken(scene, "a");
}

static void
test_extracted(struct scene *scene, gconstpointer unused)
{
	g_autoptr(spool_letter) letter = NULL;
	g_autoptr(GPtrArray) deliveries = NULL;
	const struct spool_delivery *last;

	(void)unused;
	scene_claim(scene, 'a', "a");
	scene_expect_taken(scene, "a");
	defer(scene, 'a', "trouble", TRUE, 0);
	scene_expect_taken(scene, "a");
	scene->now += 7;
	scene_extract(scene, 'a', 2);
	letter = scene_look(scene, 'a');
	g_assert_cmpint(letter->state, ==, LETTER_EXTRACTED);
	g_assert_null(letter->reason);
	g_assert_cmpint(letter->extracted, ==, scene->now);
	g_assert_cmpint(letter->finished, ==, 0);
	g_assert_cmpfloat(letter->seconds, ==, 1.5);
	g_assert_cmpuint(letter->pages, ==, 3);
	g_assert_cmpuint(letter->ocr_pages, ==, 1);
	g_assert_cmpuint(letter->records, ==, 2);
	deliveries = spool_letter_deliveries(scene->spool, letter->id, NULL);
	g_assert_cmpuint(deliveries->len, ==, 4);
	last = deliveries->pdata[3];
	g_assert_cmpstr(last->sink, ==, "web");
	g_assert_cmpuint(last->index, ==, 1);
	g_assert_cmpint(last->revision, ==, 1);
	g_assert_cmpint(last->queued, ==, scene->now);
	g_assert_true(g_str_has_suffix(last->record_id, "-2"));
	scene_expect_events(scene, 'a', "received deferred extracted");
}

static void
test_no_sinks(struct scene *scene, gconstpointer unused)
{
	static const char *const none[] = { NULL };
	struct spool_record record = { .record_id = scene_id('a') };
	struct extraction_result result = { .id = scene_id('a'),
					    .records = &record,
					    .record_count = 1 };
	g_autoptr(spool_letter) letter = NULL;

	(void)unused;
	scene_claim(scene, 'a', "a");
	scene_expect_taken(scene, "a");
	g_assert_true(
		spool_extracted(scene->spool, &result, none, scene->now, NULL));
	letter = scene_look(scene, 'a');
	g_assert_cmpint(letter->state, ==, LETTER_DELIVERED);
	g_assert_cmpint(letter->finished, ==, scene->now);
	scene_expect_events(scene, 'a', "received extracted delivered");
}

/* What the operator did while a worker had the letter stands. */
static void
test_overtaken(struct scene *scene, gconstpointer unused)
{
	(void)unused;
	scene_claim(scene, 'a', "a");
	scene_expect_taken(scene, "a");
	spool_reject(scene->spool, scene_id('a'), "not ours", scene->now, NULL);
	scene_extract(scene, 'a', 1);
	defer(scene, 'a', "x", TRUE, 0);
	scene_quarantine(scene, 'a', LETTER_FAILED);
	g_assert_true(spool_give_back(scene->spool, scene_id('a'), NULL));
	scene_expect_state(scene, 'a', LETTER_REJECTED);
	scene_expect(scene, "SELECT count(*) FROM deliveries", "0");
	scene_claim(scene, 'b', "b");
	scene_expect_taken(scene, "b");
	g_assert_true(
		spool_reocr(scene->spool, scene_id('b'), scene->now, NULL));
	scene_extract(scene, 'b', 1);
	scene_quarantine(scene, 'b', LETTER_FAILED);
	defer(scene, 'b', "x", TRUE, scene->now + 50);
	scene_expect_taken(scene, "b");
	scene_extract(scene, 'b', 1);
	scene_expect_state(scene, 'b', LETTER_EXTRACTED);
	scene_expect(scene, "SELECT from_scratch FROM letters", "0|0");
}

/* The letter is taken for its reocr before what was read until then comes. */
static void
test_outdated(struct scene *scene, gconstpointer unused)
{
	const struct extraction_result result = { .id = scene_id('a'),
						  .plain = TRUE };

	(void)unused;
	scene_claim(scene, 'a', "a");
	scene_expect_taken(scene, "a");
	g_assert_true(
		spool_reocr(scene->spool, scene_id('a'), scene->now, NULL));
	scene_expect_taken(scene, "a");
	g_assert_true(spool_extracted(scene->spool, &result, scene_sinks,
				      scene->now, NULL));
	scene_expect_state(scene, 'a', LETTER_EXTRACTING);
	scene_expect(scene, "SELECT from_scratch FROM letters", "1");
	scene_extract(scene, 'a', 1);
	scene_expect_state(scene, 'a', LETTER_EXTRACTED);
}

static void
test_quarantine(struct scene *scene, gconstpointer unused)
{
	g_autoptr(spool_letter) rejected = NULL;
	g_autoptr(spool_letter) failed = NULL;

	(void)unused;
	scene_claim(scene, 'a', "a");
	scene_claim(scene, 'b', "b");
	scene_expect_taken(scene, "ab");
	scene_quarantine(scene, 'a', LETTER_REJECTED);
	scene_quarantine(scene, 'b', LETTER_FAILED);
	rejected = scene_look(scene, 'a');
	failed = scene_look(scene, 'b');
	g_assert_cmpint(rejected->state, ==, LETTER_REJECTED);
	g_assert_cmpuint(rejected->attempts, ==, 0);
	g_assert_cmpstr(rejected->reason, ==, "no letter");
	g_assert_cmpint(rejected->finished, ==, scene->now);
	g_assert_cmpint(failed->state, ==, LETTER_FAILED);
	g_assert_cmpuint(failed->attempts, ==, 1);
	scene_expect_events(scene, 'a', "received rejected");
	scene_expect_events(scene, 'b', "received failed");
	scene_expect_taken(scene, "");
}

static void
test_unknown(struct scene *scene, gconstpointer unused)
{
	g_autoptr(GError) error = NULL;
	struct extraction_result result = { .id = scene_id('a') };

	(void)unused;
	g_assert_false(spool_extracted(scene->spool, &result, scene_sinks,
				       scene->now, &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
	scene_expect(scene, "SELECT count(*) FROM events", "0");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	scene_test_add("/spool-letter/claim", test_claim);
	scene_test_add("/spool-letter/claim-elsewhere", test_claim_elsewhere);
	scene_test_add("/spool-letter/claim-quarantined",
		       test_claim_quarantined);
	scene_test_add("/spool-letter/folders", test_folders);
	scene_test_add("/spool-letter/strange-paths", test_strange_paths);
	scene_test_add("/spool-letter/left", test_left);
	scene_test_add("/spool-letter/strays", test_strays);
	scene_test_add("/spool-letter/turns", test_turns);
	scene_test_add("/spool-letter/died-over", test_died_over);
	scene_test_add("/spool-letter/defer", test_defer);
	scene_test_add("/spool-letter/clock", test_clock);
	scene_test_add("/spool-letter/extracted", test_extracted);
	scene_test_add("/spool-letter/no-sinks", test_no_sinks);
	scene_test_add("/spool-letter/overtaken", test_overtaken);
	scene_test_add("/spool-letter/outdated", test_outdated);
	scene_test_add("/spool-letter/quarantine", test_quarantine);
	scene_test_add("/spool-letter/unknown", test_unknown);
	return g_test_run();
}
