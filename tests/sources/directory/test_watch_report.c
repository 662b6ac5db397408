/* test_watch_report.c - what a watcher says waits in its directory, and why. */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "spool/spool.h"
#include "spool/spool_situation.h"
#include "watching.h"

#define HALF "%PDF-1.4\nfirst page\n"
#define MOST_ASKED 2000

static void
make_folder(struct watching *watching, const char *name)
{
	g_autofree char *path = watching_path(watching, name);

	g_assert_no_errno(g_mkdir(path, 0700));
}

/* "2 a.pdf b.pdf", of the files that wait for that reason. */
static char *
ask(struct watching *watching, enum spool_wait why)
{
	g_autoptr(spool_source) report = g_new0(struct spool_source, 1);
	const struct spool_waiting *waiting = &report->waits[why];
	g_autofree char *names = NULL;

	watcher_report(watching->watcher, report);
	if (report->reported == 0)
		return g_strdup("nothing yet");
	names = g_strdup(waiting->names ? waiting->names : "");
	return g_strdup_printf("%u %s", waiting->files,
			       g_strdelimit(names, "\n", ' '));
}

/* Asked until it is so: each question has the watcher look once more. */
static void
await(struct watching *watching, enum spool_wait why, const char *wanted)
{
	g_autofree char *said = ask(watching, why);

	for (guint i = 0; i < MOST_ASKED && strcmp(said, wanted) != 0; i++) {
		g_usleep(5000);
		g_free(said);
		said = ask(watching, why);
	}
	g_assert_cmpstr(said, ==, wanted);
}

static void
test_waiting(void)
{
	g_autoptr(watching) watching = watching_new();

	watching->settings.incomplete = 3600;
	watching->answer = WATCHING_HOLD;
	watching_write(watching, "cut.pdf", HALF);
	watching_start(watching, 1);
	await(watching, SPOOL_WAIT_INCOMPLETE, "1 cut.pdf");
	watching_write(watching, "a.txt", "one\n");
	watching_await(watching, "a.txt", 1);
	watching_write(watching, "b.txt", "two\n");
	await(watching, SPOOL_WAIT_TURN, "1 b.txt");
	watching_resolve(watching, "a.txt", RESOLUTION_LATER);
	await(watching, SPOOL_WAIT_AGAIN, "1 a.txt");
}

static void
test_unsettled(void)
{
	g_autoptr(watching) watching = watching_new();

	watching->settings.settle = 3600;
	watching_write(watching, "a.txt", "one\n");
	watching_start(watching, 10);
	await(watching, SPOOL_WAIT_UNSETTLED, "1 a.txt");
}

static void
test_passed_over(void)
{
	g_autoptr(watching) watching = watching_new();

	watching->settings.ignore = g_strdup("*.xml");
	watching_write(watching, "a.xml", "x\n");
	watching_write(watching, ".hidden", "x\n");
	make_folder(watching, "sub");
	watching_start(watching, 10);
	await(watching, SPOOL_WAIT_IGNORED, "1 a.xml");
	await(watching, SPOOL_WAIT_FOLDER, "1 sub");
}

static void
test_below(void)
{
	g_autoptr(watching) watching = watching_new();

	watching->settings.ignore = g_strdup("*.xml");
	watching->settings.recursive = TRUE;
	watching->settings.incomplete = 3600;
	make_folder(watching, "sub");
	watching_write(watching, "sub/a.xml", "x\n");
	watching_write(watching, "sub/b.pdf", HALF);
	watching_start(watching, 10);
	await(watching, SPOOL_WAIT_IGNORED, "1 sub/a.xml");
	await(watching, SPOOL_WAIT_INCOMPLETE, "1 sub/b.pdf");
	await(watching, SPOOL_WAIT_FOLDER, "0 ");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/watch/report/waiting", test_waiting);
	g_test_add_func("/watch/report/unsettled", test_unsettled);
	g_test_add_func("/watch/report/passed-over", test_passed_over);
	g_test_add_func("/watch/report/below", test_below);
	return g_test_run();
}
