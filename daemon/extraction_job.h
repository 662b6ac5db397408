/* extraction_job.h - one letter under way: from its row in the spool through a
 * worker to its outcome there. Private to extraction.c, which decides when each
 * step is done. */
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
	JOB_KEPT, /* its records were already in the store */
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
	/* Of a letter whose row was lost but whose records were not: they are
	 * taken as they are, without a worker. Both or neither are set. */
	struct document *kept;
	GPtrArray *kept_records;
	struct extract_settings settings;
	gint64 attempts_allowed;
	/* How often it was put off in this run for a reason that is not known
	 * to be the letter's: a slow machine, or a worker's answer. Set by the
	 * caller that begins it. */
	guint put_off;
	gint64 begun; /* monotonic */
	double seconds;
	GError *error; /* why there are no records */

	/* Set before extraction_job_close(): the sinks for its records. */
	char **sinks;
	/* Set when that is done: the outcome, or why the spool could not store
	 * it yet. */
	enum job_outcome outcome;
	GError *close_error;
	guint hopeless; /* closings that failed for a reason other than a
			 * timeout */
	void (*closed)(struct extraction_job *letter);
};

/* Takes due letters in the spool's thread: jobs that have no worker yet. */
struct job_request {
	gpointer owner;
	struct store *store;
	guint most;
	GPtrArray *jobs; /* of struct extraction_job */
	gint64 next;	 /* when the next one is due, or -1 */
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
 * then calls ready, in the main loop. */
void extraction_job_stand_alone(struct extraction_job *letter,
				struct spool_thread *spool_thread,
				void (*ready)(gpointer letter));
/* Has its outcome stored by the spool's thread; may be called again if that
 * failed. */
void extraction_job_close(struct extraction_job *letter,
			  struct spool_thread *spool_thread,
			  void (*closed)(struct extraction_job *letter));
/* Reports to log and metrics. */
void extraction_job_report(const struct extraction_job *letter,
			   struct metrics *metrics);
/* Gives the letter back as if it had never been taken; frees the job. */
void extraction_job_give_back(struct extraction_job *take_letter,
			      struct spool_thread *spool_thread);
/* Has the letter taken again soon; frees the job. */
void extraction_job_put_off(struct extraction_job *take_letter,
			    struct spool_thread *spool_thread);
/* Call once it is closed: whether it was put off in a way that put_off
 * counts. */
gboolean extraction_job_was_put_off(const struct extraction_job *letter);
void extraction_job_free(struct extraction_job *letter);

#endif
