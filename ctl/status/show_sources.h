/* show_sources.h - of the status for people: what waits in the sources, and
 * what is wrong. */
#ifndef CTL_STATUS_SHOW_SOURCES_H
#define CTL_STATUS_SHOW_SOURCES_H

#include <glib.h>

struct health;

#define SHOW_COLUMN 10 /* where texts begin */

/* label (once, then NULL) and a wrapped text. */
void show_line(GString *out, const char *label, const char *text);
void show_sources(GString *out, const struct health *health);
/* What a daemon that is gone noted; what one that runs does is a concern, or a
 * sink's that is shown with it. */
void show_troubles(GString *out, const struct health *health);

#endif
