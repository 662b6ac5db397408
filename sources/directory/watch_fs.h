/* watch_fs.h - which file systems do not report changes that others make. */
#ifndef SOURCES_DIRECTORY_WATCH_FS_H
#define SOURCES_DIRECTORY_WATCH_FS_H

#include <glib.h>

/* The name of the file system with that f_type of statfs(2), if inotify does
 * not learn of all changes in it; NULL if it does. */
const char *watch_fs_without_events(guint64 type);

#endif
