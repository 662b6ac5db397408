/* test_watch_limits.c - more than the kernel tells, watches, or holds; and what
 * many files cost. */
#define _GNU_SOURCE /* unshare() */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <sched.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sources/directory/watch_hints.h"
#include "watching.h"

#define MAX_QUEUED "/proc/sys/fs/inotify/max_queued_events"
#define MAX_WATCHES "/proc/sys/user/max_inotify_watches"
#define MAX_INSTANCES "/proc/sys/user/max_inotify_instances"
#define MANY 10000u

static gboolean
write_number(const char *path, const char *number)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	gboolean good = fd >= 0 && write(fd, number, strlen(number)) > 0;

	if (fd >= 0)
		close(fd);
	return good;
}

static void
write_many(struct watching *watching, const char *prefix, guint count)
{
	for (guint i = 0; i < count; i++) {
		g_autofree char *name = g_strdup_printf("%s%05u", prefix, i);

		watching_write(watching, name, "a letter\n");
	}
}

/* Each of them, and none twice. */
static void
expect_many(struct watching *watching, guint count)
{
	g_autoptr(GHashTable) paths = g_hash_table_new(g_str_hash, g_str_equal);

	watching_await_count(watching, count);
	watching_stop(watching);
	for (guint i = 0; i < watching->candidates->len; i++) {
		struct candidate *candidate = watching->candidates->pdata[i];

		g_assert_true(g_hash_table_add(paths, candidate->path));
	}
	g_assert_cmpuint(g_hash_table_size(paths), ==, count);
}

/* The watcher stands still in a callback while the queue runs over. */
static void
overflow_in_subprocess(void)
{
	g_autoptr(watching) watching = watching_new();

	watching->answer = RESOLUTION_LEFT;
	watching->stopped = TRUE;
	watching_start(watching, 16);
	watching_write(watching, "first", "x\n");
	watching_await(watching, "first", 1);
	write_many(watching, "", MANY);
	g_mutex_lock(&watching->lock);
	watching->stopped = FALSE;
	g_cond_broadcast(&watching->changed);
	g_mutex_unlock(&watching->lock);
	watching_await_notice(watching, "more changes than the kernel's queue",
			      1);
	expect_many(watching, MANY + 1);
}

static void
test_overflow(void)
{
	g_autofree char *before = NULL;

	if (g_test_subprocess()) {
		overflow_in_subprocess();
		return;
	}
	if (!g_file_get_contents(MAX_QUEUED, &before, NULL, NULL) ||
	    !write_number(MAX_QUEUED, "16")) {
		g_test_skip(MAX_QUEUED " cannot be written");
		return;
	}
	/* In a process of its own, so that its failure ends neither this one
	 * nor the shortage. */
	g_test_trap_subprocess(NULL, 120 * G_USEC_PER_SEC,
			       G_TEST_SUBPROCESS_DEFAULT);
	g_assert_true(write_number(MAX_QUEUED, before));
	g_test_trap_assert_passed();
}

/* Limits of a user namespace are nobody else's. */
static gboolean
enter_own_limits(void)
{
	return unshare(CLONE_NEWUSER) == 0 &&
	       write_number("/proc/self/uid_map", "0 0 1");
}

static gboolean
can_own_limits(void)
{
	pid_t child = fork();
	int status;

	g_assert_no_errno(child);
	if (child == 0)
		_exit(enter_own_limits() && write_number(MAX_WATCHES, "100") &&
				      write_number(MAX_INSTANCES, "10")
			      ? 0
			      : 1);
	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	return status == 0;
}

static void
run_in_own_limits(void (*body)(void))
{
	if (g_test_subprocess()) {
		g_assert_true(enter_own_limits());
		body();
		return;
	}
	if (!can_own_limits()) {
		g_test_skip("may not make a user namespace");
		return;
	}
	g_test_trap_subprocess(NULL, 120 * G_USEC_PER_SEC,
			       G_TEST_SUBPROCESS_DEFAULT);
	g_test_trap_assert_passed();
}

