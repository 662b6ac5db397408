/* exit_guard.h - ends the process even if a thread hangs.
 *
 * A thread that waits in the kernel for a file system cannot be joined. But
 * everything that the daemon does may be cut off at any instant, so the process
 * may end regardless. The kernel ends the thread too: at once if the wait can
 * be killed (NFS, SMB, and FUSE until its server has read the request); else
 * the process stays, as a zombie, until the file system responds or is
 * unmounted by force. So the spool and the watched directories are unlocked
 * first, so that the next daemon can start. */
#ifndef DAEMON_EXIT_GUARD_H
#define DAEMON_EXIT_GUARD_H

#include <glib.h>

struct watch_locks;

/* Ends the process after so many seconds, even if other threads hang. lock: the
 * spool's, as returned by spool_lock(). Both must live as long as the
 * process. */
void exit_guard_start(double seconds, int lock, struct watch_locks *locks);
/* Ends it now, with a successful status. */
void exit_guard_leave(int lock, struct watch_locks *locks) G_GNUC_NORETURN;

#endif
