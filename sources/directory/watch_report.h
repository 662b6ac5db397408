/* watch_report.h - what waits in a watched directory and why, for people: the
 * queues of watch_state.h, and what scans passed over. In the watcher's thread,
 * but for report_copy(). */
#ifndef SOURCES_DIRECTORY_WATCH_REPORT_H
#define SOURCES_DIRECTORY_WATCH_REPORT_H

#include "sources/directory/watch_state.h"

struct spool_source;

/* In a scan of the directory: a name that is left alone, and a directory below
 * one that is not recursive. Hidden names do not count. */
void report_ignored(struct directory *directory, const char *name);
void report_folder(struct directory *directory, const char *name);
/* Before the next scan, and at the end. */
void report_forget(struct directory *directory);

/* Without the names of watch and directory, which the caller adds. */
struct spool_source *report_new(const struct watcher *watcher);
/* reported and waits, into one whose waits are empty. */
void report_copy(const struct spool_source *report,
		 struct spool_source *out_report);

#endif