static void
use_up_watches(void)
{
	g_autoptr(watching) watching = watching_new();
	g_autofree char *sub = watching_path(watching, "sub");

	g_assert_true(write_number(MAX_WATCHES, "1"));
	watching->settings.recursive = TRUE;
	watching->settings.poll_seconds = 0.1;
	g_assert_no_errno(g_mkdir(sub, 0700));
	watching_start(watching, 16);
	watching_await_notice(watching,
			      "problem: [watch inbox]: the kernel's watches "
			      "are used up (fs.inotify.max_user_watches): "
			      "polled every 0.1 s",
			      1);
	watching_write(watching, "sub/one.txt", "x\n");
	watching_await(watching, "sub/one.txt", 1);
	g_assert_true(write_number(MAX_WATCHES, "100"));
	watching_await_notice(watching, "changes are reported again", 1);
	watching_write(watching, "sub/two.txt", "x\n");
	watching_await(watching, "sub/two.txt", 1);
	g_assert_cmpuint(watching->notices->len, ==, 2);
}

static void
test_no_watches(void)
{
	run_in_own_limits(use_up_watches);
}

static void
use_up_instances(void)
{
	g_autoptr(watching) watching = watching_new();

	g_assert_true(write_number(MAX_INSTANCES, "0"));
	watching->settings.poll_seconds = 0.1;
	watching_start(watching, 16);
	watching_await_notice(watching, "problem: [watch inbox]: inotify: ", 1);
	watching_write(watching, "one.txt", "x\n");
	watching_await(watching, "one.txt", 1);
	g_assert_true(write_number(MAX_INSTANCES, "10"));
	watching_await_notice(watching, "changes are reported again", 1);
}

static void
test_no_instances(void)
{
	run_in_own_limits(use_up_instances);
}

static void
test_polled(void)
{
	g_autoptr(watching) watching = watching_new();

	watching->settings.poll = POLL_ALWAYS;
	watching->settings.poll_seconds = 0.1;
	watching_start(watching, 16);
	watching_await_notice(watching,
			      "[watch inbox]: the settings want it so: polled "
			      "every 0.1 s",
			      1);
	watching_write(watching, "one.txt", "x\n");
	watching_await(watching, "one.txt", 1);
	watching_drop(watching, "one.txt", "another\n");
	watching_resolve(watching, "one.txt", RESOLUTION_LEFT);
	watching_await(watching, "one.txt", 2);
}

/* In the C library's place: a network file system cannot be had here. */
static gint false_type;

int
fstatfs(int fd, struct statfs *status)
{
	gint type = g_atomic_int_get(&false_type);
	int result = fstatfs64(fd, (struct statfs64 *)status);

	if (type != 0)
		status->f_type = type;
	return result;
}

static void
test_network_file_system(void)
{
	g_autoptr(watching) watching = watching_new();

	g_atomic_int_set(&false_type, 0x6969);
	watching->settings.poll_seconds = 0.1;
	watching_start(watching, 16);
	watching_await_notice(watching,
			      "[watch inbox]: it is on nfs, which reports no "
			      "changes: polled every 0.1 s",
			      1);
	watching_write(watching, "one.txt", "x\n");
	watching_await(watching, "one.txt", 1);
	watching_stop(watching);
	g_assert_cmpuint(watching->notices->len, ==, 1);
	g_atomic_int_set(&false_type, 0);
}

static double
processor_seconds(void)
{
	struct timespec time;

	g_assert_no_errno(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time));
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* In the order of their names; then a rescan of what is known costs little. */
static void
test_many(void)
{
	g_autoptr(watching) watching = watching_new();
	double before;

	write_many(watching, "", 2 * MANY);
	watching->answer = RESOLUTION_LEFT;
	watching_start(watching, 16);
	watching_await_count(watching, 2 * MANY);
	for (guint i = 0; i < 2 * MANY; i++) {
		struct candidate *candidate = watching->candidates->pdata[i];

		g_assert_cmpuint(
			g_ascii_strtoull(strrchr(candidate->path, '/') + 1,
					 NULL, 10),
			==, i);
	}
	before = processor_seconds();
	for (guint i = 0; i < 5; i++) {
		g_autofree char *name = g_strdup_printf("barrier-%u", i);

		watcher_rescan(watching->watcher);
		watching_write(watching, name, "x\n");
		watching_await(watching, name, 1);
	}
	g_test_message("%.0f ms each", (processor_seconds() - before) * 200);
	g_assert_cmpfloat(processor_seconds() - before, <, 5);
	expect_many(watching, 2 * MANY + 5);
}

