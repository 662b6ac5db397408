/* whole_file.h - writes a file that appears only once it is complete. */
#ifndef OUTPUT_WHOLE_FILE_H
#define OUTPUT_WHOLE_FILE_H

#include <glib.h>

#include "core/cleanup.h"

struct whole_file;

/* Writes to another name in the same folder, mode 0600. FATAL if path must not
 * be replaced (output/target.h), here and again in whole_file_commit(). A pipe,
 * a character device or a descriptor's name (/dev/stdout, /dev/fd/N) is written
 * to directly. */
struct whole_file *whole_file_open(const char *path, gboolean force,
				   GError **error);

/* The descriptor to write to; owned by the file. */
int whole_file_fd(const struct whole_file *file);
gboolean whole_file_write(struct whole_file *file, const void *data, gsize size,
			  GError **error);

/* Makes it durable, and moves it to its place. */
gboolean whole_file_commit(struct whole_file *file, GError **error);
/* Deletes the file if whole_file_commit() was not called. */
void whole_file_free(struct whole_file *file);

DEFINE_AUTOPTR(whole_file, whole_file_free)

#endif
