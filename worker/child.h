/* child.h - the process that reads one letter: it is forked by the zygote,
 * closes its sandbox, and answers the parent's requests until the parent hangs
 * up. */
#ifndef WORKER_CHILD_H
#define WORKER_CHILD_H

#include <glib.h>
#include <jansson.h>

#include "worker/sandbox.h"
#include "worker/verbs.h"

/* The descriptor of the socket to the parent: in the zygote its own socket,
 * which brings new letters, and in a child that of its letter. */
#define PARENT 3

/* As a process's status. */
enum { EXIT_OK = 0, EXIT_BROKEN = 1, EXIT_USAGE = 2, EXIT_ENVIRONMENT = 3 };

/* Both close the sandbox first and return the process's exit status. */

/* Sends the hello, in which the parent learns what the closed sandbox lacks. */
int child_greet(struct verbs *verbs, const struct sandbox_limits *limits);

/* Answers the requests about one letter. */
int child_serve(struct verbs *verbs, const struct sandbox_limits *limits);

/* FALSE when the parent is gone. */
gboolean child_tell(int socket, json_t *take_message);

#endif
