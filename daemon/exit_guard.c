/* exit_guard.c - a thread that waits only for the clock. */
#include "daemon/exit_guard.h"

#include <stdio.h>
#include <unistd.h>

#include "core/status.h"
#include "monitor/log.h"
#include "sources/directory/watch_locks.h"

struct guard {
	gint64 deadline; /* monotonic */
	int lock;
	struct watch_locks *locks;
};

void
exit_guard_leave(int lock, struct watch_locks *locks)
{
	/* No fflush(): the hanging thread may hold a stream's lock. The log
	 * does not buffer. */
	if (lock >= 0)
		close(lock);
	if (locks != NULL)
		watch_locks_release(locks);
	_exit(STATUS_RECORDED);
}

static gpointer
run(gpointer data)
{
	const struct guard *guard = data;
	gint64 left;

	while ((left = guard->deadline - g_get_monotonic_time()) > 0)
		g_usleep((gulong)left);
	log_warning("service",
		    "what is under way does not end; the next start begins "
		    "where the spool says");
	exit_guard_leave(guard->lock, guard->locks);
}

void
exit_guard_start(double seconds, int lock, struct watch_locks *locks)
{
	struct guard *guard = g_new0(struct guard, 1);
	GThread *thread;

	guard->deadline =
		g_get_monotonic_time() + (gint64)(seconds * G_USEC_PER_SEC);
	guard->lock = lock;
	guard->locks = locks;
	/* If the thread cannot be started, systemd ends the process a little
	 * later. */
	thread = g_thread_try_new("exit", run, guard, NULL);
	if (thread != NULL)
		g_thread_unref(thread);
	else
		g_free(guard);
}
