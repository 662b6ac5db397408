/* test_spool_pieces.c - what is done to all letters is done to some at a time:
 * in between each of them is done or not, and others may write. */
#include <string.h>

#include "core/commit_point.h"
#include "tests/spool/spool_scene.h"

#define LETTERS 1200 /* three pieces */

static void (*between)(void);

/* In the place of the empty one. */
void
commit_point(const char *name)
{
	if (between != NULL && g_str_has_suffix(name, "-done"))
		between();
}

static struct scene *here;
static const char *is_done; /* SQL, of letters that this piece came to */
static guint pieces, done_before;

static guint
count(const char *sql)
{
	g_autofree char *answer = scene_ask(here, sql);

	return (guint)g_ascii_strtoull(answer, NULL, 10);
}

static void
look_between(void)
{
	g_autoptr(spool) other = NULL;
	g_autoptr(GError) error = NULL;
	g_autofree char *sql = g_strconcat(
		"SELECT count(*) FROM letters WHERE ", is_done, NULL);
	guint done = count(sql);

	between = NULL;
	/* Nobody is waited for. */
	other = spool_open(here->directory, FALSE, 0, &error);
	g_assert_no_error(error);
	spool_note_stray(other, "inbox", "/inbox/pipe", "is a pipe", 1, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(done, >, done_before);
	g_assert_cmpuint(done - done_before, <=, LETTERS / 2);
	done_before = done;
	pieces++;
	between = look_between;
}

static void
fill(struct scene *scene, const char *sql)
{
	g_autofree char *letters = g_strdup_printf(
		"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL"
		" SELECT i + 1 FROM n WHERE i < %d)"
		" INSERT INTO letters (id, name, watch, size, state, received,"
		"  waiting, records)"
		" SELECT printf('%%064x', i * 7919), 'n', 'w', 1, 3, i, i, 1"
		" FROM n",
		LETTERS);

	here = scene;
	done_before = pieces = 0;
	g_free(scene_ask(scene, letters));
	g_free(scene_ask(scene, "INSERT INTO records (record_id, letter_id,"
				"  idx) SELECT id, id, 0 FROM letters"));
	g_free(scene_ask(scene, "UPDATE totals SET"
				" letters = (SELECT count(*) FROM letters),"
				" records = (SELECT count(*) FROM records)"));
	g_free(scene_ask(scene, sql));
	between = look_between;
}

static void
test_retry(struct scene *scene, gconstpointer unused)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) retried = g_ptr_array_new();
	g_autoptr(GError) error = NULL;
	guint told = 0;

	(void)unused;
	/* One of them has nothing to retry. */
	fill(scene, "UPDATE letters SET state = iif(sequence = 700, 3, 5)");
	for (guint i = 1; i <= LETTERS; i++)
		g_ptr_array_add(ids, g_strdup_printf("%064x", i * 7919));
	is_done = "state = 0 AND EXISTS (SELECT 1 FROM events"
		  " WHERE letter_id = id AND what = 'retried')";
	spool_retry_all(scene->spool, ids, scene->now, retried, &told, &error);
	between = NULL;
	g_assert_no_error(error);
	g_assert_cmpuint(told, ==, LETTERS - 1);
	g_assert_cmpuint(retried->len, ==, LETTERS - 1);
	g_assert_cmpuint(done_before, ==, LETTERS - 1);
	g_assert_cmpuint(pieces, ==, 3);
}

