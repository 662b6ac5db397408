/* backoff.h - how long to wait after a failure: exponential, with jitter. */
#ifndef DELIVERY_BACKOFF_H
#define DELIVERY_BACKOFF_H

#include <glib.h>

/* Seconds after the failure of that number (from 1): first, doubled with each
 * further one, longest at the most; of which at least half, and of the other
 * half the share `random` (0 to 1), so that what failed together does not come
 * back together. */
double backoff_seconds(guint failures, double first, double longest,
		       double random);

#endif
