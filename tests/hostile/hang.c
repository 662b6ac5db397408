/* hang.c - a worker that never answers, nor ends when it is asked to: only
 * SIGKILL helps. It waits without using processor time, so that a limit on
 * that does not catch it either. */
#include <signal.h>

#include "tests/hostile/hostile.h"

static void
misbehave(json_t *request G_GNUC_UNUSED)
{
	sigset_t all;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, NULL);
	for (;;)
		pause();
}

int
main(void)
{
	return hostile_serve(misbehave);
}
