/* test_worker_loss.c - what is said of a worker that was lost. */
#include "extract/worker_loss.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#include "core/error.h"

static void
check(struct worker_loss loss, enum loss_kind kind, enum imr_error code,
      const char *part)
{
	g_autoptr(GError) error = NULL;

	loss.purpose = "recognising page 3";
	loss.seconds = 60;
	g_assert_cmpint(worker_loss_explain(&loss, &error), ==, kind);
	g_assert_error(error, IMR_ERROR, (int)code);
	g_test_message("%s", error->message);
	g_assert_nonnull(strstr(error->message, part));
	g_assert_null(strchr(error->message, '\n'));
}

static void
test_of_a_letter(void)
{
	g_autoptr(GError) broken = NULL, gone = NULL, shortage = NULL;

	error_set_shortage(&shortage, "no memory to read a message");
	error_set(&broken, IMR_ERROR_REJECT, "not JSON");
	error_set(&gone, IMR_ERROR_RETRY, "the peer is gone");
	check((struct worker_loss){ .greeted = TRUE,
				    .late = LATE_BY_PROCESSOR,
				    .status = W_EXITCODE(0, SIGKILL) },
	      LOSS_TIME, IMR_ERROR_REJECT,
	      "recognising page 3 took longer than 60 s; ");
	check((struct worker_loss){ .greeted = TRUE,
				    .late = LATE_BY_CLOCK,
				    .status = W_EXITCODE(0, SIGKILL) },
	      LOSS_MACHINE, IMR_ERROR_RETRY, "did not let it have 60 s");
	check((struct worker_loss){ .greeted = TRUE,
				    .talk = broken,
				    .status = W_EXITCODE(0, SIGKILL) },
	      LOSS_DISTRUST, IMR_ERROR_REJECT,
	      "broke the protocol while recognising page 3 "
	      "(not JSON); ");
	check((struct worker_loss){ .greeted = TRUE, .broken = broken },
	      LOSS_DISTRUST, IMR_ERROR_REJECT,
	      "breaks the protocol (not JSON)");
	check((struct worker_loss){ .greeted = TRUE, .talk = shortage },
	      LOSS_SHORTAGE, IMR_ERROR_RETRY,
	      "short of memory or threads (no memory to read a message)");
	check((struct worker_loss){ .talk = shortage }, LOSS_SHORTAGE,
	      IMR_ERROR_RETRY, "short of memory or threads");
	check((struct worker_loss){ .greeted = TRUE,
				    .talk = gone,
				    .status = W_EXITCODE(0, SIGSEGV) },
	      LOSS_CRASH, IMR_ERROR_REJECT,
	      "crashed while recognising page 3 (signal 11");
	check((struct worker_loss){ .greeted = TRUE,
				    .status = W_EXITCODE(0, SIGSYS) },
	      LOSS_DISTRUST, IMR_ERROR_REJECT, "sandbox forbids");
	check((struct worker_loss){ .greeted = TRUE,
				    .status = W_EXITCODE(0, SIGXCPU) },
	      LOSS_TIME, IMR_ERROR_REJECT, "used up its processor time");
	check((struct worker_loss){ .greeted = TRUE,
				    .status = W_EXITCODE(0, SIGVTALRM) },
	      LOSS_TEXT_TIME, IMR_ERROR_REJECT, "lay out its text");
	check((struct worker_loss){ .greeted = TRUE,
				    .status = W_EXITCODE(0, SIGTRAP) },
	      LOSS_CRASH, IMR_ERROR_REJECT, "memory limit");
	check((struct worker_loss){ .greeted = TRUE,
				    .status = W_EXITCODE(4, 0) },
	      LOSS_CRASH, IMR_ERROR_REJECT, "(status 4); ");
}

static void
test_of_the_installation(void)
{
	check((struct worker_loss){ .status = W_EXITCODE(127, 0) }, LOSS_CRASH,
	      IMR_ERROR_FATAL, "(status 127); ");
	check((struct worker_loss){ .status = W_EXITCODE(0, SIGSEGV) },
	      LOSS_CRASH, IMR_ERROR_FATAL, "(signal 11); ");
	check((struct worker_loss){ .late = LATE_BY_CLOCK,
				    .status = W_EXITCODE(0, SIGKILL) },
	      LOSS_CRASH, IMR_ERROR_FATAL, "not ready within 60 s");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/worker-loss/of-a-letter", test_of_a_letter);
	g_test_add_func("/worker-loss/of-the-installation",
			test_of_the_installation);
	return g_test_run();
}
