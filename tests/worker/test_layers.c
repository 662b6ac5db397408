/* test_layers.c - Landlock holds without seccomp's help, and a kernel that
 * lacks a layer is told from one that refuses it. */
#include "worker/sandbox_layers.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "core/error.h"
#include "tests/worker/confined.h"
#include "worker/sandbox.h"

/* --- Landlock alone -------------------------------------------------------*/
#define LACKING 201 /* no errno either */

/* How the missing part that an attempt is about begins. */
static const char *wanted;

static gboolean
is_missing(GPtrArray *missing, const char *part)
{
	for (guint i = 0; i < missing->len; i++)
		if (g_str_has_prefix(g_ptr_array_index(missing, i), part))
			return TRUE;
	return FALSE;
}

static gboolean
enter_landlock(void)
{
	g_autoptr(GPtrArray) missing = g_ptr_array_new_with_free_func(g_free);

	g_assert_no_errno(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
	if (!landlock_deny_all(missing, NULL))
		return FALSE;
	if (is_missing(missing, "Landlock (") || is_missing(missing, wanted))
		_exit(LACKING);
	return TRUE;
}

static int
try_open(void)
{
	return result_of(open("/etc/passwd", O_RDONLY));
}

static int
try_create(void)
{
	return result_of(open("new", O_WRONLY | O_CREAT, 0600));
}

static int
try_mkdir(void)
{
	return result_of(mkdir("new", 0700));
}

static int
try_exec(void)
{
	char *const nothing[] = { NULL };

	return result_of(execve("/bin/true", nothing, nothing));
}

static int
try_connect(void)
{
	const struct sockaddr_in nobody = {
		.sin_family = AF_INET,
		.sin_port = htons(9),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};

	return result_of(connect(socket(AF_INET, SOCK_STREAM, 0),
				 (const struct sockaddr *)&nobody,
				 sizeof(nobody)));
}

static int
try_signal(void)
{
	return result_of(kill(getppid(), 0));
}

static const struct {
	struct attempt attempt;
	const char *wanted;
} attempts[] = {
	{ { "/landlock/open", try_open, EACCES }, "Landlock (" },
	{ { "/landlock/create", try_create, EACCES }, "Landlock (" },
	{ { "/landlock/mkdir", try_mkdir, EACCES }, "Landlock (" },
	{ { "/landlock/exec", try_exec, EACCES }, "Landlock (" },
	{ { "/landlock/connect", try_connect, EACCES }, "Landlock for TCP" },
	{ { "/landlock/signal", try_signal, EPERM }, "Landlock for signals" },
};

static void
test_attempt(gconstpointer data)
{
	const guint i = GPOINTER_TO_UINT(data);
	int result;

	wanted = attempts[i].wanted;
	result = confined_run(enter_landlock, attempts[i].attempt.run);
	if (result == LACKING) {
		g_test_skip("this kernel has no such Landlock");
		return;
	}
	g_assert_cmpint(result, ==, attempts[i].attempt.expected);
}

/* --- kernels that answer otherwise ----------------------------------------*/

/* A kernel on which CALL fails with the given errno. */
static void
pretend(int call, guint16 failure)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);

	g_assert_cmpint(
		seccomp_rule_add(filter, SCMP_ACT_ERRNO(failure), call, 0), ==,
		0);
	g_assert_cmpint(seccomp_load(filter), ==, 0);
	seccomp_release(filter);
}

static gboolean
enter_any(void)
{
	return TRUE;
}

/* 0 when the process is closed in but for the missing PART, ENOENT when PART
 * is not said to be missing, EPERM when it all was refused as FATAL. */
static int
entered_without(const char *part)
{
	const struct sandbox_limits limits = { 0 };
	g_autoptr(GPtrArray) missing = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) error = NULL;

	if (sandbox_enter(&limits, missing, &error))
		return is_missing(missing, part) ? 0 : ENOENT;
	return g_error_matches(error, IMR_ERROR, IMR_ERROR_FATAL) ? EPERM : EIO;
}

static int
without_landlock(void)
{
	pretend(SCMP_SYS(landlock_create_ruleset), ENOSYS);
	return entered_without("Landlock (");
}

static int
landlock_off_at_boot(void)
{
	pretend(SCMP_SYS(landlock_create_ruleset), EOPNOTSUPP);
	return entered_without("Landlock (");
}

static int
landlock_refused(void)
{
	pretend(SCMP_SYS(landlock_create_ruleset), EPERM);
	return entered_without("Landlock (");
}

static int
landlock_half_refused(void)
{
	pretend(SCMP_SYS(landlock_restrict_self), EPERM);
	return entered_without("Landlock (");
}

static int
without_seccomp(void)
{
	pretend(SCMP_SYS(seccomp), ENOSYS);
	return entered_without("seccomp");
}

static int
seccomp_refused(void)
{
	pretend(SCMP_SYS(seccomp), EPERM);
	return entered_without("seccomp");
}

static int
limits_refused(void)
{
	pretend(SCMP_SYS(prlimit64), EPERM);
	return entered_without("");
}

static const struct attempt kernels[] = {
	{ "/kernel/without-landlock", without_landlock, 0 },
	{ "/kernel/landlock-off-at-boot", landlock_off_at_boot, 0 },
	{ "/kernel/landlock-refused", landlock_refused, EPERM },
	{ "/kernel/landlock-half-refused", landlock_half_refused, EPERM },
	{ "/kernel/without-seccomp", without_seccomp, 0 },
	{ "/kernel/seccomp-refused", seccomp_refused, EPERM },
	{ "/kernel/limits-refused", limits_refused, EPERM },
};

static void
test_kernel(gconstpointer data)
{
	const struct attempt *attempt = data;

	g_assert_cmpint(confined_run(enter_any, attempt->run), ==,
			attempt->expected);
}

int
main(int argc, char **argv)
{
	g_autofree char *directory = g_dir_make_tmp("layers-XXXXXX", NULL);
	int status;

	g_test_init(&argc, &argv, NULL);
	g_assert_no_errno(chdir(directory));
	for (guint i = 0; i < G_N_ELEMENTS(attempts); i++)
		g_test_add_data_func(attempts[i].attempt.path,
				     GUINT_TO_POINTER(i), test_attempt);
	for (guint i = 0; i < G_N_ELEMENTS(kernels); i++)
		g_test_add_data_func(kernels[i].path, &kernels[i], test_kernel);
	status = g_test_run();
	rmdir(directory);
	return status;
}
