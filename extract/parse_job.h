/* parse_job.h - sends stored pages through a worker's parser again, without OCR
 * and without opening the original.
 *
 * Main loop only. Every job ends in exactly one call of done, with records or
 * with an error. */
#ifndef EXTRACT_PARSE_JOB_H
#define EXTRACT_PARSE_JOB_H

#include <glib.h>

#include "core/cleanup.h"

struct document;
struct input;
struct pool;

struct parse_job {
	/* Set before done is called: one of the two. */
	GPtrArray *records; /* of struct record, at least one */
	GError *error;

	/* Private to parse_job.c. */
	struct pool *pool;
	struct input *input;
	void (*done)(struct parse_job *job, gpointer data);
	gpointer data;
};

/* take_input needs no descriptor. done may call parse_job_free(). */
struct parse_job *
parse_job_start(struct pool *pool, struct input *take_input,
		const struct document *document, double seconds,
		void (*done)(struct parse_job *job, gpointer data),
		gpointer data);
void parse_job_free(struct parse_job *job);

DEFINE_AUTOPTR(parse_job, parse_job_free)

#endif
