/* show_status.h - the spool's state, for people. */
#ifndef CTL_STATUS_SHOW_STATUS_H
#define CTL_STATUS_SHOW_STATUS_H

#include <glib.h>

struct health;

/* concerns: of struct concern. */
void show_status(const struct health *health, const char *directory,
		 const GPtrArray *concerns);

#endif
