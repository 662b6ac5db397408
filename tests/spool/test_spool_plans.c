/* test_spool_plans.c - no statement of the service walks through what was
 * delivered in all those years: SQLite's plans, read. */
#include <string.h>

#include "spool/spool_private.h"
#include "tests/spool/spool_scene.h"

/* What may be walked through: it is small, or cut off by a LIMIT. */
static const char *const small[] = {
	"SCAN CONSTANT ROW",
	"SCAN sinks",
	"SCAN totals",
	"SCAN strays",
	"SCAN outages",
	"SCAN troubles",
	"SCAN sources",
	"SCAN source_waits",
	"SCAN service",
	"SCAN quarantine_seen",
	"SCAN due",
	"SCAN (subquery-",
	"SCAN letters USING INDEX letters_quarantined",
	"SCAN n USING COVERING INDEX arrivals_name", /* a name's middle */
	NULL,
};

static gboolean
is_small(const char *step)
{
	for (guint i = 0; small[i] != NULL; i++)
		if (g_str_has_prefix(step, small[i]))
			return TRUE;
	return !g_str_has_prefix(step, "SCAN ");
}

/* The steps of a plan, a line each. */
static char *
plan_of(struct spool *spool, const char *sql)
{
	g_autofree char *explain =
		g_strconcat("EXPLAIN QUERY PLAN ", sql, NULL);
	GString *plan = g_string_new(NULL);
	sqlite3_stmt *statement;

	g_assert_cmpint(
		sqlite3_prepare_v2(spool->db, explain, -1, &statement, NULL),
		==, SQLITE_OK);
	while (sqlite3_step(statement) == SQLITE_ROW)
		g_string_append_printf(plan, "%s\n",
				       sqlite3_column_text(statement, 3));
	sqlite3_finalize(statement);
	return g_string_free(plan, FALSE);
}

static gboolean
ignore_letter(const struct spool_letter *letter, gpointer unused)
{
	(void)letter;
	(void)unused;
	return TRUE;
}

static void
list(struct scene *scene, struct letter_filter filter)
{
	g_assert_true(spool_each_letter(scene->spool, &filter, ignore_letter,
					NULL, NULL));
}

/* All that the service does again and again, and what people wait for. */
static void
use_everything(struct scene *scene)
{
	const char *id = scene_id('a');
	gboolean left;
	gint64 time;
	guint count, failed;

	scene_letter(scene, 'a', 1);
	scene_letter(scene, 'b', 0);
	scene_claim(scene, 'a', "a again");
	spool_original_gone(scene->spool, id, "a.pdf", NULL);
	spool_is_left(scene->spool, "/a", "1", &left, NULL);
	spool_remember_left(scene->spool, "/a", "1", NULL);
	spool_note_outage(
		scene->spool,
		&(struct spool_outage){ (char *)"inbox", SPOOL_PLACE_ARCHIVE,
					(char *)"/a", (char *)"x", scene->now },
		NULL);
	spool_next_due(scene->spool, scene->now, &time, NULL);
	spool_next_delivery(scene->spool, "web", scene->now, &time, NULL);
	scene_deliver(scene, "files");
	spool_deliveries_hurry(scene->spool, "web", NULL);
	spool_recover(scene->spool, 3, scene->now, &count, &failed, NULL);
	spool_retry(scene->spool, id, scene->now, &count, NULL);
	spool_requeue_sink(scene->spool, "web", scene->now, &count, NULL);
	spool_reocr(scene->spool, id, scene->now, NULL);
	spool_give_back(scene->spool, id, NULL);
	spool_defer(scene->spool, id, "x", TRUE, 0, NULL);
	spool_reject(scene->spool, id, "x", scene->now, NULL);
	spool_summary_free(spool_summarise(scene->spool, scene->now, NULL));
	g_ptr_array_unref(spool_letter_deliveries(scene->spool, id, NULL));
	g_ptr_array_unref(spool_letter_events(scene->spool, id, NULL));
	g_ptr_array_unref(spool_letter_arrivals(scene->spool, id, NULL));
	spool_set_sinks(scene->spool, scene_sinks + 1, scene->now, NULL);
	spool_set_sinks(scene->spool, scene_sinks, scene->now, NULL);
	list(scene, (struct letter_filter){ .state = LETTER_RECEIVED });
	list(scene, (struct letter_filter){ .any_state = TRUE,
					    .id_prefix = "abcdef" });
	list(scene, (struct letter_filter){ .any_state = TRUE,
					    .case_number = "CM99-1" });
	list(scene,
	     (struct letter_filter){ .any_state = TRUE, .parked = TRUE });
	list(scene,
	     (struct letter_filter){ .any_state = TRUE, .needs_look = TRUE });
	list(scene,
	     (struct letter_filter){ .any_state = TRUE, .name = "IMR*.pdf" });
	list(scene, (struct letter_filter){ .state = LETTER_DELIVERED,
					    .decided_from = "2026-01-01" });
	list(scene, (struct letter_filter){ .state = LETTER_DELIVERED,
					    .received_from = 1,
					    .received_to = 2 });
}

