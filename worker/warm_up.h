/* warm_up.h - work that a process can do before its first letter. */
#ifndef WORKER_WARM_UP_H
#define WORKER_WARM_UP_H

#include "worker/verbs.h"

struct opened_document;

/* Reads an invented letter and leaves it open; the benefit lasts as long as the
 * caller keeps it. NULL if it could not be opened, which only costs time. */
struct opened_document *warm_up(struct verbs *verbs);

#endif
