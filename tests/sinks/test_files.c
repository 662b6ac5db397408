/* test_files.c - the sink `files`: durable, whole, and the same when put
 * again. */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/error.h"
#include "tests/sinks/support.h"
#include "tests/support/scratch.h"

struct scene {
	char *directory;
	char *json_path, *text_path; /* of the record with id aaa... */
	struct record *record;
	struct sink *sink;
	gint enough; /* of test_reader */
};

static void
scene_start(struct scene *scene, gconstpointer text)
{
	g_autofree char *argument = NULL;

	scene->directory = scratch_new();
	argument = g_strconcat("files:", scene->directory, NULL);
	scene->record = example_record('a', "one", 2);
	scene->json_path = g_strdup_printf("%s/%s.json", scene->directory,
					   scene->record->id);
	scene->text_path = g_strdup_printf("%s/%s.txt", scene->directory,
					   scene->record->id);
	scene->sink = open_sink(argument, "text", text, NULL);
}

static void
scene_end(struct scene *scene, gconstpointer text)
{
	(void)text;
	sink_free(scene->sink);
	scratch_remove(scene->directory);
	record_free(scene->record);
	g_free(scene->directory);
	g_free(scene->json_path);
	g_free(scene->text_path);
}

static void
expect_text(const char *path, const char *text)
{
	g_autofree char *found = NULL;

	g_assert_true(g_file_get_contents(path, &found, NULL, NULL));
	g_assert_cmpstr(found, ==, text);
}

static void
expect_record(const struct scene *scene, const struct record *record)
{
	g_autofree char *json = record_to_json(record);
	g_autofree char *line = g_strconcat(json, "\n", NULL);

	expect_text(scene->json_path, line);
}

static void
test_put(struct scene *scene, gconstpointer text)
{
	GStatBuf status;

	accepted_put(scene->sink, scene->record);
	expect_record(scene, scene->record);
	g_assert_no_errno(g_stat(scene->json_path, &status));
	g_assert_cmpint(status.st_mode & 0777, ==, 0600);
	if (strcmp(text, "yes") == 0)
		expect_text(scene->text_path, scene->record->text);
	g_assert_cmpuint(scratch_count(scene->directory), ==,
			 strcmp(text, "yes") == 0 ? 2 : 1);
}

static void
test_put_again(struct scene *scene, gconstpointer text)
{
	g_autoptr(record) other = example_record('a', "other", 1);

	(void)text;
	accepted_put(scene->sink, scene->record);
	accepted_put(scene->sink, other);
	expect_record(scene, other);
	expect_text(scene->text_path, other->text);
	accepted_put(scene->sink, scene->record);
	accepted_put(scene->sink, scene->record);
	expect_record(scene, scene->record);
	g_assert_cmpuint(scratch_count(scene->directory), ==, 2);
}

static void
test_no_text(struct scene *scene, gconstpointer text)
{
	(void)text;
	g_clear_pointer(&scene->record->text, g_free);
	accepted_put(scene->sink, scene->record);
	g_assert_cmpuint(scratch_count(scene->directory), ==, 1);
}

/* What a crash left, and what a stranger put in our way. */
static void
test_leftovers(struct scene *scene, gconstpointer text)
{
	g_autofree char *part =
		g_strdup_printf(".%s.json.part", scene->record->id);
	g_autofree char *victim =
		g_build_filename(scene->directory, "victim", NULL);

	(void)text;
	scratch_write(scene->directory, part, "half a fi");
	scratch_write(scene->directory, "victim", "untouched");
	g_assert_no_errno(symlink("victim", scene->json_path));
	accepted_put(scene->sink, scene->record);
	expect_record(scene, scene->record);
	expect_text(victim, "untouched");
	g_assert_false(g_file_test(scene->json_path, G_FILE_TEST_IS_SYMLINK));
	g_assert_cmpuint(scratch_count(scene->directory), ==, 2);
}

/* For receivers that do not know version 2. */
static void
test_version_1(struct scene *scene, gconstpointer text)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *json = record_to_json_line(scene->record, 1);
	g_autofree char *line = g_strconcat(json, "\n", NULL);

	(void)text;
	sink_close(scene->sink);
	sink_assign(scene->sink, "record", "1", &error);
	g_assert_no_error(error);
	sink_open(scene->sink, &error);
	g_assert_no_error(error);
	accepted_put(scene->sink, scene->record);
	expect_text(scene->json_path, line);
	g_assert_nonnull(strstr(line, "\"imr-record/1\""));
	g_assert_null(strstr(line, "\"request\""));
}

static gpointer
put_by_turns(gpointer data)
{
	struct scene *scene = data;
	g_autoptr(record) other = example_record('a', "other", 40);

	for (guint i = 0; !g_atomic_int_get(&scene->enough); i++)
		accepted_put(scene->sink, i % 2 == 0 ? other : scene->record);
	return NULL;
}

static void
test_reader(struct scene *scene, gconstpointer text)
{
	g_autoptr(record) other = example_record('a', "other", 40);
	g_autofree char *one = record_to_json(scene->record);
	g_autofree char *two = record_to_json(other);
	g_autofree char *last = NULL;
	GThread *writer;

	(void)text;
	accepted_put(scene->sink, scene->record);
	writer = g_thread_new("writer", put_by_turns, scene);
	for (guint changes = 0; changes < 10;) {
		g_autofree char *seen = NULL;

		g_assert_true(g_file_get_contents(scene->json_path, &seen, NULL,
						  NULL));
		g_strchomp(seen);
		g_assert_true(strcmp(seen, one) == 0 || strcmp(seen, two) == 0);
		if (g_strcmp0(seen, last) != 0)
			changes++;
		g_free(last);
		last = g_steal_pointer(&seen);
	}
	g_atomic_int_set(&scene->enough, 1);
	g_thread_join(writer);
}

