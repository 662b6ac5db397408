/* backoff.c - exponential waits with equal jitter. */
#include "delivery/backoff.h"

#include <math.h>

/* More doublings than any wait needs, and far below what a double can hold. */
#define MOST_DOUBLINGS 60

double
backoff_seconds(guint failures, double first, double longest, double random)
{
	guint doublings = MIN(MAX(failures, 1) - 1, MOST_DOUBLINGS);
	double whole = MIN(ldexp(first, (int)doublings), longest);

	return whole / 2 + CLAMP(random, 0, 1) * whole / 2;
}
