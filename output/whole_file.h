/* whole_file.h - a file that appears when it is whole, or not at all. */
#ifndef OUTPUT_WHOLE_FILE_H
#define OUTPUT_WHOLE_FILE_H

#include <glib.h>

#include "core/cleanup.h"

struct whole_file;

/* In the folder of path under another name, mode 0600. What must not be
 * replaced (output/target.h) is FATAL, here and again in whole_file_commit().
 * A pipe, a character device or a descriptor's name (/dev/stdout, /dev/fd/N)
 * is written to as it is, and cannot wait to be whole. */
struct whole_file *whole_file_open(const char *path, gboolean force,
				   GError **error);

/* To write to; the file's. */
int whole_file_fd(const struct whole_file *file);
gboolean whole_file_write(struct whole_file *file, const void *data, gsize size,
			  GError **error);

/* Durable, and at its place. */
gboolean whole_file_commit(struct whole_file *file, GError **error);
/* Without whole_file_commit() it is dropped. */
void whole_file_free(struct whole_file *file);

DEFINE_AUTOPTR(whole_file, whole_file_free)

#endif