static void
expect_holds(const struct scene *scene, enum sink_holds wanted)
{
	g_autoptr(GError) error = NULL;
	enum sink_holds found;

	sink_holds(scene->sink, scene->record, &found, &error);
	g_assert_no_error(error);
	g_assert_cmpint(found, ==, wanted);
}

static void
test_holds(struct scene *scene, gconstpointer text)
{
	g_autofree char *json = record_to_json(scene->record);
	g_autofree char *name = g_path_get_basename(scene->json_path);
	g_autofree char *longer = g_strconcat(json, "\n\n", NULL);

	(void)text;
	expect_holds(scene, SINK_HOLDS_NOTHING);
	accepted_put(scene->sink, scene->record);
	expect_holds(scene, SINK_HOLDS_SAME);
	accepted_put(scene->sink, scene->record);
	expect_holds(scene, SINK_HOLDS_SAME);
	scene->record->age++;
	expect_holds(scene, SINK_HOLDS_OTHER);
	scene->record->age--;
	g_assert_no_errno(g_unlink(scene->text_path));
	expect_holds(scene, SINK_HOLDS_OTHER);
	accepted_put(scene->sink, scene->record);
	scratch_write(scene->directory, name, longer);
	expect_holds(scene, SINK_HOLDS_OTHER);
	scratch_write(scene->directory, name, "");
	expect_holds(scene, SINK_HOLDS_OTHER);
	g_assert_no_errno(g_unlink(scene->json_path));
	g_assert_no_errno(symlink(scene->text_path, scene->json_path));
	expect_holds(scene, SINK_HOLDS_OTHER);
	g_assert_no_errno(g_unlink(scene->json_path));
	expect_holds(scene, SINK_HOLDS_NOTHING);
}

static void
expect_refused(const char *path, const char *said)
{
	g_autofree char *argument = g_strconcat("files:", path, NULL);
	g_autoptr(sink) sink = sink_new_from_argument(argument, NULL);
	g_autofree char *message = refused_open(sink, IMR_ERROR_FATAL);

	g_assert_nonnull(strstr(message, said));
	g_assert_nonnull(strstr(message, path));
}

static void
test_bad_directory(struct scene *scene, gconstpointer text)
{
	g_autofree char *missing =
		g_build_filename(scene->directory, "missing", NULL);
	gboolean privileged;

	(void)text;
	accepted_put(scene->sink, scene->record);
	expect_refused(missing, "No such file");
	expect_refused(scene->json_path, "Not a directory");
	privileged = as_nobody(scene->directory);
	g_assert_no_errno(g_chmod(scene->directory, 0500));
	expect_refused(scene->directory, "Permission denied");
	g_assert_no_errno(g_chmod(scene->directory, 0700));
	if (privileged)
		as_root();
}

static void
test_removed_directory(struct scene *scene, gconstpointer text)
{
	(void)text;
	g_assert_no_errno(g_rmdir(scene->directory));
	g_free(refused_put(scene->sink, scene->record, IMR_ERROR_FATAL));
	g_assert_no_errno(g_mkdir(scene->directory, 0700));
}

static void
test_full_disk(void)
{
	g_autofree char *directory = scratch_new();
	g_autofree char *argument = g_strconcat("files:", directory, NULL);
	g_autofree char *filler = g_build_filename(directory, "filler", NULL);
	g_autofree char *message = NULL;
	g_autoptr(record) record = example_record('a', "one", 30);
	g_autoptr(GError) error = NULL;
	struct sink *sink;

	if (small_disk_mount(directory, "64k")) {
		sink = open_sink(argument, NULL);
		small_disk_fill(directory);
		message = refused_put(sink, record, IMR_ERROR_RETRY);
		g_assert_nonnull(strstr(message, "No space left"));
		g_assert_cmpuint(scratch_count(directory), ==, 1);
		g_assert_no_errno(g_unlink(filler));
		sink_put(sink, record, &error);
		g_assert_no_error(error);
		sink_free(sink);
		small_disk_unmount(directory);
	}
	scratch_remove(directory);
}

static void
add(const char *path, const char *text,
    void (*test)(struct scene *scene, gconstpointer text))
{
	g_test_add(path, struct scene, text, scene_start, test, scene_end);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	add("/sinks/files/put", "no", test_put);
	add("/sinks/files/put-with-text", "yes", test_put);
	add("/sinks/files/put-again", "yes", test_put_again);
	add("/sinks/files/no-text", "yes", test_no_text);
	add("/sinks/files/leftovers", "no", test_leftovers);
	add("/sinks/files/version-1", "no", test_version_1);
	add("/sinks/files/reader", "no", test_reader);
	add("/sinks/files/holds", "yes", test_holds);
	add("/sinks/files/bad-directory", "no", test_bad_directory);
	add("/sinks/files/removed-directory", "no", test_removed_directory);
	g_test_add_func("/sinks/files/full-disk", test_full_disk);
	return g_test_run();
}