static void
test_requeue(struct scene *scene, gconstpointer unused)
{
	g_autoptr(GError) error = NULL;
	guint told = 0;

	(void)unused;
	/* Most were there already; some are parked. */
	fill(scene, "INSERT INTO deliveries (record_id, letter_id, sink,"
		    "  queued, state)"
		    " SELECT id, id, 'web', 1, iif(sequence % 10 = 0, 2, 1)"
		    " FROM letters WHERE sequence > 100");
	g_free(scene_ask(scene, "UPDATE sinks SET delivered ="
				" (SELECT count(*) FROM deliveries"
				"  WHERE state = 1) WHERE name = 'web'"));
	g_free(scene_ask(scene, "UPDATE letters SET state = 5"
				" WHERE sequence = 700"));
	is_done = "state = 2 AND EXISTS (SELECT 1 FROM deliveries d"
		  " WHERE d.letter_id = id AND d.state = 0)";
	spool_requeue_sink(scene->spool, "web", scene->now, &told, &error);
	between = NULL;
	g_assert_no_error(error);
	g_assert_cmpuint(told, ==, LETTERS - 1);
	g_assert_cmpuint(done_before, ==, LETTERS - 1);
	g_assert_cmpuint(pieces, ==, 3);
	scene_expect(scene,
		     "SELECT count(*) FROM events"
		     " WHERE what = 'requeued'",
		     "1199");
	scene_expect(scene, "SELECT delivered FROM sinks WHERE name = 'web'",
		     "0");
}

/* What was once a third sink has deliveries of all letters but the last. */
static void
fill_removed(struct scene *scene, const char *letters)
{
	fill(scene, letters);
	between = NULL;
	g_free(scene_ask(scene, "INSERT INTO sinks (name, since, state)"
				" VALUES ('old', 1, 3)"));
	g_free(scene_ask(scene, "INSERT INTO deliveries (record_id, letter_id,"
				"  sink, queued, state)"
				" SELECT id, id, 'old', 1, iif(sequence % 2, 0,"
				"  2) FROM letters WHERE sequence < 1200"));
	between = look_between;
}

/* A crash came after it was removed, and before the letters were done. */
static void
test_removed(struct scene *scene, gconstpointer unused)
{
	g_autoptr(GError) error = NULL;

	(void)unused;
	fill_removed(scene, "UPDATE letters SET state = 2 WHERE sequence > 1");
	is_done = "state = 3";
	spool_set_sinks(scene->spool, scene_sinks, scene->now, &error);
	between = NULL;
	g_assert_no_error(error);
	g_assert_cmpuint(done_before, ==, LETTERS);
	g_assert_cmpuint(pieces, ==, 1 + 3); /* 1: the sinks */
	scene_expect(scene,
		     "SELECT count(*) FROM events WHERE what = 'delivered'",
		     "1199");
}

/* The letters wait before it is back. */
static void
test_revived(struct scene *scene, gconstpointer unused)
{
	static const char *const sinks[] = { "files", "web", "old", NULL };
	g_autoptr(GError) error = NULL;

	(void)unused;
	fill_removed(scene, "UPDATE letters SET state = 3");
	is_done = "state = 2 OR (sequence = 1200 AND EXISTS (SELECT 1"
		  " FROM sinks WHERE name = 'old' AND state = 0))";
	spool_set_sinks(scene->spool, sinks, scene->now, &error);
	between = NULL;
	g_assert_no_error(error);
	g_assert_cmpuint(done_before, ==, LETTERS);
	g_assert_cmpuint(pieces, ==, 2 + 2 + 1);
	scene_expect(scene,
		     "SELECT count(*) FROM events WHERE what = 'requeued'"
		     " AND detail = 'old'",
		     "1199");
}

static void
test_forgotten(struct scene *scene, gconstpointer unused)
{
	g_autoptr(GError) error = NULL;

	(void)unused;
	fill_removed(scene, "UPDATE letters SET state = 3");
	is_done = "iif(sequence < 1200, NOT EXISTS (SELECT 1 FROM deliveries"
		  " WHERE letter_id = id), NOT EXISTS (SELECT 1 FROM sinks"
		  " WHERE name = 'old'))";
	spool_forget_sink(scene->spool, "old", &error);
	between = NULL;
	g_assert_no_error(error);
	g_assert_cmpuint(done_before, ==, LETTERS);
	g_assert_cmpuint(pieces, ==, 3 + 1);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	scene_test_add("/spool-pieces/retry", test_retry);
	scene_test_add("/spool-pieces/requeue", test_requeue);
	scene_test_add("/spool-pieces/removed", test_removed);
	scene_test_add("/spool-pieces/revived", test_revived);
	scene_test_add("/spool-pieces/forgotten", test_forgotten);
	return g_test_run();
}
