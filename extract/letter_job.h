/* letter_job.h - the requests about one file: read; then, if pages need OCR,
 * recognise for each page on any free worker, and parse; then, if that leaves
 * doubts, recognise for the doubtful pages once more, closer, and parse again;
 * then, if it was asked for, text_pdf. If its text takes too long to lay out,
 * the file is started again after other letters, with more time, and at last
 * from images of its pages alone.
 *
 * Main loop only. Every job ends in exactly one call of done, with records or
 * with an error fit to follow "letter.pdf: ". */
#ifndef EXTRACT_LETTER_JOB_H
#define EXTRACT_LETTER_JOB_H

#include <glib.h>

#include "core/cleanup.h"
#include "core/frame_weight.h"
#include "extract/worker_loss.h"

struct document;
struct extract_settings;
struct input;
struct pool;

struct letter_job;

/* What the caller wants; all pointers are borrowed. */
struct letter_job_plan {
	struct pool *pool;
	const struct extract_settings *settings;
	gboolean keep;		/* the document is wanted as well, */
	gboolean want_text_pdf; /* and its pages as a PDF with text */
	gboolean slow;		/* see struct letter_job: it begins so */
	void (*done)(struct letter_job *job, gpointer data);
	gpointer data;
};

struct letter_job {
	struct input *input; /* borrowed */
	guint rank;	     /* its place among the inputs */

	/* For a progress line: of the pages that need OCR. */
	guint pages_pending, pages_recognised;

	/* Set before done is called, with records or an error. */
	gboolean finished;
	GPtrArray *records;	   /* of struct record, at least one */
	struct document *document; /* with keep */
	GBytes *text_pdf;	   /* with want_text_pdf */
	GError *error;
	enum loss_kind loss; /* of the error: how the worker was lost, or that
			      * it can no longer be trusted */
	gboolean heard;	     /* the error's message is a worker's */
	gboolean slow;	     /* it ran out of time once: its tasks come after
			      * those of others */

	/* Private to letter_job.c. */
	struct letter_job_plan plan;
	GPtrArray *first_records;   /* while a closer look is taken */
	guint64 letter;		    /* the pool's number for it */
	struct allowance allowance; /* for its workers' answers */
	gboolean looked_closer; /* at what the first reading left in doubt */
	guint tasks;		/* with the pool */
	guint text_step;	/* of how long text may take: letter_job.c */
	gboolean again;		/* with the next step, once its tasks ended */
	double seconds;		/* of the clock, spent by workers so far, */
	double processor;	/* and of processor time */
};

struct letter_job *letter_job_new(struct input *input, guint rank,
				  const struct letter_job_plan *plan);

/* Opens the file, unless it is open, and asks the first question; done may be
 * called before this returns. */
void letter_job_start(struct letter_job *job);

void letter_job_free(struct letter_job *job);

DEFINE_AUTOPTR(letter_job, letter_job_free)

#endif
