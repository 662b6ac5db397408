/* file.h - durable files and whole reads. */
#ifndef CORE_FILE_H
#define CORE_FILE_H

#include <glib.h>

/* Creates (or empties) NAME below dirfd, mode 0600, writes text and syncs it.
 * A failure removes the file again. Neither follows a symbolic link. */
gboolean file_write_durably(int dirfd, const char *name, const char *text,
			    GError **error);

/* The same under ".NAME.part", then renamed to NAME and the directory synced:
 * a reader sees the old file or the whole new one. */
gboolean file_replace_durably(int dirfd, const char *name, const char *text,
			      GError **error);

/* The whole of fd from its start, by pread; REJECT above limit bytes. */
GBytes *file_read_all(int fd, gsize limit, GError **error);

/* The text of a short file (a secret, a token) without its trailing line end;
 * FATAL when it is missing, empty, larger than 64 KiB, or open to others: to
 * everybody, or to a group. A group may read it only if it is a group of this
 * process and has no other members. */
char *file_read_secret(const char *path, GError **error);

#endif
