/* test_extraction.c - which letter is begun when: how many at once, which of
 * them alone, what waits for a disk or for workers. */
#include "tests/daemon/extraction_scene.h"

/* --- how many, and in which order --- */

static void
test_order(void)
{
	add_all_due("abcdefghijk");
	wake();
	expect("pool-of-1 a b c d e f g h");
	end_letter('c');
	expect("c-closed i");
	g_assert_cmpuint(scene.queued, ==, 1);
	end_letter('a');
	end_with('b', JOB_REJECTED);
	expect("a-closed b-closed j k");
	g_assert_cmpuint(scene.queued, ==, 2);
	g_assert_cmpuint(extraction_under_way(scene.extraction), ==, 8);
}

/* One that ran out of time takes no room from others. */
static void
test_slow(void)
{
	add_all_due("abcdefghij");
	wake();
	expect("pool-of-1 a b c d e f g h");
	begun('a')->job->slow = begun('b')->job->slow = TRUE;
	end_letter('c');
	expect("c-closed i j");
}

/* What the store has kept needs no worker. */
static void
test_kept(void)
{
	add_due('a')->kept = TRUE;
	add_due('b');
	wake();
	expect("pool-of-1 b a-closed");
	g_assert_cmpuint(scene.queued, ==, 1);
}

/* The operator wants it read again while it is being read. */
static void
test_twice(void)
{
	add_all_due("ab");
	wake();
	expect("pool-of-1 a b");
	add_due('a');
	wake();
	expect("a-later");
}

static void
test_put_off(void)
{
	add_due('a');
	wake();
	expect("pool-of-1 a");
	g_hash_table_add(scene.put_off, (gpointer) "a");
	for (guint i = 1; i <= 2; i++) {
		g_autofree char *again =
			g_strdup_printf("a-closed a-put-off-%u", i);

		end_with('a', JOB_DEFERRED);
		add_due('a');
		expect(again);
	}
	/* Counted from the start again once it went well. */
	g_hash_table_remove_all(scene.put_off);
	end_letter('a');
	add_due('a');
	expect("a-closed a");
}

/* --- alone --- */

/* The last try of what killed its worker: nothing else is read meanwhile. */
static void
test_alone(void)
{
	add_due('a');
	add_due('x')->attempts = 2;
	add_due('b');
	wake();
	expect("pool-of-1 a b");
	add_due('c');
	wake();
	expect(""); /* they wait for x, as x for them */
	end_letter('a');
	expect("a-closed");
	end_letter('b');
	expect("b-closed alone x");
	wake();
	expect("");
	end_with('x', JOB_FAILED);
	expect("x-closed c");
}

/* Two such do not follow each other while others wait. */
static void
test_two_alone(void)
{
	add_due('x')->attempts = 2;
	add_due('y')->attempts = 2;
	wake();
	expect("pool-of-1 alone x");
	add_due('a');
	end_with('x', JOB_FAILED);
	expect("x-closed a");
	end_letter('a');
	expect("a-closed alone y");
}

/* None waits for one that ran out of time. */
static void
test_alone_beside_slow(void)
{
	add_due('s');
	wake();
	expect("pool-of-1 s");
	begun('s')->job->slow = TRUE;
	add_due('x')->attempts = 2;
	add_due('a');
	wake();
	expect("a");
	add_due('b');
	wake();
	expect("b");
	end_letter('s');
	expect("s-closed");
	end_letter('a');
	expect("a-closed");
	end_letter('b');
	expect("b-closed alone x");
}

static void
test_stop_alone(void)
{
	add_due('a');
	add_due('x')->attempts = 2;
	add_due('y')->attempts = 2;
	wake();
	expect("pool-of-1 a");
	end_letter('a');
	run_loop();
	run_one_job(); /* x is to be noted as alone when the stop comes */
	extraction_stop(scene.extraction);
	g_assert_cmpstr(scene.events->str, ==, "a-closed y-back");
	g_string_truncate(scene.events, 0);
	expect("alone x-back");
	g_assert_cmpuint(extraction_under_way(scene.extraction), ==, 0);
}

