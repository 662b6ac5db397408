/* disk_faults.c - the program under the preload. */
#include "tests/spool/disk_faults.h"

#include <dlfcn.h>
#include <string.h>
#include <unistd.h>

void
disk_faults_start(char **argv)
{
	const char *preloaded = g_getenv("LD_PRELOAD");
	const char *options = g_getenv("ASAN_OPTIONS");
	g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *room = g_path_get_dirname(program);
	g_autofree char *tests = g_path_get_dirname(room);
	g_autofree char *preload =
		g_build_filename(tests, "preload", "failing_disk.so", NULL);
	g_autofree char *lax = g_strconcat(options == NULL ? "" : options,
					   ":verify_asan_link_order=0", NULL);

	if (preloaded != NULL && strstr(preloaded, preload) != NULL)
		return;
	if (!g_file_test(preload, G_FILE_TEST_EXISTS))
		g_error("'%s' is not built", preload);
	g_setenv("LD_PRELOAD", preload, TRUE);
	g_setenv("ASAN_OPTIONS", lax, TRUE);
	execv(program, argv);
	g_error("cannot start again");
}

void
disk_faults_set(const char *calls, const char *error, const char *path,
		guint nth)
{
	g_autofree char *number = g_strdup_printf("%u", nth);

	g_setenv("FAILING_DISK_PATH", path, TRUE);
	g_setenv("FAILING_DISK_ERROR", error, TRUE);
	if (nth > 0)
		g_setenv("FAILING_DISK_NTH", number, TRUE);
	else
		g_unsetenv("FAILING_DISK_NTH");
	g_setenv("FAILING_DISK_CALLS", calls, TRUE);
}

void
disk_faults_clear(void)
{
	g_unsetenv("FAILING_DISK_CALLS");
}

guint
disk_faults_hits(void)
{
	unsigned (*hits)(void);

	*(void **)&hits = dlsym(RTLD_DEFAULT, "failing_disk_hits");
	g_assert_nonnull(hits);
	return hits();
}
