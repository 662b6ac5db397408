/* extraction.h - has the workers extract the spool's letters.
 *
 * Main loop only; the spool's thread does everything that uses the disk. The
 * number of letters under way is bounded. Each ends in one of:
 *
 *   its records        stored, and queued for every sink
 *   LETTER_REJECTED    the worker says that it is no letter, is encrypted, ...
 *   LETTER_FAILED      it killed its worker `attempts` times; the last of
 *                      them with no other letter under way that could be the
 *                      one to blame, or that took its memory
 *   received, later    what went wrong is ours
 *
 * If the disk does not take a result, the result is kept and tried again;
 * meanwhile no further letter is begun. Workers that do not start are tried
 * again, and the operator is told. */
#ifndef DAEMON_EXTRACTION_H
#define DAEMON_EXTRACTION_H

#include <glib.h>

#include "core/cleanup.h"

struct spool_thread;
struct config;
struct extraction;
struct metrics;
struct store;
struct troubles;

struct extraction_plan {
	char *worker_program; /* path */
	struct spool_thread *spool_thread;
	struct store *store;
	struct metrics *metrics;
	struct troubles *troubles;
	const struct config *config; /* lives until extraction_free() */
	/* Called when records were queued for the sinks. */
	void (*queued)(gpointer data);
	gpointer data;
};

struct extraction *extraction_new(const struct extraction_plan *plan);
/* Looks for due letters. */
void extraction_wake(struct extraction *extraction);
/* Sets new settings, for letters begun from now on, and for new workers. */
void extraction_set_config(struct extraction *extraction,
			   const struct config *config);
guint extraction_under_way(const struct extraction *extraction);
/* Begins no further letter. */
void extraction_stop(struct extraction *extraction);
void extraction_free(struct extraction *extraction);

DEFINE_AUTOPTR(extraction, extraction_free)

#endif
