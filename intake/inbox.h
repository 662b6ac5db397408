/* inbox.h - the watched directories of the settings, each with a watcher and an
 * intake of its own: what settles is taken, what cannot be taken is noted in
 * the spool, and a directory or an archive that does not answer is told
 * (outages.h) and holds up no other. Main loop only, and never waits. */
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
/* Watches the config's directories; config lives until inbox_free(). One that
 * was watched before is watched anew when its threads have ended. */
void inbox_open(struct inbox *inbox, const struct config *config);
/* Watches nothing, and no watcher is heard of any more; what an intake has at
 * hand it finishes, the rest stays. */
void inbox_close(struct inbox *inbox);
/* Which directory or archive does not answer or is not there, or NULL; the
 * caller frees it. */
char *inbox_trouble(struct inbox *inbox);
/* How each directory fares that is watched now, of struct spool_source, as its
 * watcher last said; asks it to say so again. */
GPtrArray *inbox_sources(struct inbox *inbox);
/* After inbox_close(): nothing is at hand any more, but where a file system is
 * known not to answer. */
gboolean inbox_is_idle(const struct inbox *inbox);
/* After inbox_close(): all threads have ended. */
gboolean inbox_has_stopped(const struct inbox *inbox);
/* Waits for that. */
void inbox_free(struct inbox *inbox);

DEFINE_AUTOPTR(inbox, inbox_free)

#endif
