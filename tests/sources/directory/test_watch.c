/* test_watch.c - one directory: when a file is offered, how often, and what is
 * not.
 *
 * That something is not offered shows by what is offered after it: files that
 * settle are judged in the order in which they came. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <unistd.h>

#include "watching.h"

#define HALF "%PDF-1.4\nfirst page\n"
#define REST "second page\n%%EOF\n"

static void
append(struct watching *watching, const char *name, const char *text)
{
	g_autofree char *path = watching_path(watching, name);
	int fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);

	g_assert_no_errno(fd);
	g_assert_cmpint(write(fd, text, strlen(text)), >, 0);
	close(fd);
}

/* Whatever came before it has been judged when this returns. */
static void
pass_barrier(struct watching *watching)
{
	static guint serial;
	g_autofree char *name = g_strdup_printf("barrier-%u", ++serial);

	watching_write(watching, name, "a text\n");
	watching_await(watching, name, 1);
	watching_resolve(watching, name, RESOLUTION_LEFT);
}

static void
test_present_at_start(void)
{
	g_autoptr(watching) watching = watching_new();
	const struct candidate *candidate;
	g_autofree char *path = watching_path(watching, "b.txt");
	g_autofree char *stamp = NULL;
	struct stat status;

	watching_write(watching, "c.txt", "three\n");
	watching_write(watching, "a.txt", "one\n");
	watching_write(watching, "b.txt", "two!\n");
	watching_start(watching, 10);
	watching_await_count(watching, 3);
	candidate = watching->candidates->pdata[1];
	g_assert_no_errno(stat(path, &status));
	g_assert_cmpstr(candidate->path, ==, path);
	g_assert_true(candidate->watch == &watching->settings);
	g_assert_true(candidate->complete);
	g_assert_cmpuint(candidate->inode, ==, status.st_ino);
	g_assert_cmpuint(candidate->device, ==, status.st_dev);
	g_assert_cmpuint(candidate->size_bytes, ==, 5);
	stamp = candidate_stamp(candidate);
	g_assert_true(strstr(stamp, ":5:") != NULL);
}

static void
test_arrives(void)
{
	g_autoptr(watching) watching = watching_new();

	watching_start(watching, 10);
	pass_barrier(watching);
	watching_write(watching, "written.txt", "a letter\n");
	watching_await(watching, "written.txt", 1);
}

static void
test_rename_is_settled(void)
{
	g_autoptr(watching) watching = watching_new();

	watching->settings.settle = 3600;
	watching_start(watching, 10);
	/* That it is known shows that the watch stands. */
	watching_write(watching, "waits.txt", "for an hour\n");
	while (watcher_backlog(watching->watcher) == 0)
		g_thread_yield();
	watching_drop(watching, "letter.pdf", HALF REST);
	watching_await(watching, "letter.pdf", 1);
	watching_drop(watching, "half.pdf", HALF);
	watching_drop(watching, "whole.pdf", HALF REST);
	watching_await(watching, "whole.pdf", 1);
	g_assert_cmpuint(watching_offers(watching, "half.pdf"), ==, 0);
	g_assert_cmpuint(watching_offers(watching, "waits.txt"), ==, 0);
}

static void
test_slow_writer_stays_open(void)
{
	g_autoptr(watching) watching = watching_new();
	g_autofree char *path = watching_path(watching, "slow.txt");
	int fd;

	watching_start(watching, 10);
	fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	g_assert_no_errno(fd);
	for (guint page = 0; page < 3; page++) {
		g_assert_cmpint(write(fd, "page\n", 5), ==, 5);
		pass_barrier(watching);
		pass_barrier(watching);
		g_assert_cmpuint(watching_offers(watching, "slow.txt"), ==, 0);
	}
	close(fd);
	g_assert_cmpuint(watching_await(watching, "slow.txt", 1)->size_bytes,
			 ==, 15);
}

