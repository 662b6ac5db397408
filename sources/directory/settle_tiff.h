/* settle_tiff.h - settle.c's look at a TIFF: its chain of directories. */
#ifndef SOURCES_DIRECTORY_SETTLE_TIFF_H
#define SOURCES_DIRECTORY_SETTLE_TIFF_H

#include <glib.h>

/* head: the first bytes of the file, which begins with II or MM. Also TRUE if
 * it is not a TIFF after all. */
gboolean settle_tiff_is_complete(int fd, const guint8 *head, gsize head_length,
				 guint64 size);

#endif
