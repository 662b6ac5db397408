/* progress.h - one line on a terminal that shows the progress of slow work.
 *
 * Only on standard error, if that is a terminal, and once the work has taken
 * half a second. Call progress_hide() before writing to the terminal; the line
 * comes back by itself. */
#ifndef OUTPUT_PROGRESS_H
#define OUTPUT_PROGRESS_H

#include <glib.h>

#include "core/cleanup.h"

struct progress;

/* describe returns the line, for the caller to free, or NULL for no line
 * now. */
struct progress *progress_new(char *(*describe)(gpointer data), gpointer data);
void progress_hide(struct progress *progress);
void progress_free(struct progress *progress); /* erases it */

DEFINE_AUTOPTR(progress, progress_free)

#endif
