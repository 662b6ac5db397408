/* inbox.h - the watched directories of the settings, each with a watcher and an
 * intake of its own. Files that have settled are taken in, and those that
 * cannot be are noted in the spool. A directory or an archive that does not
 * answer is reported (outages.h) and does not delay the others. Main loop only,
 * and never waits. */
#ifndef INTAKE_INBOX_H
#define INTAKE_INBOX_H

#include <glib.h>

#include "core/cleanup.h"

struct spool_thread;
struct config;
struct inbox;
struct metrics;
struct store;
struct troubles;
struct watch_locks;

/* All is borrowed. */
struct inbox_plan {
	struct spool_thread *spool_thread;
	struct store *store;
	struct watch_locks *locks;
	struct metrics *metrics;
	struct troubles *troubles;
	/* A letter was claimed, or a pause began or ended. */
	void (*changed)(gpointer data);
	gpointer data;
};

/* Nothing is watched yet. */
struct inbox *inbox_new(const struct inbox_plan *plan);
/* Watches the config's directories; config lives until inbox_free(). If one was
 * watched before, its new threads start when the old ones have ended. */
void inbox_open(struct inbox *inbox, const struct config *config);
/* Stops watching; no watcher reports anything any more. Each intake finishes
 * its present document; the others stay in place. */
void inbox_close(struct inbox *inbox);
/* Names a directory or archive that does not answer or does not exist, or NULL;
 * the caller frees it. */
char *inbox_trouble(struct inbox *inbox);
/* The state of each directory that is watched now (of struct spool_source), as
 * its watcher last reported it; asks for a new report. */
GPtrArray *inbox_sources(struct inbox *inbox);
/* After inbox_close(): no document is being taken in any more, except where a
 * file system is known not to answer. */
gboolean inbox_is_idle(const struct inbox *inbox);
/* After inbox_close(): all threads have ended. */
gboolean inbox_has_stopped(const struct inbox *inbox);
/* Waits for that. */
void inbox_free(struct inbox *inbox);

DEFINE_AUTOPTR(inbox, inbox_free)

#endif
