/* test_delivery.c - records to the sinks and the output, in order: what is
 * tried again, what is not, and what an end gives up. Sinks and output are
 * played here: this file has the functions of them that delivery.c calls. */
#include "once/delivery.h"

#include <string.h>

#include "core/error.h"
#include "core/record.h"
#include "output/output.h"
#include "sinks/sink.h"

struct sink {
	const char *name;
	guint fails; /* so often, */
	int code;    /* with that */
};

/* In the delivering thread until delivery_free(). */
static GString *puts_log;
static gboolean output_fails;

gboolean
sink_put(struct sink *sink, const struct record *record, GError **error)
{
	g_string_append_printf(puts_log, "%s:%s ", sink->name, record->id);
	if (sink->fails == 0)
		return TRUE;
	sink->fails--;
	return error_set(error, sink->code, "%s fails", sink->name);
}

gboolean
output_put(struct output *output G_GNUC_UNUSED, const struct record *record,
	   GError **error)
{
	g_string_append_printf(puts_log, "out:%s ", record->id);
	return !output_fails || error_set(error, IMR_ERROR_RETRY, "no room");
}

struct scene {
	struct sink sinks[2];
	GPtrArray *list;
	struct delivery *delivery;
	GMainLoop *loop;
	GString *done; /* "letter:failures " */
	guint wanted;
	int last_code;
};

static void
letter_is_done(gpointer letter, GPtrArray *failures, gpointer data)
{
	struct scene *scene = data;

	g_string_append_printf(scene->done, "%s:%u ", (const char *)letter,
			       failures->len);
	for (guint i = 0; i < failures->len; i++)
		scene->last_code = ((const GError *)failures->pdata[i])->code;
	if (--scene->wanted == 0)
		g_main_loop_quit(scene->loop);
}

static void
scene_start(struct scene *scene, gconstpointer with_output)
{
	g_autoptr(GError) error = NULL;

	puts_log = g_string_new(NULL);
	output_fails = FALSE;
	scene->sinks[0].name = "a";
	scene->sinks[1].name = "b";
	scene->list = g_ptr_array_new();
	g_ptr_array_add(scene->list, &scene->sinks[0]);
	g_ptr_array_add(scene->list, &scene->sinks[1]);
	scene->loop = g_main_loop_new(NULL, FALSE);
	scene->done = g_string_new(NULL);
	scene->delivery =
		delivery_new(scene->list, (struct output *)(gsize)with_output,
			     letter_is_done, scene, &error);
	g_assert_no_error(error);
}

static void
scene_end(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	g_clear_pointer(&scene->delivery, delivery_free);
	g_main_loop_unref(scene->loop);
	g_string_free(scene->done, TRUE);
	g_string_free(puts_log, TRUE);
	g_ptr_array_unref(scene->list);
}

/* The records "1" to count. */
static GPtrArray *
make_records(guint count)
{
	GPtrArray *records =
		g_ptr_array_new_with_free_func((GDestroyNotify)record_free);

	for (guint i = 0; i < count; i++) {
		struct record *record = record_new();

		record->id = g_strdup_printf("%u", i + 1);
		g_ptr_array_add(records, record);
	}
	return records;
}

/* Delivers letter with so many records, and waits for it. */
static void
deliver(struct scene *scene, const char *letter, guint count)
{
	g_autoptr(GPtrArray) records = make_records(count);

	scene->wanted = 1;
	delivery_add(scene->delivery, records, (gpointer)(gsize)letter);
	g_main_loop_run(scene->loop);
}

static void
expect(struct scene *scene, const char *put, const char *done)
{
	g_assert_cmpstr(puts_log->str, ==, put);
	g_assert_cmpstr(scene->done->str, ==, done);
}

static void
test_everywhere(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	deliver(scene, "x", 2);
	expect(scene, "a:1 b:1 out:1 a:2 b:2 out:2 ", "x:0 ");
}

static void
test_in_order(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	g_autoptr(GPtrArray) first = make_records(1);
	g_autoptr(GPtrArray) second = make_records(1);

	scene->sinks[0].fails = 1;
	scene->sinks[0].code = IMR_ERROR_RETRY;
	scene->wanted = 2;
	delivery_add(scene->delivery, first, (gpointer) "x");
	delivery_add(scene->delivery, second, (gpointer) "y");
	g_main_loop_run(scene->loop);
	expect(scene, "a:1 a:1 b:1 out:1 a:1 b:1 out:1 ", "x:0 y:0 ");
}

/* Some tries and no more; the other sink has its record all the same. */
static void
test_given_up(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	scene->sinks[0].fails = 100;
	scene->sinks[0].code = IMR_ERROR_RETRY;
	deliver(scene, "x", 1);
	expect(scene, "a:1 a:1 a:1 b:1 out:1 ", "x:1 ");
	g_assert_cmpint(scene->last_code, ==, IMR_ERROR_RETRY);
}

static void
test_not_tried_again(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	scene->sinks[0].fails = scene->sinks[1].fails = 1;
	scene->sinks[0].code = IMR_ERROR_REJECT;
	scene->sinks[1].code = IMR_ERROR_FATAL;
	deliver(scene, "x", 1);
	expect(scene, "a:1 b:1 out:1 ", "x:2 ");
	g_assert_cmpint(scene->last_code, ==, IMR_ERROR_FATAL);
}

/* Later letters have no reader and no room either. */
static void
test_output_fails(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	output_fails = TRUE;
	deliver(scene, "x", 1);
	expect(scene, "a:1 b:1 out:1 ", "x:1 ");
	g_assert_cmpint(scene->last_code, ==, IMR_ERROR_FATAL);
}

static void
test_no_output(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	deliver(scene, "x", 1);
	expect(scene, "a:1 b:1 ", "x:0 ");
}

/* The end cuts a pause before the next try short, and what was not begun is
 * not put. */
static void
test_end(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	g_autoptr(GPtrArray) first = make_records(1);
	g_autoptr(GPtrArray) second = make_records(1);
	gint64 begun = g_get_monotonic_time();

	scene->sinks[0].fails = 100;
	scene->sinks[0].code = IMR_ERROR_RETRY;
	delivery_add(scene->delivery, first, (gpointer) "x");
	delivery_add(scene->delivery, second, (gpointer) "y");
	g_clear_pointer(&scene->delivery, delivery_free);
	g_assert_cmpint(g_get_monotonic_time() - begun, <, G_USEC_PER_SEC);
	g_assert_null(strstr(puts_log->str, "a:1 a:1 a:1"));
	g_assert_cmpstr(scene->done->str, ==, "");
}

#define ADD(name, output, test)                                                \
	g_test_add("/delivery/" name, struct scene, GUINT_TO_POINTER(output),  \
		   scene_start, test, scene_end)

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	ADD("everywhere", TRUE, test_everywhere);
	ADD("in-order", TRUE, test_in_order);
	ADD("given-up", TRUE, test_given_up);
	ADD("not-tried-again", TRUE, test_not_tried_again);
	ADD("output-fails", TRUE, test_output_fails);
	ADD("no-output", FALSE, test_no_output);
	ADD("end", TRUE, test_end);
	return g_test_run();
}
