/* worker_loss.c - explains in one helpful line why a worker was lost. */
#include "extract/worker_loss.h"

#include <signal.h>
#include <sys/wait.h>

#include "core/error.h"

static const struct ending {
	int signal;
	enum loss_kind kind;
	const char *code, *what, *advice;
} endings[] = {
	{ SIGVTALRM, LOSS_TEXT_TIME, "too-slow",
	  "took too long to lay out its text", "print it to a new PDF" },
	{ SIGXCPU, LOSS_TIME, "too-slow", "used up its processor time",
	  "raise letter_seconds if the file is worth it" },
	{ SIGKILL, LOSS_CRASH, "worker-lost", "was killed",
	  "memory may have run out: try the file alone, with --workers 1" },
	{ SIGSYS, LOSS_DISTRUST, "worker-lost",
	  "tried what its sandbox forbids", "do not trust this file" },
	/* How GLib and the C++ library end when memory runs out. */
	{ SIGABRT, LOSS_CRASH, "worker-lost",
	  "gave up, probably at its memory limit",
	  "raise memory if the file is worth it" },
	{ SIGTRAP, LOSS_CRASH, "worker-lost",
	  "gave up, probably at its memory limit",
	  "raise memory if the file is worth it" },
	{ 0, LOSS_CRASH, "worker-lost", "crashed",
	  "the file may be damaged: print it or scan it again" },
};

static enum loss_kind
explain_signal(const struct worker_loss *loss, GError **error)
{
	int number = WTERMSIG(loss->status);
	const struct ending *ending = endings;

	while (ending->signal != 0 && ending->signal != number)
		ending++;
	error_reject(error, ending->code,
		     "the worker %s while %s (signal %d, %s); %s", ending->what,
		     loss->purpose, number, g_strsignal(number),
		     ending->advice);
	return ending->kind;
}

static enum loss_kind
explain_start(const struct worker_loss *loss, GError **error)
{
	gboolean signaled = WIFSIGNALED(loss->status);

	if (loss->late != NOT_LATE)
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
	return LOSS_CRASH;
}

static enum loss_kind
explain_late(const struct worker_loss *loss, GError **error)
{
	if (loss->late == LATE_BY_CLOCK) {
		error_set(error, IMR_ERROR_RETRY,
			  "%s was given up, because the machine did not let "
			  "it have %g s of processor time; see what else runs, "
			  "and whether it was suspended",
			  loss->purpose, loss->seconds);
		return LOSS_MACHINE;
	}
	error_reject(error, "too-slow",
		     "%s took longer than %g s; raise page_seconds or "
		     "letter_seconds if the file is worth it",
		     loss->purpose, loss->seconds);
	return LOSS_TIME;
}

static enum loss_kind
explain_broken(const struct worker_loss *loss, GError **error)
{
	error_reject(error, "worker-lost",
		     "the worker gave an answer that breaks the protocol (%s); "
		     "do not trust this file",
		     loss->broken->message);
	return LOSS_DISTRUST;
}

/* Before and after its hello. */
static enum loss_kind
explain_shortage(const struct worker_loss *loss, GError **error)
{
	error_set_shortage(error,
			   "%s was given up, because this machine is short of "
			   "memory or threads (%s); free some, or run fewer "
			   "workers",
			   loss->purpose, loss->talk->message);
	return LOSS_SHORTAGE;
}

enum loss_kind
worker_loss_explain(const struct worker_loss *loss, GError **error)
{
	if (loss->broken != NULL)
		return explain_broken(loss, error);
	if (loss->late == NOT_LATE && error_is_shortage(loss->talk))
		return explain_shortage(loss, error);
	if (!loss->greeted)
		return explain_start(loss, error);
	if (loss->late != NOT_LATE)
		return explain_late(loss, error);
	if (g_error_matches(loss->talk, IMR_ERROR, IMR_ERROR_REJECT)) {
		error_reject(error, "worker-lost",
			     "the worker broke the protocol while %s (%s); do "
			     "not trust this file",
			     loss->purpose, loss->talk->message);
		return LOSS_DISTRUST;
	}
	if (WIFSIGNALED(loss->status))
		return explain_signal(loss, error);
	error_reject(error, "worker-lost",
		     "the worker ended while %s (status %d); the file "
		     "may be damaged: print it or scan it again",
		     loss->purpose, WEXITSTATUS(loss->status));
	return LOSS_CRASH;
}
