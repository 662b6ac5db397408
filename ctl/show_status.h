/* show_status.h - the spool's state, for people. */
#ifndef CTL_SHOW_STATUS_H
#define CTL_SHOW_STATUS_H

#include <glib.h>

struct health;

void show_status(const struct health *health, const char *directory, gint64 now,
		 const GPtrArray *concerns);

#endif
