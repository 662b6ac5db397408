/* thread_waits.c - reports a lack of threads to the log and systemd. */
#include "monitor/thread_waits.h"

#include "monitor/log.h"
#include "monitor/notify.h"

static void
tell_wait(const char *reason)
{
	if (reason != NULL)
		log_error("service",
			  "no thread is to be had, and the service waits for "
			  "one: end other programs, or raise TasksMax=: %s",
			  reason);
	notify_starting();
}

static void
tell_end(void)
{
	log_notice("service", "there are threads again");
}

const struct thread_waiting thread_waits = {
	.wait = tell_wait,
	.end = tell_end,
};
