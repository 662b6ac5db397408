/* show_sources.h - the part of the status about what waits in the sources, and
 * what is wrong. */
#ifndef CTL_STATUS_SHOW_SOURCES_H
#define CTL_STATUS_SHOW_SOURCES_H

#include <glib.h>

struct health;

#define SHOW_COLUMN 10 /* where texts begin */

/* label (once, then NULL) and a wrapped text. */
void show_line(GString *out, const char *label, const char *text);
void show_sources(GString *out, const struct health *health);
/* The troubles that the last daemon noted, if none runs now. Those of a running
 * daemon are shown as concerns, or with their sink. */
void show_troubles(GString *out, const struct health *health);

#endif
