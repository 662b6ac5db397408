/* descriptor.h - reading, writing and closing a file descriptor.
 *
 * One loop each, so that all of the program agrees on what a short, an empty
 * and an interrupted call mean. Each sets errno where it fails. */
#ifndef CORE_DESCRIPTOR_H
#define CORE_DESCRIPTOR_H

#include <dirent.h>
#include <glib.h>

/* A descriptor that is closed at the end of its scope, unless it is below 0:
 *	g_auto(owned_fd) fd = open(...); */
typedef int owned_fd;

void owned_fd_close(owned_fd fd);
G_DEFINE_AUTO_CLEANUP_FREE_FUNC(owned_fd, owned_fd_close, -1)

/* Hands fd over: *fd is -1 afterwards. */
owned_fd owned_fd_steal(owned_fd *fd);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(DIR, closedir)

/* A stream of the directory fd, which it owns from now on: fd is closed with
 * it, or here where this fails. NULL with errno set then, and errno untouched
 * where fd is below 0, so that the open() that failed is what is reported. */
DIR *descriptor_take_directory(int fd);

/* Writes all bytes, and waits if another process that shares fd has made it
 * non-blocking. A write that takes no byte is EIO. *out_written (may be NULL)
 * is set even on failure, to the number of bytes that were written. */
gboolean descriptor_write(int fd, const void *bytes, gsize length,
			  gsize *out_written);

/* Reads until size bytes are there or the file ends; returns how many, or -1.
 * The second reads at offset and leaves fd's position unchanged. */
gssize descriptor_read(int fd, void *buffer, gsize size);
gssize descriptor_read_at(int fd, void *buffer, gsize size, guint64 offset);

/* The SHA-256 of the whole file, by descriptor_read_at(), as 64 hexadecimal
 * digits; NULL where it cannot be read. The caller frees it. */
char *descriptor_sha256(int fd);

#endif
