/* warm_up.h - what else a process can have done before its first letter. */
#ifndef WORKER_WARM_UP_H
#define WORKER_WARM_UP_H

#include "worker/verbs.h"

/* Reads an invented letter, whose answer nobody wants. */
void warm_up(struct verbs *verbs);

#endif