static void
test_slow_writer_closes_between_pages(void)
{
	g_autoptr(watching) watching = watching_new();
	const struct candidate *candidate;

	watching_start(watching, 10);
	watching_write(watching, "slow.pdf", HALF);
	for (guint page = 0; page < 3; page++) {
		pass_barrier(watching);
		g_assert_cmpuint(watching_offers(watching, "slow.pdf"), ==, 0);
		append(watching, "slow.pdf", "another page\n");
	}
	append(watching, "slow.pdf", REST);
	candidate = watching_await(watching, "slow.pdf", 1);
	g_assert_true(candidate->complete);
	g_assert_cmpuint(candidate->size_bytes, ==,
			 strlen(HALF REST) + 3 * strlen("another page\n"));
}

static void
test_incomplete_in_the_end(void)
{
	g_autoptr(watching) watching = watching_new();

	watching->settings.incomplete = 0.5;
	watching_start(watching, 10);
	watching_write(watching, "half.pdf", HALF);
	watching_write(watching, "empty", "");
	pass_barrier(watching);
	g_assert_false(watching_await(watching, "half.pdf", 1)->complete);
	g_assert_false(watching_await(watching, "empty", 1)->complete);
}

static void
test_ignored(void)
{
	g_autoptr(watching) watching = watching_new();

	g_free(watching->settings.ignore);
	watching->settings.ignore = g_strdup("*.bak  Thumbs.db");
	watching_write(watching, ".hidden", "x");
	watching_start(watching, 10);
	watching_write(watching, "a.part", "x");
	watching_write(watching, "b.tmp", "x");
	watching_write(watching, "~$c.doc", "x");
	watching_write(watching, "d.bak", "x");
	watching_write(watching, "Thumbs.db", "x");
	pass_barrier(watching);
	g_assert_cmpuint(watching->candidates->len, ==, 1);
	/* Downloads are renamed when they are done. */
	{
		g_autofree char *part = watching_path(watching, "a.part");
		g_autofree char *done = watching_path(watching, "a.txt");

		g_assert_no_errno(g_rename(part, done));
	}
	watching_await(watching, "a.txt", 1);
}

static void
test_resolutions(void)
{
	g_autoptr(watching) watching = watching_new();
	g_autofree char *gone = watching_path(watching, "gone.txt");

	watching_start(watching, 10);
	watching_write(watching, "left.txt", "one\n");
	watching_write(watching, "gone.txt", "two\n");
	watching_write(watching, "busy.txt", "three\n");
	watching_write(watching, "later.txt", "four\n");
	watching_await_count(watching, 4);
	g_assert_no_errno(g_unlink(gone));
	watching_resolve(watching, "gone.txt", RESOLUTION_GONE);
	watching_resolve(watching, "left.txt", RESOLUTION_LEFT);
	watching_resolve(watching, "busy.txt", RESOLUTION_BUSY);
	watching_resolve(watching, "later.txt", RESOLUTION_LATER);
	watching_await(watching, "busy.txt", 2);
	watching_await(watching, "later.txt", 2);
	g_assert_cmpuint(watching_offers(watching, "left.txt"), ==, 1);

	/* A letter of a name that was there before. */
	watching_write(watching, "gone.txt", "five\n");
	watching_await(watching, "gone.txt", 2);
	append(watching, "left.txt", "and more\n");
	watching_await(watching, "left.txt", 2);

	/* A rescan does not offer again what was left or is out. */
	watching_resolve(watching, "left.txt", RESOLUTION_LEFT);
	watcher_rescan(watching->watcher);
	pass_barrier(watching);
	watching_await(watching, "left.txt", 2);
	watching_await(watching, "busy.txt", 2);
}

