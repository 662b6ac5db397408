/* sandbox.c - closes a worker's sandbox: first the process's own limits, in
 * this file, then the two layers of sandbox_layers.h.
 *
 * Order matters: an unprivileged process may apply the other two only after
 * no_new_privs, and the seccomp filter comes last because it refuses calls that
 * the rest makes. The number of processes is not limited here: RLIMIT_NPROC
 * does not apply to root, and the seccomp filter refuses new processes
 * anyway. */
#include "worker/sandbox.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "core/error.h"
#include "worker/sandbox_layers.h"

/* Beyond those already open: the present document and the files that a library
 * keeps open while it works. */
#define SPARE_DESCRIPTORS 8

static gboolean
limit(__rlimit_resource_t resource, rlim_t value, const char *what,
      GError **error)
{
	struct rlimit both = { .rlim_cur = value, .rlim_max = value };

	/* SIGXCPU at the first, which names the cause; SIGKILL at the other.
	 */
	if (resource == RLIMIT_CPU)
		both.rlim_max++;

	if (setrlimit(resource, &both) < 0)
		return error_set_errno(error, "limit %s", what);
	return TRUE;
}

static gboolean
limit_descriptors(GError **error)
{
	/* The kernel gives out the lowest free number: all held are below it,
	 * or it fills a hole and the spare ones are fewer. */
	int lowest_free = dup(STDERR_FILENO);

	if (lowest_free < 0)
		return error_set_errno(error, "count the descriptors");
	close(lowest_free);
	return limit(RLIMIT_NOFILE, (rlim_t)lowest_free + SPARE_DESCRIPTORS,
		     "descriptors", error);
}

static gboolean
limit_memory(gint64 memory, GError **error)
{
#ifdef __SANITIZE_ADDRESS__
	/* AddressSanitizer's shadow alone is terabytes of address space. */
	memory = 0;
#endif
	return memory == 0 || limit(RLIMIT_AS, (rlim_t)memory, "memory", error);
}

/* A second limit on a letter's time besides the parent's clock; it works even
 * while the parent is stopped. */
static gboolean
limit_processor_time(gint64 seconds, GError **error)
{
	return seconds == 0 ||
	       limit(RLIMIT_CPU, (rlim_t)seconds, "processor time", error);
}

static gboolean
limit_itself(const struct sandbox_limits *limits, GError **error)
{
	/* A refused write to a file is then an error like any other, not a
	 * death: standard error may be a file. */
	signal(SIGXFSZ, SIG_IGN);
	/* The signal of a time limit must kill, even if the daemon was started
	 * with it ignored. */
	signal(SIGXCPU, SIG_DFL);
	signal(SIGVTALRM, SIG_DFL);
	return limit(RLIMIT_FSIZE, 0, "file growth", error) &&
	       limit_descriptors(error) &&
	       limit_memory(limits->memory, error) &&
	       limit_processor_time(limits->seconds, error);
}

gboolean
sandbox_prepare(GError **error)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return error_set_errno(error, "give up new privileges");
	/* Not dumpable: no core, and no other process of this user may trace
	 * it or read the letter in its memory. */
	if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) < 0)
		return error_set_errno(error, "close /proc to others");
	return limit(RLIMIT_CORE, 0, "core dumps", error);
}

gboolean
sandbox_enter(const struct sandbox_limits *limits, GPtrArray *out_missing,
	      GError **error)
{
	return sandbox_prepare(error) && limit_itself(limits, error) &&
	       landlock_deny_all(out_missing, error) &&
	       syscall_filter_load(out_missing, error);
}
