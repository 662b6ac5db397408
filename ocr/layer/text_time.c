/* text_time.c - a countdown that runs while Poppler lays text out. */
#include "ocr/layer/text_time.h"

#include <math.h>
#include <sys/time.h>

/* A document has hundreds of pages: each gets this part of the whole more. */
#define PART_OF_A_LAYOUT 20

#define USEC_PER_SEC 1000000

enum bound { UNBOUND, BOUND, NO_TEXT };

static struct {
	enum bound bound;
	gint64 left, more; /* microseconds */
} text_time;

void
text_time_set(double seconds)
{
	gint64 whole = llround(seconds * USEC_PER_SEC);

	text_time.bound = whole > 0 ? BOUND : NO_TEXT;
	text_time.left = whole;
	text_time.more = whole / PART_OF_A_LAYOUT;
}

gboolean
text_time_begin(void)
{
	struct itimerval timer = { { 0, 0 }, { 0, 0 } };

	if (text_time.bound != BOUND)
		return text_time.bound == UNBOUND;
	text_time.left += text_time.more;
	timer.it_value.tv_sec = (time_t)(text_time.left / USEC_PER_SEC);
	timer.it_value.tv_usec = (suseconds_t)(text_time.left % USEC_PER_SEC);
	setitimer(ITIMER_VIRTUAL, &timer, NULL);
	return TRUE;
}

void
text_time_end(void)
{
	const struct itimerval none = { { 0, 0 }, { 0, 0 } };
	struct itimerval timer;

	if (text_time.bound == BOUND &&
	    setitimer(ITIMER_VIRTUAL, &none, &timer) == 0)
		text_time.left = (gint64)timer.it_value.tv_sec * USEC_PER_SEC +
				 timer.it_value.tv_usec;
}
