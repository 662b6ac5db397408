/* Files held open answer to their names, and pages draw with those alone. */
#include <fcntl.h>
#include <fontconfig/fontconfig.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ocr/fonts.h"
#include "ocr/held_files.h"
#include "tests/ocr/paper.h"

static void
test_held_file_outlives_its_name(void)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *path = NULL;
	int fd = g_file_open_tmp("held-XXXXXX", &path, &error);

	g_assert_no_error(error);
	g_assert_cmpint(write(fd, "kept", 4), ==, 4);
	close(fd);
	g_assert_false(held_files_contain(path));
	g_assert_true(held_files_add(path, &error));
	g_assert_true(held_files_add(path, &error));
	g_unlink(path);
	for (int i = 0; i < 2; i++) {
		char text[8] = "";
		FILE *file = fopen(path, "rb");

		g_assert_nonnull(file);
		g_assert_cmpuint(fread(text, 1, 7, file), ==, 4);
		g_assert_cmpstr(text, ==, "kept");
		fclose(file);
		fd = open(path, O_RDONLY | O_CLOEXEC);
		g_assert_cmpint(fd, >=, 0);
		g_assert_cmpint(read(fd, text, 4), ==, 4);
		close(fd);
	}
	/* Only reading was held. */
	g_assert_cmpint(open(path, O_WRONLY), <, 0);
}

static off_t
position(const char *path)
{
	g_autoptr(GDir) descriptors = g_dir_open("/proc/self/fd", 0, NULL);
	const char *name;

	g_assert_nonnull(descriptors);
	while ((name = g_dir_read_name(descriptors)) != NULL) {
		g_autofree char *link =
			g_build_filename("/proc/self/fd", name, NULL);
		g_autofree char *target = g_file_read_link(link, NULL);

		if (target != NULL && g_str_has_prefix(target, path))
			return lseek(atoi(name), 0, SEEK_CUR);
	}
	return -1;
}

static int
leave_message(const char *path)
{
	FILE *file = NULL;
	char text[8];

	if (held_files_reopen(NULL))
		file = fopen(path, "rb");
	return file == NULL || fread(text, 1, 4, file) != 4;
}

/* What one process reads moves nothing in another, nor do file names count: by
 * now there is another file of that name. */
static void
test_reopened_after_fork(void)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *path = NULL;
	int fd = g_file_open_tmp("held-XXXXXX", &path, &error);
	int status;
	pid_t child;

	g_assert_cmpint(write(fd, "kept", 4), ==, 4);
	close(fd);
	g_assert_true(held_files_add(path, &error));
	g_unlink(path);
	g_assert_true(g_file_set_contents(path, "x", 1, NULL));
	g_assert_cmpint(position(path), ==, 0);
	child = fork();
	if (child == 0)
		_exit(leave_message(path));
	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	g_assert_cmpint(status, ==, 0);
	g_assert_cmpint(position(path), ==, 0);
	g_unlink(path);
}

static void
test_other_files(void)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *path = NULL;
	int fd = g_file_open_tmp("free-XXXXXX", &path, &error);
	FILE *file;

	g_assert_no_error(error);
	close(fd);
	g_unlink(path);
	g_assert_false(held_files_add(path, &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_FATAL);
	g_assert_null(fopen(path, "r"));
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
	g_assert_cmpint(fd, >=, 0);
	close(fd);
	file = fopen(path, "w");
	g_assert_nonnull(file);
	fclose(file);
	g_unlink(path);
}

/* Whatever fontconfig is asked for, its answer is held. */
static void
test_every_match_is_held(void)
{
	static const char *const names[] = { "Times", "Arial", "Calibri",
					     "No Such Font", "Symbol" };
	g_autoptr(GError) error = NULL;

	g_assert_true(fonts_hold(&error));
	g_assert_no_error(error);
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		FcPattern *wanted = FcNameParse((const FcChar8 *)names[i]);
		FcPattern *match;
		FcResult result;
		FcChar8 *file;

		FcConfigSubstitute(NULL, wanted, FcMatchPattern);
		FcDefaultSubstitute(wanted);
		match = FcFontMatch(NULL, wanted, &result);
		g_assert_nonnull(match);
		g_assert_cmpint(FcPatternGetString(match, FC_FILE, 0, &file),
				==, FcResultMatch);
		g_assert_true(held_files_contain((const char *)file));
		FcPatternDestroy(match);
		FcPatternDestroy(wanted);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/fonts/held-file-outlives-its-name",
			test_held_file_outlives_its_name);
	g_test_add_func("/fonts/reopened-after-fork", test_reopened_after_fork);
	g_test_add_func("/fonts/other-files", test_other_files);
	g_test_add_func("/fonts/every-match-is-held", test_every_match_is_held);
	return g_test_run();
}