/* While one is out, another comes under its name. */
static void
test_replaced_while_out(void)
{
	g_autoptr(watching) watching = watching_new();

	watching_start(watching, 10);
	watching_write(watching, "scan.txt", "the first\n");
	watching_await(watching, "scan.txt", 1);
	watching_drop(watching, "scan.txt", "the second one\n");
	pass_barrier(watching);
	g_assert_cmpuint(watching_offers(watching, "scan.txt"), ==, 1);
	watching_resolve(watching, "scan.txt", RESOLUTION_GONE);
	g_assert_cmpuint(watching_await(watching, "scan.txt", 2)->size_bytes,
			 ==, 15);
}

static void
test_most(void)
{
	g_autoptr(watching) watching = watching_new();

	for (guint i = 0; i < 5; i++) {
		g_autofree char *name = g_strdup_printf("%u.txt", i);

		watching_write(watching, name, "x\n");
	}
	watching_start(watching, 2);
	watching_await_count(watching, 2);
	watching_resolve(watching, "0.txt", RESOLUTION_LEFT);
	watching_await(watching, "2.txt", 1);
	g_assert_cmpuint(watching->candidates->len, ==, 3);
	while (watcher_backlog(watching->watcher) != 2)
		g_thread_yield();
	watching_resolve(watching, "1.txt", RESOLUTION_LEFT);
	watching_resolve(watching, "2.txt", RESOLUTION_LEFT);
	watching_await_count(watching, 5);
	while (watcher_backlog(watching->watcher) != 0)
		g_thread_yield();
}

static void
test_strays(void)
{
	g_autoptr(watching) watching = watching_new();
	g_autofree char *link = watching_path(watching, "link.pdf");
	g_autofree char *pipe = watching_path(watching, "pipe");
	g_autofree char *sock = watching_path(watching, "socket");
	g_autofree char *device = watching_path(watching, "device");
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	g_assert_no_errno(symlink("/etc/hostname", link));
	watching_start(watching, 10);
	watching_await_stray(watching, "link.pdf: a symbolic link", 1);
	g_assert_no_errno(mkfifo(pipe, 0600));
	watching_await_stray(watching, "pipe: a pipe", 1);
	g_assert_cmpuint(
		g_strlcpy(address.sun_path, sock, sizeof address.sun_path), <,
		sizeof address.sun_path);
	g_assert_no_errno(
		bind(fd, (struct sockaddr *)&address, sizeof address));
	watching_await_stray(watching, "socket: a socket", 1);
	if (mknod(device, S_IFCHR | 0600, makedev(1, 3)) == 0)
		watching_await_stray(watching, "device: a device", 1);
	close(fd);

	watcher_rescan(watching->watcher);
	pass_barrier(watching);
	watching_await_stray(watching, "link.pdf: a symbolic link", 1);
	g_assert_no_errno(g_unlink(pipe));
	watching_await_stray(watching, "pipe: ", 2);
	g_assert_no_errno(g_unlink(link));
	watching_write(watching, "link.pdf", HALF REST);
	watching_await(watching, "link.pdf", 1);
	watching_await_stray(watching, "link.pdf: ", 2);

	/* Of what the letters' own room refused, only the end is said. */
	watching_resolve(watching, "link.pdf", RESOLUTION_STRAY);
	watcher_rescan(watching->watcher);
	pass_barrier(watching);
	g_assert_cmpuint(watching_offers(watching, "link.pdf"), ==, 1);
	g_assert_no_errno(g_unlink(link));
	watching_await_stray(watching, "link.pdf: ", 3);
}

