/* test_hang.c - where a thread was last heard of, as others see it. */
#include "core/hang.h"

#include <errno.h>
#include <glib/gstdio.h>

/* The thread does one thing after the other, when it is told to. */
struct thread {
	struct hang_probe *probe;
	GAsyncQueue *steps; /* of void (*)(void) */
	GAsyncQueue *done;
};

static void
enter_directory(void)
{
	g_assert_cmpint(hang_enter(HANG_SOURCE), ==, HANG_NOWHERE);
}

static void
enter_archive(void)
{
	g_assert_cmpint(hang_enter(HANG_ARCHIVE), ==, HANG_SOURCE);
}

static void
leave(void)
{
	g_assert_cmpint(hang_enter(HANG_NOWHERE), ==, HANG_ARCHIVE);
}

static void
end(void)
{
	g_thread_exit(NULL);
}

static gpointer
run(gpointer data)
{
	struct thread *thread = data;

	hang_attach(thread->probe);
	for (;;) {
		void (*step)(void) =
			(void (*)(void))g_async_queue_pop(thread->steps);

		step();
		g_async_queue_push(thread->done, thread);
	}
	return NULL;
}

static void
let(struct thread *thread, void (*step)(void))
{
	g_async_queue_push(thread->steps, (gpointer)step);
	g_async_queue_pop(thread->done);
}

static gint64
expect(struct thread *thread, enum hang_place place, gint64 not_before)
{
	gint64 since;

	g_assert_cmpint(hang_probe_look(thread->probe, &since), ==, place);
	g_assert_cmpint(since, >=, not_before);
	return since;
}

static void
test_places(void)
{
	struct thread thread = { hang_probe_new(), g_async_queue_new(),
				 g_async_queue_new() };
	GThread *joined = g_thread_new("test", run, &thread);
	gint64 begin = g_get_monotonic_time(), since;

	expect(&thread, HANG_NOWHERE, 0);
	let(&thread, enter_directory);
	since = expect(&thread, HANG_SOURCE, begin);
	/* As long as it says nothing, that stays. */
	g_assert_cmpint(expect(&thread, HANG_SOURCE, begin), ==, since);
	/* Another thread's word is not its. */
	hang_beat();
	g_assert_cmpint(hang_enter(HANG_ARCHIVE), ==, HANG_NOWHERE);
	g_assert_cmpint(expect(&thread, HANG_SOURCE, begin), ==, since);
	begin = g_get_monotonic_time();
	let(&thread, hang_beat);
	expect(&thread, HANG_SOURCE, begin);
	let(&thread, enter_archive);
	expect(&thread, HANG_ARCHIVE, begin);
	let(&thread, leave);
	expect(&thread, HANG_NOWHERE, begin);
	g_async_queue_push(thread.steps, (gpointer)end);
	g_thread_join(joined);
	hang_probe_free(thread.probe);
	g_async_queue_unref(thread.steps);
	g_async_queue_unref(thread.done);
}

static void
test_ask(void)
{
	struct stat asked, known;

	g_assert_no_errno(hang_ask(g_get_tmp_dir(), &asked));
	g_assert_no_errno(stat(g_get_tmp_dir(), &known));
	g_assert_cmpuint(asked.st_dev, ==, known.st_dev);
	g_assert_cmpuint(asked.st_ino, ==, known.st_ino);
	g_assert_cmpuint(asked.st_mode, ==, known.st_mode);
	g_assert_cmpint(hang_ask("/proc/none/such", &asked), ==, -1);
	g_assert_cmpint(errno, ==, ENOENT);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/hang/places", test_places);
	g_test_add_func("/hang/ask", test_ask);
	return g_test_run();
}
