/* intake.h - from a settled file to a letter of the spool, in a thread.
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
#ifndef DAEMON_INTAKE_H
#define DAEMON_INTAKE_H

#include <glib.h>

#include "core/cleanup.h"

struct candidate;
struct config;
struct intake;
struct metrics;
struct spool;
struct store;
struct watcher;

struct intake_plan {
	struct spool *spool; /* taken */
	struct store *store;
	struct metrics *metrics;
	/* Called in the main loop: a letter was claimed, or a pause began or
	 * ended. */
	void (*changed)(gpointer data);
	gpointer data;
};

struct intake *intake_new(const struct intake_plan *plan);
/* Whom to tell what became of a file, and the settings in force; from the main
 * loop. NULL, NULL: nobody, candidates are dropped. */
void intake_set_watcher(struct intake *intake, struct watcher *watcher,
			const struct config *config);
/* From any thread. */
void intake_add(struct intake *intake, struct candidate *take_candidate);
/* A copy of why letters or their files stay in the inbox, or NULL; asked now
 * and then, or its end is not noticed. From any thread. */
char *intake_trouble(struct intake *intake);
/* Finishes the file it has at hand and forgets the rest. */
void intake_free(struct intake *intake);

DEFINE_AUTOPTR(intake, intake_free)

#endif