/* Events are taken in, and the end does not wait, while many are read. */
static void
test_end_amid_scan(void)
{
	g_autoptr(watching) watching = watching_new();
	gint64 begin;

	write_many(watching, "", 2 * MANY);
	watching->settings.settle = 0;
	watching_start(watching, 1);
	watching_await_count(watching, 1);
	begin = g_get_monotonic_time();
	watching_stop(watching);
	g_assert_cmpint(g_get_monotonic_time() - begin, <, 2 * G_USEC_PER_SEC);
	/* Another one starts where this one stopped. */
	watching->answer = RESOLUTION_LEFT;
	watching_start(watching, 1000);
	watching_await_count(watching, 1 + 2 * MANY);
}

static void
test_worn_hints(void)
{
	g_autoptr(watching) watching = watching_new();
	const guint directories = 4500;

	watching->settings.recursive = TRUE;
	watching->answer = RESOLUTION_LEFT;
	watching_start(watching, 100);
	for (guint i = 0; i < directories; i++) {
		g_autofree char *name = g_strdup_printf("d%u", i);
		g_autofree char *file = g_strdup_printf("d%u/a.txt", i);
		g_autofree char *path = watching_path(watching, name);

		g_assert_no_errno(g_mkdir(path, 0700));
		watching_write(watching, file, "x\n");
	}
	watching_await_count(watching, directories);
	for (guint i = 0; i < directories; i++) {
		g_autofree char *name = g_strdup_printf("d%u", i);
		g_autofree char *file = g_strdup_printf("d%u/a.txt", i);
		g_autofree char *path = watching_path(watching, name);
		g_autofree char *letter = watching_path(watching, file);

		g_assert_no_errno(g_unlink(letter));
		g_assert_no_errno(g_rmdir(path));
	}
	for (guint i = 0; i < 3; i++) {
		g_autofree char *name = g_strdup_printf("e%u", i);
		g_autofree char *file = g_strdup_printf("e%u/a.txt", i);
		g_autofree char *path = watching_path(watching, name);

		g_assert_no_errno(g_mkdir(path, 0700));
		watching_write(watching, file, "x\n");
		watching_await(watching, file, 1);
	}
}

/* A watcher's part of the hub, without the watcher. */
struct listener {
	struct hints *hints;
	int woken; /* eventfd */
};

static void
wake_listener(gpointer data)
{
	const struct listener *listener = data;

	g_assert_no_errno(eventfd_write(listener->woken, 1));
}

static struct hint *
await_hint(struct listener *listener, enum hint_kind kind)
{
	for (;;) {
		struct pollfd fd = { .fd = listener->woken, .events = POLLIN };
		struct hint *hint = hints_next(listener->hints);
		eventfd_t count;

		if (hint != NULL && hint->kind == kind)
			return hint;
		if (hint == NULL) {
			g_assert_cmpint(poll(&fd, 1, 60000), ==, 1);
			g_assert_no_errno(
				eventfd_read(listener->woken, &count));
		}
		g_free(hint);
	}
}

static void
expect_change(struct listener *listener, int number, const char *name)
{
	g_autofree struct hint *hint = await_hint(listener, HINT_CHANGE);

	g_assert_cmpint(hint->number, ==, number);
	g_assert_cmpuint(hint->mask, ==, IN_CREATE | IN_ISDIR);
	g_assert_cmpstr(hint->name, ==, name);
}

/* Of what was made and is gone again. */
static void
await_deletion(struct listener *listener)
{
	g_autofree struct hint *hint = await_hint(listener, HINT_CHANGE);

	g_assert_cmpuint(hint->mask, ==, IN_DELETE | IN_ISDIR);
}

static void
make_and_remove(const char *directory, const char *name)
{
	g_autofree char *path = g_build_filename(directory, name, NULL);

	g_assert_no_errno(g_mkdir(path, 0700));
	g_assert_no_errno(g_rmdir(path));
}

