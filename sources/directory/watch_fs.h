/* watch_fs.h - which file systems say nothing of what others change. */
#ifndef SOURCES_DIRECTORY_WATCH_FS_H
#define SOURCES_DIRECTORY_WATCH_FS_H

#include <glib.h>

/* The file system's name where inotify does not learn of all changes to it, as
 * statfs(2) has its f_type; NULL where it does. */
const char *watch_fs_without_events(guint64 type);

#endif
