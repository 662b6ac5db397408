/* intake.h - from a document of a source to a letter of the spool. Each source
 * has an intake with a thread of its own, so that a source that hangs does not
 * delay others.
 *
 * Each step is durable before the next: the bytes are copied into the store,
 * the spool records them as a letter, and only then is the document removed
 * from its source. After a crash in between, the document is still in its
 * place, and the next run continues the same arrival.
 *
 * A full disk pauses intake: documents stay in their source, the log says so
 * once, and intake resumes by itself. */
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
	struct troubles *troubles; /* may be NULL */
	struct hang_probe *probe;  /* of the thread */
	/* Called in the thread, and by intake_trouble(): a letter was claimed,
	 * or a pause began or ended. */
	void (*changed)(gpointer data);
	gpointer data;
};

/* RETRY, where there can be no further thread. */
struct intake *intake_new(const struct intake_plan *plan, GError **error);
/* TRUE: documents that should have been taken lately were not. */
gboolean intake_is_paused(struct intake *intake);
/* Why letters or their documents stay in the source (a copy), or NULL. Call it
 * regularly: it also notices that a trouble is over. From any thread. */
char *intake_trouble(struct intake *intake);
/* Stops the source as well. The present document is finished and the rest stays
 * in the source; this happens at once, or when the file systems answer. */
void intake_stop(struct intake *intake);
gboolean intake_has_stopped(const struct intake *intake);
/* Stops it, and waits for that. */
void intake_free(struct intake *intake);

DEFINE_AUTOPTR(intake, intake_free)

#endif