static void
test_names(void)
{
	g_autoptr(watching) watching = watching_new();
	char longest[256];
	const char *const names[] = {
		"a\nb.pdf", "\xff\xfe\x80", "-rf", "--",
		" ",	    "%s%n",	    "*",   longest
	};

	memset(longest, 'x', 255);
	longest[255] = '\0';
	watching_write(watching, "a\nfirst", "x\n");
	watching_start(watching, 20);
	watching_await(watching, "a\nfirst", 1);
	for (guint i = 0; i < G_N_ELEMENTS(names); i++)
		watching_write(watching, names[i], HALF REST);
	for (guint i = 0; i < G_N_ELEMENTS(names); i++)
		watching_await(watching, names[i], 1);
	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *path = watching_path(watching, names[i]);

		g_assert_no_errno(g_unlink(path));
		watching_resolve(watching, names[i], RESOLUTION_GONE);
		watching_write(watching, names[i], "again\n");
	}
	for (guint i = 0; i < G_N_ELEMENTS(names); i++)
		watching_await(watching, names[i], 2);
}

static void
meet_locked_doors(void)
{
	g_autoptr(watching) watching = NULL;
	g_autofree char *file = NULL;
	g_autofree char *sub = NULL;

	if (geteuid() == 0)
		g_assert_true(setgid(65534) == 0 && setuid(65534) == 0);
	watching = watching_new();
	watching->settings.recursive = TRUE;
	file = watching_path(watching, "locked.txt");
	sub = watching_path(watching, "sub");
	watching_write(watching, "locked.txt", "x\n");
	g_assert_no_errno(g_chmod(file, 0));
	g_assert_no_errno(g_mkdir(sub, 0700));
	watching_write(watching, "sub/a.txt", "x\n");
	g_assert_no_errno(g_chmod(sub, 0));
	watching_start(watching, 10);
	watching_await_stray(watching,
			     "locked.txt: may not be read: it is a file of "
			     "nobody, group nogroup, mode 0000. Copy it",
			     1);
	watching_await_stray(watching,
			     "sub: may not be read: it is a directory of "
			     "nobody, group nogroup, mode 0000. Copy it",
			     1);
	g_assert_no_errno(g_chmod(file, 0600));
	watching_await(watching, "locked.txt", 1);
	watching_await_stray(watching, "locked.txt: ", 2);
	g_assert_no_errno(g_chmod(sub, 0700));
	watching_await(watching, "sub/a.txt", 1);
	watching_await_stray(watching, "sub: ", 2);
}

static void
test_locked(void)
{
	if (g_test_subprocess()) {
		meet_locked_doors();
		return;
	}
	g_test_trap_subprocess(NULL, 120 * G_USEC_PER_SEC,
			       G_TEST_SUBPROCESS_DEFAULT);
	g_test_trap_assert_passed();
}

/* Not by its last stamp, nor by any clock that people set. */
static void
test_old_times(void)
{
	g_autoptr(watching) watching = watching_new();
	struct timespec times[2] = { { .tv_sec = -1000000000 },
				     { .tv_sec = 9000000000 } };
	g_autofree char *path = watching_path(watching, "old.txt");

	watching_write(watching, "old.txt", "x\n");
	g_assert_no_errno(utimensat(AT_FDCWD, path, times, 0));
	watching_start(watching, 10);
	watching_await(watching, "old.txt", 1);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/watch/present-at-start", test_present_at_start);
	g_test_add_func("/watch/arrives", test_arrives);
	g_test_add_func("/watch/rename-is-settled", test_rename_is_settled);
	g_test_add_func("/watch/slow-writer/stays-open",
			test_slow_writer_stays_open);
	g_test_add_func("/watch/slow-writer/closes-between-pages",
			test_slow_writer_closes_between_pages);
	g_test_add_func("/watch/incomplete-in-the-end",
			test_incomplete_in_the_end);
	g_test_add_func("/watch/ignored", test_ignored);
	g_test_add_func("/watch/resolutions", test_resolutions);
	g_test_add_func("/watch/replaced-while-out", test_replaced_while_out);
	g_test_add_func("/watch/most", test_most);
	g_test_add_func("/watch/strays", test_strays);
	g_test_add_func("/watch/names", test_names);
	g_test_add_func("/watch/locked", test_locked);
	g_test_add_func("/watch/old-times", test_old_times);
	return g_test_run();
}
