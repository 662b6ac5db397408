/* worker_loss.c - from a dead worker to a line that helps. */
#include "extract/worker_loss.h"

#include <signal.h>
#include <sys/wait.h>

#include "core/error.h"

static const struct ending {
	int signal;
	const char *what, *advice;
} endings[] = {
	{ SIGXCPU, "used up its processor time",
	  "raise letter_seconds if the file is worth it" },
	{ SIGKILL, "was killed",
	  "memory may have run out: try the file alone, with --workers 1" },
	{ SIGSYS, "tried what its sandbox forbids", "do not trust this file" },
	/* How GLib and the C++ library end where memory does. */
	{ SIGABRT, "gave up, probably at its memory limit",
	  "raise memory if the file is worth it" },
	{ SIGTRAP, "gave up, probably at its memory limit",
	  "raise memory if the file is worth it" },
	{ 0, "crashed",
	  "the file may be damaged: print it anew or scan it again" },
};

static void
explain_signal(const struct worker_loss *loss, GError **error)
{
	int number = WTERMSIG(loss->status);
	const struct ending *ending = endings;

	while (ending->signal != 0 && ending->signal != number)
		ending++;
	error_reject(error, "worker-lost",
		     "the worker %s while %s (signal %d, %s); %s", ending->what,
		     loss->purpose, number, g_strsignal(number),
		     ending->advice);
}

static void
explain_start(const struct worker_loss *loss, GError **error)
{
	gboolean signaled = WIFSIGNALED(loss->status);

	if (loss->late)
		error_set(error, IMR_ERROR_FATAL,
			  "the worker was not ready within %g s",
			  loss->seconds);
	else
		error_set(error, IMR_ERROR_FATAL,
			  "the worker ended before it was ready (%s %d); see "
			  "what it says with --verbose",
			  signaled ? "signal" : "status",
			  signaled ? WTERMSIG(loss->status)
				   : WEXITSTATUS(loss->status));
}

void
worker_loss_explain(const struct worker_loss *loss, GError **error)
{
	if (!loss->greeted)
		explain_start(loss, error);
	else if (loss->late)
		error_reject(error, "too-slow",
			     "%s took longer than %g s; raise page_seconds or "
			     "letter_seconds if the file is worth it",
			     loss->purpose, loss->seconds);
	else if (g_error_matches(loss->talk, IMR_ERROR, IMR_ERROR_REJECT))
		error_reject(error, "worker-lost",
			     "the worker broke the protocol while %s (%s); do "
			     "not trust this file",
			     loss->purpose, loss->talk->message);
	else if (WIFSIGNALED(loss->status))
		explain_signal(loss, error);
	else
		error_reject(error, "worker-lost",
			     "the worker ended while %s (status %d); the file "
			     "may be damaged: print it anew or scan it again",
			     loss->purpose, WEXITSTATUS(loss->status));
}
