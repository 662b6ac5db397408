/* test_watch_directories.c - directories that come and go: below the inbox,
 * the inbox itself, and file systems mounted on it. */
#define _GNU_SOURCE /* unshare() */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/hang.h"
#include "watching.h"

static void
make_directory(struct watching *watching, const char *name)
{
	g_autofree char *path = watching_path(watching, name);

	g_assert_no_errno(g_mkdir(path, 0700));
}

static void
move(struct watching *watching, const char *from, const char *to)
{
	g_autofree char *old = watching_path(watching, from);
	g_autofree char *new = watching_path(watching, to);

	g_assert_no_errno(g_rename(old, new));
}

static void
settle_all(struct watching *watching, const char *name)
{
	watching_write(watching, name, "a text\n");
	watching_await(watching, name, 1);
}

static void
test_not_recursive(void)
{
	g_autoptr(watching) watching = watching_new();

	make_directory(watching, "early");
	watching_write(watching, "early/a.txt", "x\n");
	watching_start(watching, 10);
	make_directory(watching, "late");
	watching_write(watching, "late/a.txt", "x\n");
	settle_all(watching, "here.txt");
	g_assert_cmpuint(watching->candidates->len, ==, 1);
	g_assert_cmpuint(watching->strays->len, ==, 0);
}

static void
test_recursive(void)
{
	g_autoptr(watching) watching = watching_new();

	watching->settings.recursive = TRUE;
	make_directory(watching, "early");
	make_directory(watching, "early/deep");
	make_directory(watching, ".hidden");
	watching_write(watching, "early/deep/a.txt", "x\n");
	watching_write(watching, ".hidden/a.txt", "x\n");
	watching_start(watching, 100);
	watching_await(watching, "early/deep/a.txt", 1);
	settle_all(watching, "early/deep/b.txt");

	/* Filled before anyone can watch it. */
	make_directory(watching, "late");
	make_directory(watching, "late/deep");
	watching_write(watching, "late/deep/a.txt", "x\n");
	watching_await(watching, "late/deep/a.txt", 1);
	settle_all(watching, "late/deep/b.txt");
	g_assert_cmpuint(watching->candidates->len, ==, 4);
}

static void
test_moved_within(void)
{
	g_autoptr(watching) watching = watching_new();

	watching->settings.recursive = TRUE;
	make_directory(watching, "a");
	make_directory(watching, "a/deep");
	watching_start(watching, 100);
	settle_all(watching, "a/deep/one.txt");
	move(watching, "a", "b");
	/* A letter in another place is another letter. */
	watching_await(watching, "b/deep/one.txt", 1);
	settle_all(watching, "b/deep/two.txt");
	make_directory(watching, "a");
	settle_all(watching, "a/three.txt");
}

static void
test_vanish(void)
{
	g_autoptr(watching) watching = watching_new();
	g_autofree char *deep = watching_path(watching, "a/deep");
	g_autofree char *link = watching_path(watching, "a/deep/link");

	watching->settings.recursive = TRUE;
	make_directory(watching, "a");
	make_directory(watching, "a/deep");
	g_assert_no_errno(symlink("/etc/hostname", link));
	watching_start(watching, 100);
	watching_await_stray(watching, "a/deep/link: a symbolic link", 1);
	for (guint times = 1; times <= 3; times++) {
		watching_write(watching, "a/deep/one.txt", "x\n");
		watching_await(watching, "a/deep/one.txt", times);
		move(watching, "a/deep/one.txt", "../taken");
		watching_resolve(watching, "a/deep/one.txt", RESOLUTION_GONE);
		(void)g_unlink(link);
		g_assert_no_errno(g_rmdir(deep));
		make_directory(watching, "a/deep");
	}
	watching_await_stray(watching, "a/deep/link: ", 2);
	/* A link in a directory's place is none. */
	g_assert_no_errno(g_rmdir(deep));
	g_assert_no_errno(symlink(watching->top, deep));
	watching_await_stray(watching, "a/deep: a symbolic link", 1);
	settle_all(watching, "last.txt");
	g_assert_cmpuint(watching_offers(watching, "a/deep/taken"), ==, 0);
}

