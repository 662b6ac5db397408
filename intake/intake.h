/* intake.h - from a document of a source to a letter of the spool. Each source
 * has an intake, and that a thread: where the source hangs, no other waits.
 *
 * Each step is durable before the next: the bytes are copied into the store,
 * the spool says that they are a letter, and only then does the document leave
 * its source. A crash in between leaves the document where it was, and the next
 * run takes the very same arrival up again.
 *
 * A disk without room pauses intake: documents stay with their source, the
 * operator is told once, and it goes on by itself. */
#ifndef INTAKE_INTAKE_H
#define INTAKE_INTAKE_H

#include <glib.h>

#include "core/cleanup.h"

struct config;
struct hang_probe;
struct intake;
struct metrics;
struct source;
struct store;
struct troubles;

/* All is borrowed and must outlive the intake. */
struct intake_plan {
	struct source *source; /* may not be open yet */
	const struct config *config;
	struct store *store;
	struct metrics *metrics;
	struct troubles *troubles; /* NULL: nobody asks */
	struct hang_probe *probe;  /* of the thread */
	/* Called in the thread, and by intake_trouble(): a letter was claimed,
	 * or a pause began or ended. */
	void (*changed)(gpointer data);
	gpointer data;
};

/* RETRY, where there can be no further thread. */
struct intake *intake_new(const struct intake_plan *plan, GError **error);
/* Nothing was taken, lately, that should have been. */
gboolean intake_is_paused(struct intake *intake);
/* A copy of why letters or their documents stay with the source, or NULL; asked
 * now and then, or its end is not noticed. From any thread. */
char *intake_trouble(struct intake *intake);
/* Stops the source as well. What is at hand is finished, the rest stays with
 * the source; at once, or when the file systems answer. */
void intake_stop(struct intake *intake);
gboolean intake_has_stopped(const struct intake *intake);
/* Stops it, and waits for that. */
void intake_free(struct intake *intake);

DEFINE_AUTOPTR(intake, intake_free)

#endif
