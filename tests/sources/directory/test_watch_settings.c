/* test_watch_settings.c - [watch NAME]: its defaults, and ignored names. */
#include "sources/directory/watch_settings.h"

#include <locale.h>

#include "core/error.h"
#include "sources/directory/watch_fs.h"

static void
test_defaults(void)
{
	struct watch_settings watch = { 0 };
	g_autoptr(GError) missing = NULL, bad = NULL;

	settings_set_defaults(watch_setting_table, &watch);
	g_assert_false(settings_check(watch_setting_table, &watch, &missing));
	g_assert_error(missing, IMR_ERROR, IMR_ERROR_FATAL);
	g_assert_false(watch.recursive);
	g_assert_cmpint(watch.original, ==, ORIGINAL_ARCHIVE);
	g_assert_null(watch.archive);
	g_assert_cmpint(watch.poll, ==, POLL_AUTO);
	g_assert_cmpfloat(watch.settle, ==, 2);
	g_assert_cmpfloat(watch.incomplete, ==, 900);
	g_assert_cmpfloat(watch.rescan, ==, 60);
	g_assert_cmpfloat(watch.poll_seconds, ==, 10);
	g_assert_true(settings_assign(watch_setting_table, &watch, "directory",
				      "/srv/inbox", NULL));
	g_assert_true(settings_check(watch_setting_table, &watch, NULL));
	g_assert_true(settings_assign(watch_setting_table, &watch, "settle",
				      "0.05", NULL));
	g_assert_false(settings_assign(watch_setting_table, &watch, "original",
				       "shred", &bad));
	g_assert_error(bad, IMR_ERROR, IMR_ERROR_FATAL);
	settings_clear(watch_setting_table, &watch);
}

static void
test_ignores(void)
{
	struct watch_settings watch = { .ignore = (char *)" *.bak scan?? " };
	static const char *const ignored[] = {
		".x",		"a.part",      "a.tmp",
		"~$letter.doc", "a.bak",       "scan01",
		"\xff\n.part",	".\xff",       "-.tmp",
		"~a",		"Thumbs.db",   "THUMBS.DB",
		"desktop.ini",	"Desktop.ini", "a.pdf.crdownload",
		"a.filepart",	"A.FILEPART",  "A.TMP",
		"a.Part",
	};
	static const char *const taken[] = { "a.pdf",
					     "part",
					     "a.part.pdf",
					     "scan1",
					     "a~",
					     "\xff\n.pdf",
					     " ",
					     "A.BAK",
					     "my desktop.ini",
					     "thumbs.db.pdf" };

	for (guint i = 0; i < G_N_ELEMENTS(ignored); i++)
		g_assert_true(watch_ignores(&watch, ignored[i]));
	for (guint i = 0; i < G_N_ELEMENTS(taken); i++)
		g_assert_false(watch_ignores(&watch, taken[i]));
}

/* statfs(2) has the numbers. */
static void
test_file_systems(void)
{
	g_assert_cmpstr(watch_fs_without_events(0x6969), ==, "nfs");
	g_assert_cmpstr(watch_fs_without_events(0xff534d42), ==, "cifs");
	g_assert_cmpstr(watch_fs_without_events(0xffffffffff534d42), ==,
			"cifs");
	g_assert_cmpstr(watch_fs_without_events(0x65735546), ==, "fuse");
	g_assert_null(watch_fs_without_events(0xef53));	    /* ext4 */
	g_assert_null(watch_fs_without_events(0x01021994)); /* tmpfs */
	g_assert_null(watch_fs_without_events(0x58465342)); /* xfs */
}

int
main(int argc, char **argv)
{
	setlocale(LC_ALL, "C.UTF-8");
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/watch-settings/defaults", test_defaults);
	g_test_add_func("/watch-settings/ignores", test_ignores);
	g_test_add_func("/watch-settings/file-systems", test_file_systems);
	return g_test_run();
}
