/* watch_files.h - the tables of known files and directories. */
#ifndef SOURCES_DIRECTORY_WATCH_FILES_H
#define SOURCES_DIRECTORY_WATCH_FILES_H

#include "sources/directory/watch_state.h"

struct directory *files_new_directory(struct watcher_root *root,
				      struct directory *parent,
				      const char *name,
				      const struct stat *status);
struct known_file *files_find(struct directory *directory, const char *name);
struct known_file *files_add(struct directory *directory, const char *name);
/* Free it and all below it. Strays are reported as gone; files that are out
 * stay out, without their entry here. */
void files_forget(struct watcher *watcher, struct known_file *file);
void files_forget_directory(struct watcher *watcher,
			    struct directory *directory);
char *files_path(const struct directory *directory, const char *name);
struct stamp files_stamp(const struct stat *status);
gboolean files_same_stamp(const struct stamp *a, const struct stamp *b);
gboolean files_is_directory(const struct directory *directory,
			    const struct stat *status);
void files_report_stray(struct watcher *watcher, struct known_file *file,
			const char *reason);
/* Not for a root, which the watcher owns. */
void files_report_directory(struct watcher *watcher,
			    struct directory *directory, const char *reason);

#endif
