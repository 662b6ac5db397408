/* warm_up.h - what else a process can have done before its first letter. */
#ifndef WORKER_WARM_UP_H
#define WORKER_WARM_UP_H

#include "worker/verbs.h"

struct opened_document;

/* Reads an invented letter, and leaves it open: the longer the caller keeps
 * it, the longer it helps. NULL when it could not be opened, which only costs
 * time. */
struct opened_document *warm_up(struct verbs *verbs);

#endif
