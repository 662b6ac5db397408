/* directory_source.h - a watched directory as a source: files that have settled
 * are offered, and after they were taken are archived, deleted or left in
 * place. */
#ifndef SOURCES_DIRECTORY_DIRECTORY_SOURCE_H
#define SOURCES_DIRECTORY_DIRECTORY_SOURCE_H

#include "sources/source.h"

struct hang_probe;
struct watch_locks;
struct watch_settings;

/* All is borrowed and must outlive the source. */
struct directory_source_plan {
	const struct watch_settings *watch;
	const char *spool_directory;
	struct watch_locks *locks;
	struct hang_probe *probe; /* of the watching thread; may be NULL */
	const struct source_events *events;
	gpointer data; /* theirs */
};

/* Not open yet. */
struct source *directory_source_new(const struct directory_source_plan *plan);

#endif
