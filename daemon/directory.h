/* directory.h - directories that survive a power cut. */
#ifndef DAEMON_DIRECTORY_H
#define DAEMON_DIRECTORY_H

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
/* Lets the group read fd, a file or directory just made in a shared directory;
 * does nothing where the file is not of that group. */
gboolean directory_share(int directory, int fd, GError **error);
gboolean directory_sync(int fd, const char *what, GError **error);

#endif
