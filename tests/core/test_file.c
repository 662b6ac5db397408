/* test_file.c - durable writes in a real directory, whole reads, secrets. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <grp.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/error.h"
#include "core/file.h"

struct fixture {
	char *folder;
	int dirfd;
};

static void
set_up(struct fixture *fixture, gconstpointer data)
{
	(void)data;
	fixture->folder = g_dir_make_tmp("core-file-XXXXXX", NULL);
	fixture->dirfd = open(fixture->folder, O_DIRECTORY | O_CLOEXEC);
	g_assert_cmpint(fixture->dirfd, >=, 0);
}

static void
tear_down(struct fixture *fixture, gconstpointer data)
{
	g_autoptr(GDir) dir = g_dir_open(fixture->folder, 0, NULL);
	const char *name;

	(void)data;
	while ((name = g_dir_read_name(dir)) != NULL)
		unlinkat(fixture->dirfd, name, 0);
	close(fixture->dirfd);
	g_assert_cmpint(g_rmdir(fixture->folder), ==, 0);
	g_free(fixture->folder);
}

static void
put(const struct fixture *fixture, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(fixture->folder, name, NULL);

	g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void
assert_holds(const struct fixture *fixture, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(fixture->folder, name, NULL);
	g_autofree char *got = NULL;

	g_assert_true(g_file_get_contents(path, &got, NULL, NULL));
	g_assert_cmpstr(got, ==, text);
}

static gboolean
exists(const struct fixture *fixture, const char *name)
{
	struct stat status;

	return fstatat(fixture->dirfd, name, &status, AT_SYMLINK_NOFOLLOW) == 0;
}

static void
test_write(struct fixture *fixture, gconstpointer data)
{
	struct stat status;
	g_autoptr(GError) error = NULL;

	(void)data;
	put(fixture, "record", "an older and longer text");
	g_assert_cmpint(fchmodat(fixture->dirfd, "record", 0644, 0), ==, 0);
	g_assert_true(
		file_write_durably(fixture->dirfd, "record", "new", &error));
	g_assert_no_error(error);
	assert_holds(fixture, "record", "new");
	g_assert_cmpint(fstatat(fixture->dirfd, "record", &status, 0), ==, 0);
	g_assert_cmpint(status.st_mode & 0777, ==, 0600);
}

static void
test_write_refuses_link(struct fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;

	(void)data;
	put(fixture, "target", "mine");
	g_assert_cmpint(symlinkat("target", fixture->dirfd, "link"), ==, 0);
	g_assert_false(
		file_write_durably(fixture->dirfd, "link", "theirs", &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_FATAL);
	assert_holds(fixture, "target", "mine");
	g_assert_true(exists(fixture, "link"));
}

static void
test_replace(struct fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;

	(void)data;
	for (int i = 0; i < 2; i++) {
		g_assert_true(file_replace_durably(fixture->dirfd, "record",
						   "whole", &error));
		g_assert_no_error(error);
		assert_holds(fixture, "record", "whole");
		g_assert_false(exists(fixture, ".record.part"));
	}
}

/* The rename takes the link's place; what it led to is left alone. */
static void
test_replace_link(struct fixture *fixture, gconstpointer data)
{
	(void)data;
	put(fixture, "target", "mine");
	g_assert_cmpint(symlinkat("target", fixture->dirfd, "record"), ==, 0);
	g_assert_true(
		file_replace_durably(fixture->dirfd, "record", "whole", NULL));
	assert_holds(fixture, "target", "mine");
	assert_holds(fixture, "record", "whole");
}

static void
test_replace_refuses_part_link(struct fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;

	(void)data;
	put(fixture, "target", "mine");
	put(fixture, "record", "old");
	g_assert_cmpint(symlinkat("target", fixture->dirfd, ".record.part"), ==,
			0);
	g_assert_false(file_replace_durably(fixture->dirfd, "record", "whole",
					    &error));
	g_assert_nonnull(error);
	assert_holds(fixture, "target", "mine");
	assert_holds(fixture, "record", "old");
}

/* A limit on file size fails the write in its middle, as a full disk would. */
static void
test_failed_write(struct fixture *fixture, gconstpointer data)
{
	g_autofree char *text = g_strnfill(100000, 'x');
	g_autoptr(GError) error = NULL;
	struct rlimit limit, small;
	gboolean written;

	(void)data;
	put(fixture, "record", "old");
	getrlimit(RLIMIT_FSIZE, &limit);
	small = limit;
	small.rlim_cur = 4096;
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &small);
	written = file_replace_durably(fixture->dirfd, "record", text, &error);
	setrlimit(RLIMIT_FSIZE, &limit);
	signal(SIGXFSZ, SIG_DFL);
	g_assert_false(written);
	g_assert_nonnull(error);
	g_assert_false(exists(fixture, ".record.part"));
	assert_holds(fixture, "record", "old");
}

