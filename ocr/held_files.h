/* held_files.h - files that stay readable by name in a closed sandbox. */
#ifndef OCR_HELD_FILES_H
#define OCR_HELD_FILES_H

#include <glib.h>

/* Opens path and keeps it open for good. From then on open(path) and
 * fopen(path) for reading, whoever calls them, give a copy of the descriptor,
 * even where no path can be opened any more. Holding it twice is holding it
 * once. */
gboolean held_files_add(const char *path, GError **error);

gboolean held_files_contain(const char *path);

/* After fork(): a descriptor that was inherited shares its position with all
 * processes that have it, which is a place to leave a message for the next.
 * Each held file is opened anew under its number, whatever its name leads to by
 * now. */
gboolean held_files_reopen(GError **error);

#endif