static void
test_too_deep(void)
{
	g_autoptr(watching) watching = watching_new();
	GString *name = g_string_new("d");

	watching->settings.recursive = TRUE;
	for (guint i = 0; i < 40; i++) {
		make_directory(watching, name->str);
		g_string_append(name, "/d");
	}
	watching_start(watching, 100);
	watching_await_stray(watching, "a directory too many levels down", 1);
	settle_all(watching, "d/d/d/d/d/d/d/d/here.txt");
	g_string_free(name, TRUE);
}

/* Out is out: what is resolved after its directory went is no trouble. */
static void
test_gone_while_out(void)
{
	g_autoptr(watching) watching = watching_new();
	g_autofree char *sub = watching_path(watching, "sub");

	watching->settings.recursive = TRUE;
	make_directory(watching, "sub");
	watching_start(watching, 10);
	settle_all(watching, "sub/one.txt");
	move(watching, "sub", "../elsewhere");
	make_directory(watching, "sub");
	watching_write(watching, "sub/one.txt", "another\n");
	settle_all(watching, "sub/two.txt");
	g_assert_cmpuint(watching_offers(watching, "sub/one.txt"), ==, 1);
	watching_resolve(watching, "sub/one.txt", RESOLUTION_GONE);
	watching_await(watching, "sub/one.txt", 2);
}

static void
test_missing_at_start(void)
{
	g_autoptr(watching) watching = watching_new();

	watching->settings.rescan = 0.05;
	g_assert_no_errno(g_rmdir(watching->directory));
	watching_start(watching, 10);
	watching_await_notice(watching, "problem: ", 1);
	g_assert_no_errno(g_mkdir(watching->directory, 0700));
	watching_await_notice(watching, "its directory is back", 1);
	watching_await_notice(watching, "gone: No such file", 1);
	watching_await_notice(watching, "gone: no", 1);
	settle_all(watching, "one.txt");
	g_assert_cmpuint(watching->notices->len, ==, 4);
}

static void
test_deleted_and_recreated(void)
{
	g_autoptr(watching) watching = watching_new();
	g_autofree char *aside = g_build_filename(watching->top, "aside", NULL);

	watching->settings.rescan = 0.05;
	watching_start(watching, 10);
	for (guint times = 1; times <= 2; times++) {
		g_autofree char *name = g_strdup_printf("%u.txt", times);

		settle_all(watching, name);
		move(watching, name, "../taken");
		watching_resolve(watching, name, RESOLUTION_GONE);
		g_assert_no_errno(g_rmdir(watching->directory));
		watching_await_notice(watching, "problem: ", times);
		g_assert_no_errno(g_mkdir(watching->directory, 0700));
		watching_await_notice(watching, "its directory is back", times);
	}
	settle_all(watching, "last.txt");
	g_assert_no_errno(g_rename(watching->directory, aside));
	watching_await_notice(watching, "problem: ", 3);
	g_assert_no_errno(g_rename(aside, watching->directory));
	watching_await(watching, "last.txt", 1);
}

/* Exchanged in one step: it is never missing. */
static void
test_replaced(void)
{
	g_autoptr(watching) watching = watching_new();
	g_autofree char *other = g_build_filename(watching->top, "other", NULL);

	watching_start(watching, 10);
	settle_all(watching, "one.txt");
	g_assert_no_errno(g_mkdir(other, 0700));
	g_assert_no_errno(renameat2(AT_FDCWD, other, AT_FDCWD,
				    watching->directory, RENAME_EXCHANGE));
	watching_await_notice(watching, "another directory is in its place", 1);
	settle_all(watching, "two.txt");
	g_assert_cmpuint(watching->notices->len, ==, 1);
}

/* FALSE: skipped. */
static gboolean
enter_own_mounts(void)
{
	if (unshare(CLONE_NEWNS) == 0 &&
	    mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0)
		return TRUE;
	g_test_skip("may not make a mount namespace");
	return FALSE;
}

