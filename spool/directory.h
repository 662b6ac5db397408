/* directory.h - directories that survive a power cut. */
#ifndef SPOOL_DIRECTORY_H
#define SPOOL_DIRECTORY_H

#include <glib.h>

/* Makes path and its missing parents, mode 0700, each synced into its
 * parent. */
gboolean directory_make(const char *path, GError **error);
/* Opens the directory NAME below dirfd, not through a link; with make, creates
 * it if it is missing. -1 on failure, ENOENT without make included. */
int directory_open_below(int dirfd, const char *name, gboolean make,
			 GError **error);
/* Whether an administrator shares the directory with a group, by setgid and
 * read permission (2750): files made there get that group, and we give it read
 * permission. */
gboolean directory_is_shared(int fd);
/* Lets the group of a shared directory read fd, a file or directory in it,
 * which may be open with O_PATH. Does nothing if directory is not shared, or we
 * may not give files to its group. */
gboolean directory_share(int directory, int fd, GError **error);
/* The same for NAME below directory; does nothing if it does not exist or is a
 * link. */
gboolean directory_share_file(int directory, const char *name, GError **error);
gboolean directory_sync(int fd, const char *what, GError **error);

#endif