/* --- what fails --- */

static void
test_stuck(void)
{
	add_all_due("ab");
	wake();
	expect("pool-of-1 a b");
	scene.disk_full = TRUE;
	end_letter('a');
	run_loop();
	run_one_job();
	g_assert_cmpstr(scene.events->str, ==, "a-stuck wait-2");
	run_one_job(); /* it looks for more, as it was told before */
	add_due('c');
	wake();
	g_assert_cmpuint(scene.thread_jobs->length, ==, 0); /* none is taken */
	scene.disk_full = FALSE;
	expect("a-stuck wait-2 a-closed c");
	g_assert_cmpuint(scene.queued, ==, 1);
}

/* Its row says that it is being read: the next start takes it up. */
static void
test_stop_stuck(void)
{
	add_due('a');
	wake();
	expect("pool-of-1 a");
	scene.disk_full = TRUE;
	extraction_stop(scene.extraction);
	end_letter('a');
	expect("a-stuck");
	g_assert_cmpuint(extraction_under_way(scene.extraction), ==, 0);
}

/* What keeps the workers from starting, or NULL. */
static void
expect_trouble(const char *reason)
{
	g_autoptr(GPtrArray) now = troubles_now(scene.troubles);
	const struct spool_trouble *trouble;

	g_assert_cmpuint(now->len, ==, reason != NULL ? 1 : 0);
	if (reason == NULL)
		return;
	trouble = now->pdata[0];
	g_assert_cmpstr(trouble->kind, ==, TROUBLE_WORKERS);
	g_assert_cmpstr(trouble->reason, ==, reason);
}

static void
test_no_workers(void)
{
	add_all_due("ab");
	wake();
	expect("pool-of-1 a b");
	expect_trouble(NULL);
	fail_workers("no language data");
	expect_trouble("no language data");
	add_all_due("ab");
	expect("no-pool a-back b-back wait-10 pool-of-1 a b");
	scene.pool_events.ready("1", NULL, scene.extraction);
	expect_trouble(NULL);
}

/* --- new settings, and the end --- */

static void
test_new_settings(void)
{
	add_all_due("ab");
	wake();
	expect("pool-of-1 a b");
	add_all_due("cdefghijklmnop");
	extraction_set_config(scene.extraction, scene.other_config);
	expect(""); /* those that are busy finish first */
	end_letter('a');
	expect("a-closed");
	end_letter('b');
	expect("no-pool pool-of-2 b-closed c d e f g h i j k l m n");
}

static void
test_stop(void)
{
	add_all_due("ab");
	wake();
	run_one_job(); /* taken */
	add_due('c');
	wake();
	extraction_stop(scene.extraction);
	expect("pool-of-1 a b c-back");
	end_letter('a');
	expect("a-closed");
	wake();
	expect("");
	g_assert_cmpuint(extraction_under_way(scene.extraction), ==, 1);
}

static void
run_test(gconstpointer data)
{
	void (*const *test)(void) = data;

	scene_start();
	(*test)();
	scene_end();
}

static const struct {
	const char *path;
	void (*test)(void);
} tests[] = {
	{ "/extraction/order", test_order },
	{ "/extraction/slow", test_slow },
	{ "/extraction/kept", test_kept },
	{ "/extraction/twice", test_twice },
	{ "/extraction/put-off", test_put_off },
	{ "/extraction/alone", test_alone },
	{ "/extraction/two-alone", test_two_alone },
	{ "/extraction/alone-beside-slow", test_alone_beside_slow },
	{ "/extraction/stop-alone", test_stop_alone },
	{ "/extraction/stuck", test_stuck },
	{ "/extraction/stop-stuck", test_stop_stuck },
	{ "/extraction/no-workers", test_no_workers },
	{ "/extraction/new-settings", test_new_settings },
	{ "/extraction/stop", test_stop },
};

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(tests); i++)
		g_test_add_data_func(tests[i].path, &tests[i].test, run_test);
	return g_test_run();
}
