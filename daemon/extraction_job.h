/* extraction_job.h - one letter under way: from its row in the spool through a
 * worker to its outcome there. Private to extraction.c, which decides when;
 * this is what. */
#ifndef DAEMON_EXTRACTION_JOB_H
#define DAEMON_EXTRACTION_JOB_H

#include <glib.h>

#include "core/extract_settings.h"

struct spool_thread;
struct letter_job;
struct metrics;
struct pool;
struct spool;
struct spool_letter;
struct store;

enum case_outcome {
	CASE_EXTRACTED,
	CASE_KEPT, /* the store had its records */
	CASE_REJECTED,
	CASE_FAILED,
	CASE_DEFERRED,
};

struct letter_case {
	gpointer owner;
	struct store *store;
	struct spool_letter *row;
	struct input *input; /* its original, open */
	struct letter_job *job;
	/* Of a letter whose row was lost and whose records were not: they are
	 * taken as they are, and no worker is asked. Both or neither. */
	struct document *kept;
	GPtrArray *kept_records;
	struct extract_settings settings;
	gint64 attempts_allowed;
	/* How often it was put off in this run for what is not its fault as
	 * far as is known: a slow machine, or what a worker said. Whoever
	 * begins it sets this. */
	guint put_off;
	gint64 begun; /* monotonic */
	double seconds;
	GError *error; /* why there are no records */

	/* Set before letter_case_close(): whom its records are for. */
	char **sinks;
	/* Set when that is done: what became of it, or why the spool cannot
	 * say so yet. */
	enum case_outcome outcome;
	GError *close_error;
	guint hopeless; /* closings that failed, and not for want of time */
	void (*closed)(struct letter_case *letter);
};

/* The spool's thread's job of taking what is due: cases without a worker yet.
 */
struct case_request {
	gpointer owner;
	struct store *store;
	guint most;
	GPtrArray *cases; /* of struct letter_case */
	gint64 next;	  /* when a further one is due, or -1 */
	GError *error;
};
struct case_request *case_request_new(struct store *store, guint most,
				      gpointer owner);
void case_request_work(struct spool *spool, gpointer request);
void case_request_free(struct case_request *request);

/* Hands it to the workers; done may be called before this returns. */
void letter_case_begin(struct letter_case *letter, struct pool *pool,
		       const struct extract_settings *settings,
		       void (*done)(struct letter_job *job, gpointer letter));
/* Has the spool's thread note that no other letter is with the workers now, and
 * then calls ready: in the main loop, as all that ends in done. */
void letter_case_stand_alone(struct letter_case *letter,
			     struct spool_thread *spool_thread,
			     void (*ready)(gpointer letter));
/* Has its outcome stored by the spool's thread; may be called again when it was
 * not. */
void letter_case_close(struct letter_case *letter,
		       struct spool_thread *spool_thread,
		       void (*closed)(struct letter_case *letter));
/* Tells log and metrics. */
void letter_case_report(const struct letter_case *letter,
			struct metrics *metrics);
/* As if it had never been taken; frees it. */
void letter_case_give_back(struct letter_case *take_letter,
			   struct spool_thread *spool_thread);
/* To be taken again in a moment; frees it. */
void letter_case_put_off(struct letter_case *take_letter,
			 struct spool_thread *spool_thread);
/* Once it is closed: whether it was put off in a way that put_off counts. */
gboolean letter_case_was_put_off(const struct letter_case *letter);
void letter_case_free(struct letter_case *letter);

#endif
