/* sandbox.h - the sandbox that a worker closes before it reads a letter.
 *
 * After sandbox_enter() the process can compute, use the descriptors it holds
 * and the memory it may have, and nothing else: no path can be opened, no
 * socket made, nothing executed, no process or thread started.
 *
 *   no_new_privs   always
 *   rlimits        no core dump, no file growth, few descriptors, memory,
 *                  processor time
 *   Landlock       no file system, no TCP, no abstract sockets or signals out
 *                  (as much of it as the kernel's ABI offers)
 *   seccomp        a list of what decoding needs; all else fails with EPERM,
 *                  and what no library ever tries kills the process */
#ifndef WORKER_SANDBOX_H
#define WORKER_SANDBOX_H

#include <glib.h>

struct sandbox_limits {
	gint64 memory;	/* bytes of address space; 0 for no limit */
	gint64 seconds; /* of processor time; 0 for no limit */
};

/* The part that suits a process that reads no letter, too: no_new_privs, no
 * core dump, closed to debuggers. For the process and its children. */
gboolean sandbox_prepare(GError **error);

/* Closes the sandbox. Features that this kernel lacks are appended, one
 * readable string each, to out_missing (of char *); that is not an error. If
 * the kernel has a feature but refuses to apply it, that is FATAL, and the
 * process must not go on. */
gboolean sandbox_enter(const struct sandbox_limits *limits,
		       GPtrArray *out_missing, GError **error);

#endif