static void
test_read_all(struct fixture *fixture, gconstpointer data)
{
	int fd;
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) bytes = NULL;

	(void)data;
	put(fixture, "letter", "0123456789");
	fd = openat(fixture->dirfd, "letter", O_RDONLY | O_CLOEXEC);
	lseek(fd, 5, SEEK_SET);
	bytes = file_read_all(fd, 10, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(g_bytes_get_size(bytes), ==, 10);
	g_assert_cmpint(memcmp(g_bytes_get_data(bytes, NULL), "0123456789", 10),
			==, 0);
	g_assert_null(file_read_all(fd, 9, &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
	close(fd);
}

static void
test_read_all_of_nothing(struct fixture *fixture, gconstpointer data)
{
	int fd, pipe_fds[2];
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) bytes = NULL;

	(void)data;
	put(fixture, "empty", "");
	fd = openat(fixture->dirfd, "empty", O_RDONLY | O_CLOEXEC);
	bytes = file_read_all(fd, 10, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(g_bytes_get_size(bytes), ==, 0);
	close(fd);
	g_assert_cmpint(pipe(pipe_fds), ==, 0);
	g_assert_null(file_read_all(pipe_fds[0], 10, &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_FATAL);
	close(pipe_fds[0]);
	close(pipe_fds[1]);
}

static void
test_secret(struct fixture *fixture, gconstpointer data)
{
	static const struct {
		const char *text, *secret;
	} cases[] = {
		{ "abc", "abc" },     { "abc\n", "abc" },
		{ "abc\r\n", "abc" }, { "abc\n\n", "abc\n" },
		{ " a b ", " a b " }, { "", NULL },
		{ "\n", NULL },	      { "\r\n", NULL },
	};
	g_autofree char *path = g_build_filename(fixture->folder, "s", NULL);

	(void)data;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *secret = NULL;

		put(fixture, "s", cases[i].text);
		secret = file_read_secret(path, &error);
		g_assert_cmpstr(secret, ==, cases[i].secret);
		if (cases[i].secret == NULL)
			g_assert_error(error, IMR_ERROR, IMR_ERROR_FATAL);
	}
}

static void
test_secret_refused(struct fixture *fixture, gconstpointer data)
{
	g_autofree char *path = g_build_filename(fixture->folder, "s", NULL);
	g_autofree char *large = g_strnfill((64 << 10) + 1, 'x');
	g_autoptr(GError) missing = NULL;
	g_autoptr(GError) too_large = NULL;
	g_autoptr(GError) folder = NULL;

	(void)data;
	g_assert_null(file_read_secret(path, &missing));
	g_assert_error(missing, IMR_ERROR, IMR_ERROR_FATAL);
	put(fixture, "s", large);
	g_assert_null(file_read_secret(path, &too_large));
	g_assert_error(too_large, IMR_ERROR, IMR_ERROR_FATAL);
	g_assert_null(file_read_secret(fixture->folder, &folder));
	g_assert_error(folder, IMR_ERROR, IMR_ERROR_FATAL);
}

#define SOME_GROUP 61234
#define OTHER_GROUP 61235
#define SOME_USER 61236

static void
put_secret(const struct fixture *fixture, mode_t mode)
{
	put(fixture, "s", "abc");
	g_assert_no_errno(fchmodat(fixture->dirfd, "s", mode, 0));
}

/* said: NULL where it must be accepted. */
static void
assert_secret(const struct fixture *fixture, const char *said)
{
	g_autofree char *path = g_build_filename(fixture->folder, "s", NULL);
	g_autoptr(GError) error = NULL;
	g_autofree char *secret = file_read_secret(path, &error);

	if (said == NULL) {
		g_assert_no_error(error);
		g_assert_cmpstr(secret, ==, "abc");
		return;
	}
	g_assert_error(error, IMR_ERROR, IMR_ERROR_FATAL);
	g_assert_null(secret);
	g_assert_nonnull(strstr(error->message, path));
	g_assert_nonnull(strstr(error->message, said));
}

static void
test_secret_modes(struct fixture *fixture, gconstpointer data)
{
	static const struct {
		mode_t mode;
		const char *said;
	} cases[] = {
		{ 0600, NULL },		{ 0400, NULL },
		{ 0640, NULL },		{ 0440, NULL },
		{ 0644, "mode 0644" },	{ 0604, "anybody" },
		{ 0602, "anybody" },	{ 0601, "anybody" },
		{ 0666, "chmod 600 " }, { 0660, "its group" },
		{ 0620, "mode 0620" },	{ 0610, "its group" },
	};

	(void)data;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		put_secret(fixture, cases[i].mode);
		assert_secret(fixture, cases[i].said);
	}
}

/* In a process of its own: as the user and the group that a service has. */
static void
assert_secret_as_service(const struct fixture *fixture, const char *said)
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		gid_t group = SOME_GROUP;

		g_assert_no_errno(setgroups(1, &group));
		g_assert_no_errno(setgid(SOME_USER));
		g_assert_no_errno(setuid(SOME_USER));
		assert_secret(fixture, said);
		_exit(0);
	}
	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	g_assert_cmpint(status, ==, 0);
}

