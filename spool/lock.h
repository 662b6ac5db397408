/* lock.h - one daemon a spool. */
#ifndef SPOOL_LOCK_H
#define SPOOL_LOCK_H

#include <glib.h>
#include <sys/types.h>

enum spool_lock_purpose {
	SPOOL_LOCK_DAEMON, /* to serve it, until the process ends */
	SPOOL_LOCK_UPDATE, /* to bring it up to date, which is soon done */
};

/* Makes <directory>/lock where it is missing and holds it until the process
 * ends, or the descriptor that is returned is closed; -1: not. Another's update
 * is waited for. FATAL, naming the pid, when a daemon holds it. */
int spool_lock(const char *directory, enum spool_lock_purpose purpose,
	       GError **error);

/* Whether a daemon holds it: *out_pid is its process, 0 when none runs, -1
 * when it runs where its number means nothing to us (a container). */
gboolean spool_lock_holder(const char *directory, pid_t *out_pid,
			   GError **error);

#endif
