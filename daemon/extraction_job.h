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

enum job_outcome {
	JOB_EXTRACTED,
	JOB_KEPT, /* the store had its records */
	JOB_REJECTED,
	JOB_FAILED,
	JOB_DEFERRED,
};

struct extraction_job {
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

	/* Set before extraction_job_close(): whom its records are for. */
	char **sinks;
	/* Set when that is done: what became of it, or why the spool cannot
	 * say so yet. */
	enum job_outcome outcome;
	GError *close_error;
	guint hopeless; /* closings that failed, and not for want of time */
	void (*closed)(struct extraction_job *letter);
};

/* What is due, taken in the spool's thread: jobs without a worker yet. */
struct job_request {
	gpointer owner;
	struct store *store;
	guint most;
	GPtrArray *jobs; /* of struct extraction_job */
	gint64 next;	 /* when a further one is due, or -1 */
	GError *error;
};
struct job_request *job_request_new(struct store *store, guint most,
				    gpointer owner);
void job_request_work(struct spool *spool, gpointer request);
void job_request_free(struct job_request *request);

/* Hands it to the workers; done may be called before this returns. */
void extraction_job_begin(struct extraction_job *letter, struct pool *pool,
			  const struct extract_settings *settings,
			  void (*done)(struct letter_job *job,
				       gpointer letter));
/* Has the spool's thread note that no other letter is with the workers now, and
 * then calls ready: in the main loop, as all that ends in done. */
void extraction_job_stand_alone(struct extraction_job *letter,
				struct spool_thread *spool_thread,
				void (*ready)(gpointer letter));
/* Has its outcome stored by the spool's thread; may be called again when it was
 * not. */
void extraction_job_close(struct extraction_job *letter,
			  struct spool_thread *spool_thread,
			  void (*closed)(struct extraction_job *letter));
/* Tells log and metrics. */
void extraction_job_report(const struct extraction_job *letter,
			   struct metrics *metrics);
/* As if it had never been taken; frees it. */
void extraction_job_give_back(struct extraction_job *take_letter,
			      struct spool_thread *spool_thread);
/* To be taken again in a moment; frees it. */
void extraction_job_put_off(struct extraction_job *take_letter,
			    struct spool_thread *spool_thread);
/* Once it is closed: whether it was put off in a way that put_off counts. */
gboolean extraction_job_was_put_off(const struct extraction_job *letter);
void extraction_job_free(struct extraction_job *letter);

#endif
