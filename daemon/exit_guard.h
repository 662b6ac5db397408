/* exit_guard.h - an end that nothing holds up.
 *
 * A thread that waits in the kernel for a file system cannot be joined; but all
 * that the daemon does may be cut off at any instant, so the process may end
 * beside it. The kernel takes the thread along: at once where the wait can be
 * killed (NFS, SMB, and FUSE until its server has read the request); else the
 * process stays, as a zombie, until the file system answers or is unmounted
 * by force. So the spool and
 * the watched directories are given free first, or no next daemon could begin.
 */
#ifndef DAEMON_EXIT_GUARD_H
#define DAEMON_EXIT_GUARD_H

#include <glib.h>

struct watch_locks;

/* Ends the process when so much time has gone by, whatever its other threads
 * wait for. lock: the spool's, as spool_lock() gave it; both live as long as
 * the process. */
void exit_guard_start(double seconds, int lock, struct watch_locks *locks);
/* Ends it now, as an orderly end. */
void exit_guard_leave(int lock, struct watch_locks *locks) G_GNUC_NORETURN;

#endif
