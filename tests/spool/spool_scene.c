/* spool_scene.c - spools for the tests, and a look at them past spool.h. */
#include "tests/spool/spool_scene.h"
#include "tests/support/scratch.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

const char *const scene_sinks[] = { "files", "web", NULL };

struct spool *
scene_open(const struct scene *scene)
{
	g_autoptr(GError) error = NULL;
	struct spool *spool = spool_open(scene->directory, TRUE, 10, &error);

	g_assert_no_error(error);
	return spool;
}

void
scene_start(struct scene *scene, gconstpointer unused)
{
	g_autoptr(GError) error = NULL;

	(void)unused;
	scene->directory = g_dir_make_tmp("imr-spool-XXXXXX", &error);
	g_assert_no_error(error);
	scene->now = SCENE_START;
	scene->spool = scene_open(scene);
	spool_set_sinks(scene->spool, scene_sinks, scene->now, &error);
	g_assert_no_error(error);
}

void
scene_end(struct scene *scene, gconstpointer unused)
{
	(void)unused;
	scene_expect(scene, "PRAGMA integrity_check", "ok");
	scene_expect(scene,
		     "SELECT letters = (SELECT count(*) FROM letters)"
		     " AND records = (SELECT count(*) FROM records)"
		     " FROM totals",
		     "1");
	scene_expect(scene,
		     "SELECT name FROM sinks WHERE delivered <>"
		     " (SELECT count(*) FROM deliveries d"
		     "  WHERE d.sink = name AND d.state = 1)",
		     "");
	g_clear_pointer(&scene->spool, spool_close);
	scratch_remove(scene->directory);
	g_free(scene->directory);
}

void
scene_test_add(const char *path,
	       void (*test)(struct scene *scene, gconstpointer unused))
{
	g_test_add(path, struct scene, NULL, scene_start, test, scene_end);
}

const char *
scene_id(char digit)
{
	g_autofree char *id = g_strnfill(64, digit);

	return g_intern_string(id);
}

enum claim
scene_claim(struct scene *scene, char digit, const char *name)
{
	g_autofree char *path = g_strconcat("/inbox/", name, NULL);
	struct arrival arrival = { .id = scene_id(digit),
				   .name = name,
				   .watch = "inbox",
				   .path = path,
				   .size_bytes = 1234 };
	g_autoptr(GError) error = NULL;
	enum claim claim = CLAIM_NEW;

	spool_claim(scene->spool, &arrival, scene->now, &claim, &error);
	g_assert_no_error(error);
	return claim;
}

GPtrArray *
scene_take(struct scene *scene, guint most)
{
	g_autoptr(GError) error = NULL;
	GPtrArray *letters =
		spool_take_due(scene->spool, most, scene->now, &error);

	g_assert_no_error(error);
	return letters;
}

void
scene_extract(struct scene *scene, char digit, guint count)
{
	g_autofree struct spool_record *records =
		g_new0(struct spool_record, count + 1);
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
	struct extraction_result result = { .id = scene_id(digit),
					    .records = records,
					    .record_count = count,
					    .pages = 3,
					    .ocr_pages = 1,
					    .seconds = 1.5 };
	g_autoptr(GError) error = NULL;

	for (guint i = 0; i < count; i++) {
		char *id = i == 0 ? g_strdup(result.id)
				  : g_strdup_printf("%s-%u", result.id, i + 1);

		g_ptr_array_add(ids, id);
		records[i] =
			(struct spool_record){ .record_id = id,
					       .case_number = "CM99-1",
					       .decision_date = "2031-04-05",
					       .outcome = "upheld" };
	}
	spool_extracted(scene->spool, &result, scene_sinks, scene->now, &error);
	g_assert_no_error(error);
}

void
scene_letter(struct scene *scene, char digit, guint records)
{
	g_autofree char *name = g_strdup_printf("%c.pdf", digit);
	g_autoptr(GPtrArray) taken = NULL;

	g_assert_cmpint(scene_claim(scene, digit, name), ==, CLAIM_NEW);
	taken = scene_take(scene, 1);
	g_assert_cmpuint(taken->len, ==, 1);
	scene_extract(scene, digit, records);
}

GPtrArray *
scene_due(struct scene *scene, const char *sink)
{
	g_autoptr(GError) error = NULL;
	GPtrArray *due = spool_deliveries_due(scene->spool, sink, 100,
					      scene->now, &error);

	g_assert_no_error(error);
	return due;
}