static void
test_plans(struct scene *scene, gconstpointer unused)
{
	GHashTableIter iter;
	gpointer sql;

	(void)unused;
	use_everything(scene);
	g_assert_cmpuint(g_hash_table_size(scene->spool->statements), >, 40);
	g_hash_table_iter_init(&iter, scene->spool->statements);
	while (g_hash_table_iter_next(&iter, &sql, NULL)) {
		g_autofree char *plan = plan_of(scene->spool, sql);
		g_auto(GStrv) steps = g_strsplit(plan, "\n", -1);

		for (guint i = 0; steps[i] != NULL; i++)
			if (!is_small(steps[i]))
				g_test_message("%s\n%s", (char *)sql, plan);
		for (guint i = 0; steps[i] != NULL; i++)
			g_assert_true(is_small(steps[i]));
		/* Lists that are walked in order are not sorted first. */
		if (strstr(sql, "letters WHERE sequence > ?1 AND state") !=
		    NULL)
			g_assert_null(strstr(plan, "TEMP B-TREE"));
		if (strstr(sql, "SELECT sequence FROM letters WHERE") != NULL)
			g_assert_null(
				strstr(plan, "USING INTEGER PRIMARY KEY"));
		/* Looked up by id, not filtered. */
		if (strstr(sql, "UPDATE letters SET state = 2, finished = 0") !=
			    NULL ||
		    strstr(sql, "AND id IN (SELECT") != NULL)
			g_assert_nonnull(strstr(
				plan, "INDEX sqlite_autoindex_letters_1"));
	}
}

static const char backlog[] =
	"WITH RECURSIVE n (i) AS"
	" (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
	" INSERT INTO letters (id, name, watch, size, state, received,"
	"  waiting, extracted, records)"
	" SELECT printf('%064x', i * 7919), 'n', 'w', 1, i % 4, i, i, i, 1"
	" FROM n";
static const char queue[] =
	"INSERT INTO deliveries (record_id, sink, letter_id, queued, state)"
	" SELECT id, 'web', id, received, state = 3 FROM letters";

/* Of SQLite's machine, in all runs of the statement that has that text. */
static int
steps_of(struct spool *spool, const char *text)
{
	GHashTableIter iter;
	gpointer sql, statement;

	g_hash_table_iter_init(&iter, spool->statements);
	while (g_hash_table_iter_next(&iter, &sql, &statement))
		if (strstr(sql, text) != NULL)
			return sqlite3_stmt_status(
				statement, SQLITE_STMTSTATUS_VM_STEP, 0);
	g_assert_not_reached();
}

/* imrctl asks for this, the metrics too, while letters flow. */
static void
test_backlog(struct scene *scene, gconstpointer unused)
{
	g_autoptr(GTimer) timer = NULL;
	double best = G_MAXDOUBLE;

	(void)unused;
	g_free(scene_ask(scene, backlog));
	g_free(scene_ask(scene, queue));
	g_free(scene_ask(scene, "UPDATE totals SET letters = 20000"));
	g_free(scene_ask(scene, "UPDATE sinks SET delivered = 5000"
				" WHERE name = 'web'"));
	timer = g_timer_new();
	for (guint i = 0; i < 10; i++) {
		g_autoptr(spool_summary) summary = NULL;

		g_timer_start(timer);
		summary = spool_summarise(scene->spool, scene->now, NULL);
		best = MIN(best, g_timer_elapsed(timer, NULL));
		g_assert_cmpuint(summary->letters[LETTER_DELIVERED], ==, 5000);
		g_assert_cmpuint(
			((struct spool_sink *)summary->sinks->pdata[1])->queued,
			==, 15000);
	}
	g_assert_cmpint(steps_of(scene->spool, "extracted <= ?"), <, 1000);
	g_test_message("a summary of 20,000 letters: %.1f ms", best * 1000);
	g_assert_cmpfloat(best, <, 0.05);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	scene_test_add("/spool-plans/plans", test_plans);
	scene_test_add("/spool-plans/backlog", test_backlog);
	return g_test_run();
}
