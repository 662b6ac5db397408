/* backoff.h - how long to wait after a failure: exponential, with jitter. */
#ifndef DELIVERY_BACKOFF_H
#define DELIVERY_BACKOFF_H

#include <glib.h>

/* Seconds to wait after that many failures. The base is `first`, doubled with
 * each further failure, at most `longest`; the wait is half of the base plus
 * `random` (0 to 1) times the other half, so that records that failed together
 * are not retried together. */
double backoff_seconds(guint failures, double first, double longest,
		       double random);

#endif