static void
test_secret_groups(struct fixture *fixture, gconstpointer data)
{
	static const struct {
		uid_t owner;
		gid_t group;
		const char *root_said, *service_said;
	} cases[] = {
		{ 0, SOME_GROUP, NULL, NULL },
		{ SOME_USER, SOME_GROUP, "its group", NULL },
		{ SOME_USER, OTHER_GROUP, "chown root ", "chmod 600 " },
	};

	(void)data;
	if (geteuid() != 0) {
		g_test_skip("only root gives files away");
		return;
	}
	g_assert_no_errno(fchmod(fixture->dirfd, 0755));
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		put_secret(fixture, 0640);
		g_assert_no_errno(fchownat(fixture->dirfd, "s", cases[i].owner,
					   cases[i].group, 0));
		assert_secret(fixture, cases[i].root_said);
		assert_secret_as_service(fixture, cases[i].service_said);
	}
	/* What root left open is not for the service to close by its mode. */
	put_secret(fixture, 0644);
	g_assert_no_errno(fchownat(fixture->dirfd, "s", 0, SOME_GROUP, 0));
	assert_secret_as_service(fixture, "close it: chmod 640 ");
	g_assert_no_errno(fchownat(fixture->dirfd, "s", 0, OTHER_GROUP, 0));
	assert_secret_as_service(fixture, "close it: chown 61236 ");
}

/* An ACL of systemd's shows as a group's right to read. */
static void
test_secret_credential(struct fixture *fixture, gconstpointer data)
{
	g_autofree char *shorter =
		g_strndup(fixture->folder, strlen(fixture->folder) - 1);

	(void)data;
	if (geteuid() != 0) {
		g_test_skip("only root gives files away");
		return;
	}
	put_secret(fixture, 0440);
	g_assert_no_errno(
		fchownat(fixture->dirfd, "s", SOME_USER, OTHER_GROUP, 0));
	assert_secret(fixture, "its group");
	g_setenv("CREDENTIALS_DIRECTORY", fixture->folder, TRUE);
	assert_secret(fixture, NULL);
	put_secret(fixture, 0444);
	assert_secret(fixture, "anybody");
	put_secret(fixture, 0440);
	g_assert_no_errno(
		fchownat(fixture->dirfd, "s", SOME_USER, OTHER_GROUP, 0));
	for (gsize i = 0; i < 3; i++) {
		const char *const elsewhere[] = { shorter, "", "/" };

		g_setenv("CREDENTIALS_DIRECTORY", elsewhere[i], TRUE);
		assert_secret(fixture, "its group");
	}
	g_unsetenv("CREDENTIALS_DIRECTORY");
}

#define ADD(path, test)                                                        \
	g_test_add(path, struct fixture, NULL, set_up, test, tear_down)

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	umask(077);
	ADD("/file/write", test_write);
	ADD("/file/write-refuses-link", test_write_refuses_link);
	ADD("/file/replace", test_replace);
	ADD("/file/replace-link", test_replace_link);
	ADD("/file/replace-refuses-part-link", test_replace_refuses_part_link);
	ADD("/file/failed-write", test_failed_write);
	ADD("/file/read-all", test_read_all);
	ADD("/file/read-all-of-nothing", test_read_all_of_nothing);
	ADD("/file/secret", test_secret);
	ADD("/file/secret-refused", test_secret_refused);
	ADD("/file/secret-modes", test_secret_modes);
	ADD("/file/secret-groups", test_secret_groups);
	ADD("/file/secret-credential", test_secret_credential);
	return g_test_run();
}
