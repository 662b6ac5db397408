/* child.h - the process that reads one letter: forked off the zygote, closed
 * in, and asked by the parent until that hangs up. */
#ifndef WORKER_CHILD_H
#define WORKER_CHILD_H

#include <glib.h>
#include <jansson.h>

#include "worker/sandbox.h"
#include "worker/verbs.h"

/* The descriptor of the socket to the parent: the zygote's own, in which it
 * is told of letters, and in a child that of its letter. */
#define PARENT 3

/* As a process's status. */
enum { EXIT_OK = 0, EXIT_BROKEN = 1, EXIT_USAGE = 2, EXIT_ENVIRONMENT = 3 };

/* Both close the process in first; what they return is its status. */

/* Says hello, so that the parent hears from a closed sandbox what it lacks. */
int child_greet(struct verbs *verbs, const struct sandbox_limits *limits);

/* Answers the requests about one letter. */
int child_serve(struct verbs *verbs, const struct sandbox_limits *limits);

/* FALSE when the parent is gone. */
gboolean child_tell(int socket, json_t *take_message);

#endif