static void
test_mounts(void)
{
	g_autoptr(watching) watching = NULL;

	if (!enter_own_mounts())
		return;
	watching = watching_new();
	watching->settings.rescan = 0.05;
	watching_start(watching, 10);
	settle_all(watching, "below.txt");
	/* Over a directory that is watched: no event tells of it. */
	g_assert_no_errno(mount("none", watching->directory, "tmpfs", 0, NULL));
	watching_await_notice(watching, "another directory is in its place", 1);
	settle_all(watching, "upon.txt");
	/* The watcher does not keep it busy. */
	while (umount(watching->directory) < 0) {
		g_assert_cmpint(errno, ==, EBUSY);
		g_thread_yield();
	}
	watching_await_notice(watching, "another directory is in its place", 2);
	settle_all(watching, "below-again.txt");
}

static void
test_mount_below(void)
{
	g_autoptr(watching) watching = NULL;
	g_autofree char *sub = NULL;

	if (!enter_own_mounts())
		return;
	watching = watching_new();
	watching->settings.recursive = TRUE;
	watching->settings.rescan = 0.05;
	make_directory(watching, "sub");
	watching_write(watching, "sub/a.txt", "x\n");
	watching_start(watching, 10);
	watching_await(watching, "sub/a.txt", 1);
	sub = watching_path(watching, "sub");
	g_assert_no_errno(mount("none", sub, "tmpfs", 0, NULL));
	watching_write(watching, "sub/b.txt", "x\n");
	g_assert_no_errno(
		mount("none", sub, "tmpfs", MS_REMOUNT | MS_RDONLY, NULL));
	watching_await(watching, "sub/b.txt", 1);
	g_assert_no_errno(umount2(sub, MNT_DETACH));
	settle_all(watching, "sub/c.txt");
}

/* A watcher that stays in the kernel, for which a callback stands in: others
 * see where and since when, and to stop it waits for nothing. */
static void
test_hang(void)
{
	g_autoptr(watching) watching = watching_new();
	struct hang_probe *probe = hang_probe_new();
	gint64 since, later;

	watching->probe = probe;
	watching->stopped = TRUE;
	watching_start(watching, 1);
	watching_write(watching, "letter", "x\n");
	watching_await(watching, "letter", 1);
	g_assert_cmpint(hang_probe_look(probe, &since), ==, HANG_SOURCE);
	g_assert_cmpint(hang_probe_look(probe, &later), ==, HANG_SOURCE);
	g_assert_cmpint(since, ==, later);
	g_assert_false(watcher_has_stopped(watching->watcher));
	g_mutex_lock(&watching->lock);
	watching->stopped = FALSE;
	g_cond_broadcast(&watching->changed);
	g_mutex_unlock(&watching->lock);
	while (hang_probe_look(probe, &later) != HANG_NOWHERE)
		g_thread_yield();
	watcher_stop(watching->watcher);
	while (!watcher_has_stopped(watching->watcher))
		g_thread_yield();
	/* Nothing is told any more. */
	watching_write(watching, "another", "x\n");
	watching_stop(watching);
	g_assert_cmpuint(watching_offers(watching, "another"), ==, 0);
	hang_probe_free(probe);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/watch/below/not-recursive", test_not_recursive);
	g_test_add_func("/watch/below/recursive", test_recursive);
	g_test_add_func("/watch/below/moved-within", test_moved_within);
	g_test_add_func("/watch/below/vanish", test_vanish);
	g_test_add_func("/watch/below/too-deep", test_too_deep);
	g_test_add_func("/watch/below/gone-while-out", test_gone_while_out);
	g_test_add_func("/watch/itself/missing-at-start",
			test_missing_at_start);
	g_test_add_func("/watch/itself/deleted-and-recreated",
			test_deleted_and_recreated);
	g_test_add_func("/watch/itself/replaced", test_replaced);
	g_test_add_func("/watch/mounts/itself", test_mounts);
	g_test_add_func("/watch/mounts/below", test_mount_below);
	g_test_add_func("/watch/hang", test_hang);
	return g_test_run();
}
