/* test_inputs.c - what the command line may name. */
#include "extract/inputs.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "core/error.h"

#define LIMIT 1000

/* Each test works in an empty folder of its own. */
static char *folder;

static void
write_file(const char *name, const char *text)
{
	g_assert_true(g_file_set_contents(name, text, -1, NULL));
}

static void
remove_folder(void)
{
	const char *arguments[] = { "rm", "-rf", folder, NULL };

	g_assert_true(g_spawn_sync("/", (char **)arguments, NULL,
				   G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL,
				   NULL, NULL));
	g_clear_pointer(&folder, g_free);
}

static GPtrArray *
list(const char *name, gboolean recursive)
{
	const char *const names[] = { name, NULL };

	return inputs_list(names, recursive, LIMIT);
}

static void
check_refused(const char *name, gboolean recursive, const char *part)
{
	g_autoptr(GPtrArray) inputs = list(name, recursive);
	g_autoptr(GError) error = NULL;

	g_assert_cmpuint(inputs->len, ==, 1);
	g_assert_false(input_open(inputs->pdata[0], LIMIT, &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
	g_test_message("%s", error->message);
	g_assert_nonnull(strstr(error->message, part));
	/* A reason, and what to do about it. */
	g_assert_nonnull(strstr(error->message, "; "));
}

static void
test_opened(void)
{
	g_autoptr(GPtrArray) inputs = NULL;
	g_autoptr(GError) error = NULL;
	struct input *input;

	write_file("letter.txt", "abc");
	inputs = list("./letter.txt", FALSE);
	input = inputs->pdata[0];
	g_assert_cmpstr(input->path, ==, "./letter.txt");
	g_assert_cmpstr(input->name, ==, "letter.txt");
	input_open(input, LIMIT, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(input->size_bytes, ==, 3);
	g_assert_cmpstr(input->id, ==,
			"ba7816bf8f01cfea414140de5dae2223"
			"b00361a396177a9cb410ff61f20015ad");
	g_assert_true(fcntl(input->fd, F_GETFD) & FD_CLOEXEC);
}

static void
test_refused(void)
{
	struct sockaddr_un address = { AF_UNIX, "socket" };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	g_autofree char *large = g_strnfill(LIMIT + 1, 'x');

	g_assert_cmpint(bind(fd, (struct sockaddr *)&address, sizeof(address)),
			==, 0);
	close(fd);
	write_file("empty", "");
	write_file("large", large);
	g_assert_cmpint(mkfifo("pipe", 0600), ==, 0);
	g_assert_cmpint(g_mkdir("sub", 0700), ==, 0);

	check_refused("missing", FALSE, "does not exist");
	check_refused("empty", FALSE, "is empty");
	check_refused("large", FALSE, "larger than max_bytes, 1000;");
	check_refused("pipe", FALSE, "named pipe");
	check_refused("socket", FALSE, "socket");
	check_refused("/dev/null", FALSE, "device");
	check_refused("sub", FALSE, "--recursive");
	check_refused("sub", TRUE, "holds no files");
}

static void
test_unreadable(void)
{
	if (geteuid() == 0) {
		g_test_skip("root may read everything");
		return;
	}
	write_file("secret", "abc");
	g_assert_cmpint(chmod("secret", 0), ==, 0);
	check_refused("secret", FALSE, "may not be read");
	g_assert_cmpint(g_mkdir("sub", 0), ==, 0);
	check_refused("sub", TRUE, "cannot be read");
}

static void
test_folders(void)
{
	static const char *const expected[] = { "in/a", "in/b/c", "in/d" };
	g_autoptr(GPtrArray) inputs = NULL;

	g_assert_cmpint(g_mkdir_with_parents("in/b/.git", 0700), ==, 0);
	write_file("in/d", "x");
	write_file("in/a", "x");
	write_file("in/b/c", "x");
	write_file("in/.hidden", "x");
	write_file("in/b/.git/x", "x");
	g_assert_cmpint(symlink("a", "in/link"), ==, 0);
	g_assert_cmpint(symlink("..", "in/loop"), ==, 0);

	inputs = list("in", TRUE);
	g_assert_cmpuint(inputs->len, ==, G_N_ELEMENTS(expected));
	for (guint i = 0; i < inputs->len; i++) {
		const struct input *input = inputs->pdata[i];

		g_assert_cmpstr(input->path, ==, expected[i]);
	}
}

/* A link that is named is meant; one put in a found file's place is not. */
static void
test_links(void)
{
	g_autoptr(GPtrArray) named = NULL, found = NULL;
	g_autoptr(GError) error = NULL;

	g_assert_cmpint(g_mkdir("in", 0700), ==, 0);
	write_file("in/a", "x");
	found = list("in", TRUE);
	g_assert_cmpint(g_rename("in/a", "target"), ==, 0);
	g_assert_cmpint(symlink("../target", "in/a"), ==, 0);
	g_assert_false(input_open(found->pdata[0], LIMIT, &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);

	named = list("in/a", FALSE);
	g_assert_true(input_open(named->pdata[0], LIMIT, NULL));
}

static void
test_names(void)
{
	g_autofree char *good = input_safe_name("na\303\257ve.pdf");
	g_autofree char *bad = input_safe_name("na\357ve.pdf");

	g_assert_cmpstr(good, ==, "na\303\257ve.pdf");
	g_assert_cmpstr(bad, ==, "na\\357ve.pdf");
}

static void
test_changed(void)
{
	g_autoptr(GPtrArray) inputs = NULL;
	g_autoptr(GError) error = NULL;
	struct timespec times[2] = { { 0, UTIME_OMIT }, { 1, 0 } };

	write_file("letter.txt", "abc");
	inputs = list("letter.txt", FALSE);
	g_assert_true(input_open(inputs->pdata[0], LIMIT, NULL));
	g_assert_true(input_check_unchanged(inputs->pdata[0], NULL));
	g_assert_cmpint(utimensat(AT_FDCWD, "letter.txt", times, 0), ==, 0);
	g_assert_false(input_check_unchanged(inputs->pdata[0], &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
}

/* Runs with text on standard input. */
static GPtrArray *
list_piped(const char *text)
{
	int saved = dup(STDIN_FILENO), fd;
	GPtrArray *inputs;

	write_file("stdin", text);
	fd = open("stdin", O_RDONLY);
	dup2(fd, STDIN_FILENO);
	close(fd);
	inputs = list("-", FALSE);
	dup2(saved, STDIN_FILENO);
	close(saved);
	return inputs;
}

static void
test_standard_input(void)
{
	g_autofree char *large = g_strnfill(3 * LIMIT, 'x');
	g_autoptr(GPtrArray) good = list_piped("abc");
	g_autoptr(GPtrArray) none = list_piped("");
	g_autoptr(GPtrArray) much = list_piped(large);
	g_autoptr(GError) empty = NULL, too_large = NULL;
	struct input *input = good->pdata[0];

	g_assert_true(input_open(input, LIMIT, NULL));
	g_assert_true(g_str_has_prefix(input->id, "ba7816bf8f01cfea"));
	/* Nobody changes it between the sum and the reading. */
	g_assert_cmpint(pwrite(input->fd, "x", 1, 0), <, 0);
	g_assert_cmpint(errno, ==, EPERM);

	g_assert_false(input_open(none->pdata[0], LIMIT, &empty));
	g_assert_nonnull(strstr(empty->message, "is empty"));
	g_assert_false(input_open(much->pdata[0], LIMIT, &too_large));
	g_assert_nonnull(strstr(too_large->message, "larger than"));
}

static void
run_in_folder(gconstpointer data)
{
	void (*const *test)(void) = data;

	folder = g_dir_make_tmp(NULL, NULL);
	g_assert_cmpint(chdir(folder), ==, 0);
	(*test)();
	remove_folder();
}

int
main(int argc, char **argv)
{
	static const struct {
		const char *path;
		void (*test)(void);
	} tests[] = {
		{ "/inputs/opened", test_opened },
		{ "/inputs/refused", test_refused },
		{ "/inputs/unreadable", test_unreadable },
		{ "/inputs/folders", test_folders },
		{ "/inputs/links", test_links },
		{ "/inputs/names", test_names },
		{ "/inputs/changed", test_changed },
		{ "/inputs/standard-input", test_standard_input },
	};

	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(tests); i++)
		g_test_add_data_func(tests[i].path, &tests[i].test,
				     run_in_folder);
	return g_test_run();
}
