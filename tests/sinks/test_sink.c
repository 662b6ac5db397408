/* test_sink.c - the table of sinks, and the life of one. */
#include <glib/gstdio.h>
#include <string.h>

#include "core/error.h"
#include "core/setting.h"
#include "tests/sinks/support.h"
#include "tests/support/scratch.h"

static void
expect_no_sink(struct sink *sink, const GError *error, const char *said)
{
	g_assert_null(sink);
	g_assert_error(error, IMR_ERROR, IMR_ERROR_FATAL);
	g_assert_nonnull(strstr(error->message, said));
}

static gboolean
has_setting(const struct setting *table, const char *key)
{
	for (; table->key != NULL; table++)
		if (strcmp(table->key, key) == 0)
			return TRUE;
	return FALSE;
}

static void
test_table(void)
{
	for (guint i = 0; sink_table[i] != NULL; i++) {
		const struct sink_ops *ops = sink_table[i];
		g_autoptr(GError) error = NULL;
		g_autoptr(sink) sink = sink_new(ops->name, &error);

		g_assert_no_error(error);
		g_assert_cmpstr(sink_name(sink), ==, ops->name);
		g_assert_cmpstr(ops->summary, !=, "");
		g_assert_true(has_setting(ops->settings, ops->main_key));
	}
}

static void
test_unknown_name(void)
{
	g_autoptr(GError) error = NULL;
	struct sink *sink = sink_new("ftp", &error);

	expect_no_sink(sink, error, "'ftp'; there are files, sqlite, http");
}

static void
test_bad_arguments(void)
{
	static const char *const arguments[][2] = {
		{ "files", "NAME:VALUE" },
		{ "files:", "NAME:VALUE" },
		{ "", "NAME:VALUE" },
		{ "https://host.example/", "there is no sink 'https'" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(arguments); i++) {
		g_autoptr(GError) error = NULL;
		struct sink *sink =
			sink_new_from_argument(arguments[i][0], &error);

		expect_no_sink(sink, error, arguments[i][1]);
	}
}

static void
test_unknown_key(void)
{
	g_autoptr(sink) sink = sink_new("files", NULL);
	g_autoptr(GError) error = NULL;

	g_assert_false(sink_assign(sink, "folder", "x", &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_FATAL);
	g_assert_nonnull(strstr(error->message, "folder"));
}

/* Each sink needs its main key, and says which it is. */
static void
test_required(void)
{
	for (guint i = 0; sink_table[i] != NULL; i++) {
		g_autoptr(sink) sink = sink_new(sink_table[i]->name, NULL);
		g_autofree char *message = refused_open(sink, IMR_ERROR_FATAL);

		g_assert_nonnull(strstr(message, sink_table[i]->name));
		g_assert_nonnull(strstr(message, sink_table[i]->main_key));
	}
}

/* A sink whose open() failed can be tried again. */
static void
test_reopen(void)
{
	static const char *const arguments[] = { "files:%s/later",
						 "sqlite:%s/later/db" };

	for (guint i = 0; i < G_N_ELEMENTS(arguments); i++) {
		g_autofree char *directory = scratch_new();
		g_auto(GStrv) halves = g_strsplit(arguments[i], "%s", 2);
		g_autofree char *argument =
			g_strconcat(halves[0], directory, halves[1], NULL);
		g_autofree char *later =
			g_build_filename(directory, "later", NULL);
		g_autoptr(record) record = example_record('a', "one", 1);
		g_autoptr(GError) error = NULL;
		struct sink *sink = sink_new_from_argument(argument, &error);

		g_assert_no_error(error);
		g_free(refused_open(sink, IMR_ERROR_FATAL));
		g_free(refused_open(sink, IMR_ERROR_FATAL));
		g_assert_no_errno(g_mkdir_with_parents(later, 0700));
		sink_open(sink, &error);
		g_assert_no_error(error);
		sink_put(sink, record, &error);
		g_assert_no_error(error);
		sink_free(sink);
		scratch_remove(directory);
	}
}

/* An open sink can be closed and opened again, and sees what has its place by
 * now. */
static void
test_close(void)
{
	static const char *const arguments[] = { "files:%s/place",
						 "sqlite:%s/place/db" };

	for (guint i = 0; i < G_N_ELEMENTS(arguments); i++) {
		g_autofree char *directory = scratch_new();
		g_auto(GStrv) halves = g_strsplit(arguments[i], "%s", 2);
		g_autofree char *argument =
			g_strconcat(halves[0], directory, halves[1], NULL);
		g_autofree char *place =
			g_build_filename(directory, "place", NULL);
		g_autofree char *gone =
			g_build_filename(directory, "gone", NULL);
		g_autoptr(record) record = example_record('a', "one", 1);
		struct sink *sink;

		g_assert_no_errno(g_mkdir(place, 0700));
		sink = open_sink(argument, NULL);
		accepted_put(sink, record);
		g_assert_no_errno(g_rename(place, gone));
		g_assert_no_errno(g_mkdir(place, 0700));
		sink_close(sink);
		g_assert_true(sink_open(sink, NULL));
		accepted_put(sink, record);
		g_assert_cmpuint(scratch_count(place), >, 0);
		sink_free(sink);
		scratch_remove(directory);
	}
}

/* Nobody asked this one, and nobody answered. */
static void
test_cannot_tell(void)
{
	g_autoptr(sink) sink = open_sink("http:http://127.0.0.1:1/", NULL);
	g_autoptr(record) record = example_record('a', "one", 1);
	enum sink_holds holds = SINK_HOLDS_SAME;

	g_assert_true(sink_holds(sink, record, &holds, NULL));
	g_assert_cmpint(holds, ==, SINK_HOLDS_UNKNOWN);
	g_assert_cmpfloat(sink_retry_after(sink), ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/sinks/sink/table", test_table);
	g_test_add_func("/sinks/sink/unknown-name", test_unknown_name);
	g_test_add_func("/sinks/sink/bad-arguments", test_bad_arguments);
	g_test_add_func("/sinks/sink/unknown-key", test_unknown_key);
	g_test_add_func("/sinks/sink/required", test_required);
	g_test_add_func("/sinks/sink/reopen", test_reopen);
	g_test_add_func("/sinks/sink/close", test_close);
	g_test_add_func("/sinks/sink/cannot-tell", test_cannot_tell);
	return g_test_run();
}