/* Each is told of its own directory alone, and one that does not listen holds
 * up none. */
static void
test_hints(void)
{
	g_autofree char *path = g_dir_make_tmp("imr-hints-XXXXXX", NULL);
	g_autofree char *other_path = g_dir_make_tmp("imr-hints-XXXXXX", NULL);
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int other_fd = open(other_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct listener deaf = { .woken = eventfd(0, EFD_CLOEXEC) };
	struct listener keen = { .woken = eventfd(0, EFD_CLOEXEC) };
	g_autofree char *most = NULL;
	g_autofree struct hint *lost = NULL;
	int number;

	g_assert_true(g_file_get_contents(MAX_QUEUED, &most, NULL, NULL));
	for (guint round = 0; round < 2; round++) {
		deaf.hints = hints_new(wake_listener, &deaf);
		keen.hints = hints_new(wake_listener, &keen);
		g_assert_null(hints_problem(keen.hints));
		g_assert_cmpint(hints_add(deaf.hints, other_fd), >, 0);
		number = hints_add(keen.hints, fd);
		g_assert_cmpint(number, >, 0);
		for (gint64 i = 0; i < g_ascii_strtoll(most, NULL, 10); i++)
			make_and_remove(other_path, "x");
		make_and_remove(path, "y");
		expect_change(&keen, number, "y");
		g_free(lost);
		lost = await_hint(&deaf, HINT_OVERFLOW);
		/* Nobody's any more. */
		hints_remove(deaf.hints, number);
		await_deletion(&keen);
		make_and_remove(path, "z");
		expect_change(&keen, number, "z");
		hints_free(deaf.hints);
		hints_free(keen.hints);
	}
	close(deaf.woken);
	close(keen.woken);
	close(fd);
	close(other_fd);
	g_rmdir(path);
	g_rmdir(other_path);
}

/* The hub begins anew where the library has forgotten too little. */
static void
test_hints_renewed(void)
{
	g_autofree char *path = g_dir_make_tmp("imr-hints-XXXXXX", NULL);
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct listener listener = { .woken = eventfd(0, EFD_CLOEXEC) };
	g_autofree struct hint *hint = NULL;
	int number = 0;

	listener.hints = hints_new(wake_listener, &listener);
	for (guint i = 0; i < 5000; i++) {
		int last = number;

		hints_remove(listener.hints, last);
		number = hints_add(listener.hints, fd);
		g_assert_cmpint(number, >, last);
	}
	/* What comes for it makes the hub look at what it has. */
	make_and_remove(path, "x");
	g_free(await_hint(&listener, HINT_RENEWED));
	g_assert_null(hints_problem(listener.hints));
	number = hints_add(listener.hints, fd);
	make_and_remove(path, "y");
	/* The hub may have begun anew before "x". */
	do {
		g_free(hint);
		hint = await_hint(&listener, HINT_CHANGE);
	} while (strcmp(hint->name, "y") != 0);
	g_assert_cmpint(hint->number, ==, number);
	hints_free(listener.hints);
	close(listener.woken);
	close(fd);
	g_rmdir(path);
}

int
main(int argc, char **argv)
{
	/* ext4 is slow to make files where as many were just deleted. */
	if (access("/dev/shm", W_OK | X_OK) == 0)
		g_setenv("TMPDIR", "/dev/shm", TRUE);
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/watch/limits/overflow", test_overflow);
	g_test_add_func("/watch/limits/no-watches", test_no_watches);
	g_test_add_func("/watch/limits/no-instances", test_no_instances);
	g_test_add_func("/watch/limits/polled", test_polled);
	g_test_add_func("/watch/limits/network-file-system",
			test_network_file_system);
	g_test_add_func("/watch/limits/many", test_many);
	g_test_add_func("/watch/limits/end-amid-scan", test_end_amid_scan);
	g_test_add_func("/watch/limits/worn-hints", test_worn_hints);
	g_test_add_func("/watch/limits/hints", test_hints);
	g_test_add_func("/watch/limits/hints-renewed", test_hints_renewed);
	return g_test_run();
}
