/* zygote.h - imr-extract as its parent starts it: a process that holds the data
 * that every letter needs, reads none itself, and forks a child for each.
 *
 * So no process that has seen a letter's bytes ever sees another letter's, and
 * none of the data is loaded twice. docs/protocol.md describes the messages. */
#ifndef WORKER_ZYGOTE_H
#define WORKER_ZYGOTE_H

#include "worker/sandbox.h"

/* Serves until the parent hangs up; the limits apply to each child. Returns the
 * process's exit status, or does not return but ends by the signal that ended
 * its last child. */
int zygote_run(const struct sandbox_limits *limits);

#endif
