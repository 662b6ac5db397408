/* sandbox_layers.h - the two layers of the sandbox that are files of their own;
 * only sandbox_enter() applies them. Both follow its rule: features that the
 * kernel lacks go to out_missing, a refusal is FATAL. no_new_privs must be set
 * before either. */
#ifndef WORKER_SANDBOX_LAYERS_H
#define WORKER_SANDBOX_LAYERS_H

#include <glib.h>

/* Landlock: handles every right that the running kernel knows, allows none.
 * Descriptors already open stay usable. */
gboolean landlock_deny_all(GPtrArray *out_missing, GError **error);

/* seccomp: the list of system calls in syscall_filter.c. */
gboolean syscall_filter_load(GPtrArray *out_missing, GError **error);

#endif
