/* lock.h - ensures that only one daemon uses a spool. */
#ifndef SPOOL_LOCK_H
#define SPOOL_LOCK_H

#include <glib.h>
#include <sys/types.h>

enum spool_lock_purpose {
	SPOOL_LOCK_DAEMON, /* to serve it, until the process ends */
	SPOOL_LOCK_UPDATE, /* to bring it up to date, which takes little time */
};

/* Creates <directory>/lock if it is missing, and locks it until the process
 * ends or the returned descriptor is closed; -1 on failure. Waits for another
 * process's update. FATAL, naming the pid, if a daemon holds it. */
int spool_lock(const char *directory, enum spool_lock_purpose purpose,
	       GError **error);

/* Which daemon holds it: *out_pid is its process id, 0 if none runs, -1 if it
 * runs where its id means nothing to us (a container). */
gboolean spool_lock_holder(const char *directory, pid_t *out_pid,
			   GError **error);

#endif
