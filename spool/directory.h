/* directory.h - directories that survive a power cut. */
#ifndef SPOOL_DIRECTORY_H
#define SPOOL_DIRECTORY_H

#include <glib.h>

/* Makes path and what is missing above it, mode 0700, each synced into its
 * parent. */
gboolean directory_make(const char *path, GError **error);
/* Opens the directory NAME below dirfd, not through a link; with make, makes
 * it where it is missing. -1 on failure, ENOENT without make included. */
int directory_open_below(int dirfd, const char *name, gboolean make,
			 GError **error);
/* An administrator shares a directory with a group by setgid and reading for
 * it (2750): what is made there is the group's, and ours to open to it. */
gboolean directory_is_shared(int fd);
/* Lets the group of a shared directory read fd, a file or directory that is to
 * be as open, and may be open with O_PATH; does nothing where directory is not
 * shared, or we may not give files to its group. */
gboolean directory_share(int directory, int fd, GError **error);
/* The same of NAME below it; one that is not there, or a link, is left. */
gboolean directory_share_file(int directory, const char *name, GError **error);
gboolean directory_sync(int fd, const char *what, GError **error);

#endif
