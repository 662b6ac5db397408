/* intake.h - from a settled file of a watched directory to a letter of the
 * spool. Each directory has an intake, and that a thread: where the directory
 * or its archive hangs, no other waits.
 *
 * Each step is durable before the next: the bytes are copied into the store,
 * the spool says that they are a letter, and only then is the original
 * archived, deleted or left. A crash in between leaves the original where it
 * was, and the next run takes the very same arrival up again.
 *
 * The file is opened once, below its watched directory and through no symbolic
 * link, and everything else works on that descriptor: a file that was swapped
 * in meanwhile keeps its name and is looked at as a new one.
 *
 * A disk without room pauses intake: letters stay in the inbox, the operator
 * is told once, and it goes on by itself. */
#ifndef INTAKE_INTAKE_H
#define INTAKE_INTAKE_H

#include <glib.h>

#include "core/cleanup.h"

struct candidate;
struct config;
struct hang_probe;
struct intake;
struct metrics;
struct store;
struct watch_locks;
struct watch_settings;

/* All is borrowed and must outlive the intake. */
struct intake_plan {
	const struct watch_settings *watch;
	const struct config *config;
	struct store *store;
	struct watch_locks *locks;
	struct metrics *metrics;
	struct hang_probe *probe; /* of the thread */
	/* Called in the thread, and by intake_trouble(): a letter was claimed,
	 * or a pause began or ended. */
	void (*changed)(gpointer data);
	gpointer data;
};

/* RETRY, where there can be no further thread. */
struct intake *intake_new(const struct intake_plan *plan, GError **error);
/* Its watcher is told what became of it. From any thread. */
void intake_add(struct intake *intake, struct candidate *take_candidate);
/* Nothing was taken, lately, that should have been. */
gboolean intake_is_paused(struct intake *intake);
/* A copy of why letters or their files stay in the inbox, or NULL; asked now
 * and then, or its end is not noticed. From any thread. */
char *intake_trouble(struct intake *intake);
/* It finishes the file it has at hand and forgets the rest; at once, or when
 * the file systems answer. The watchers must live until then. */
void intake_stop(struct intake *intake);
gboolean intake_has_stopped(const struct intake *intake);
/* Stops it, and waits for that. */
void intake_free(struct intake *intake);

DEFINE_AUTOPTR(intake, intake_free)

#endif
