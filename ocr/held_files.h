/* held_files.h - files that stay readable by name in a closed sandbox. */
#ifndef OCR_HELD_FILES_H
#define OCR_HELD_FILES_H

#include <glib.h>

/* Opens path and keeps it open for good. From then on open(path) and
 * fopen(path) for reading, called from anywhere in the process, give a copy of
 * the descriptor, even if no path can be opened any more. Holding the same path
 * twice has no further effect. */
gboolean held_files_add(const char *path, GError **error);

gboolean held_files_contain(const char *path);

/* Call after fork(): an inherited descriptor shares its position with all
 * processes that have it, through which a process could leave a message for the
 * next. Opens each held file again under the same number, even if its name now
 * leads to another file. */
gboolean held_files_reopen(GError **error);

#endif