guint
scene_deliver(struct scene *scene, const char *sink)
{
	g_autoptr(GPtrArray) due = scene_due(scene, sink);
	g_autoptr(GError) error = NULL;

	for (guint i = 0; i < due->len; i++) {
		spool_delivered(scene->spool, due->pdata[i], scene->now, NULL,
				&error);
		g_assert_no_error(error);
	}
	return due->len;
}

void
scene_expect_due(struct scene *scene, const char *sink, const char *digits)
{
	g_autoptr(GPtrArray) due = scene_due(scene, sink);

	g_assert_cmpuint(due->len, ==, strlen(digits));
	for (guint i = 0; i < due->len; i++) {
		const struct spool_delivery *delivery = due->pdata[i];

		g_assert_cmpint(delivery->record_id[0], ==, digits[i]);
		g_assert_cmpstr(delivery->sink, ==, sink);
		g_assert_cmpint(delivery->state, ==, DELIVERY_QUEUED);
	}
}

void
scene_fail_delivery(struct scene *scene, const struct spool_delivery *delivery,
		    const char *reason, gint64 next)
{
	g_autoptr(GError) error = NULL;

	spool_delivery_failed(scene->spool, delivery, reason, next, &error);
	g_assert_no_error(error);
}

void
scene_park_delivery(struct scene *scene, const struct spool_delivery *delivery)
{
	g_autoptr(GError) error = NULL;

	spool_delivery_parked(scene->spool, delivery, "HTTP 400", scene->now,
			      &error);
	g_assert_no_error(error);
}

void
scene_set_sinks(struct scene *scene, const char *first, const char *second)
{
	const char *const sinks[] = { first, second, NULL };
	g_autoptr(GError) error = NULL;

	spool_set_sinks(scene->spool, sinks, scene->now, &error);
	g_assert_no_error(error);
}

static gboolean
keep_letter(const struct spool_letter *letter, gpointer data)
{
	*(struct spool_letter **)data = spool_letter_copy(letter);
	return FALSE;
}

struct spool_letter *
scene_look(struct scene *scene, char digit)
{
	struct letter_filter filter = { .id_prefix = scene_id(digit),
					.any_state = TRUE };
	struct spool_letter *letter = NULL;
	g_autoptr(GError) error = NULL;

	spool_each_letter(scene->spool, &filter, keep_letter, &letter, &error);
	g_assert_no_error(error);
	g_assert_nonnull(letter);
	return letter;
}

void
scene_expect_state(struct scene *scene, char digit, enum letter_state state)
{
	g_autoptr(spool_letter) letter = scene_look(scene, digit);

	g_assert_cmpstr(letter_state_names[letter->state], ==,
			letter_state_names[state]);
}

void
scene_expect_events(struct scene *scene, char digit, const char *expected)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) events =
		spool_letter_events(scene->spool, scene_id(digit), &error);
	g_autoptr(GString) found = g_string_new(NULL);

	g_assert_no_error(error);
	for (guint i = 0; i < events->len; i++) {
		const struct spool_event *event = events->pdata[i];

		g_string_append_printf(found, "%s%s", i > 0 ? " " : "",
				       event->what);
	}
	g_assert_cmpstr(found->str, ==, expected);
}

char *
scene_ask(const struct scene *scene, const char *sql)
{
	g_autofree char *path =
		g_build_filename(scene->directory, SPOOL_FILE, NULL);
	GString *answer = g_string_new(NULL);
	sqlite3_stmt *statement = NULL;
	sqlite3 *db = NULL;
	int code;

	g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
	sqlite3_busy_timeout(db, 10000);
	sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
	g_assert_cmpstr(sqlite3_errmsg(db), ==, "not an error");
	while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
		const char *text =
			(const char *)sqlite3_column_text(statement, 0);

		g_string_append_printf(answer, "%s%s",
				       answer->len > 0 ? "|" : "",
				       text == NULL ? "NULL" : text);
	}
	g_assert_cmpint(code, ==, SQLITE_DONE);
	sqlite3_finalize(statement);
	sqlite3_close(db);
	return g_string_free(answer, FALSE);
}

void
scene_expect(const struct scene *scene, const char *sql, const char *answer)
{
	g_autofree char *found = scene_ask(scene, sql);

	g_assert_cmpstr(found, ==, answer);
}
