/* pool.h - as many workers as there is work for, up to a number.
 *
 * Main loop only. Tasks go to workers in the order of their rank, earlier
 * letters first; a worker is started only when a task waits that no running
 * worker will take. A lost worker is replaced in the same way. A worker takes
 * tasks of any letter, but those of two letters never meet in a process
 * (worker_begin_letter()). */
#ifndef EXTRACT_POOL_H
#define EXTRACT_POOL_H

#include <glib.h>
#include <jansson.h>

#include "core/cleanup.h"
#include "extract/worker_process.h"

struct pool_events {
	/* The first worker is ready. missing: a readable list of the sandbox's
	 * features that this kernel lacks, or NULL. */
	void (*ready)(const char *versions, const char *missing, gpointer data);
	/* Workers cannot be started (FATAL): no task will be answered. */
	void (*failed)(const GError *error, gpointer data);
	/* A worker that was ready has ended; another takes its place when there
	 * is work. May be NULL. */
	void (*lost)(gpointer data);
};

struct pool_task {
	guint rank;
	guint64 letter;	 /* of pool_begin_letter() */
	json_t *request; /* owned; NULL: `ask` makes it when it is wanted */
	int fd;		 /* borrowed; -1: none */
	double seconds;	 /* of processor time, at most: see worker_ask() */
	char *purpose;	 /* owned: "reading page 3" */
	struct allowance *allowance; /* borrowed; NULL: none */
	/* The letter ran out of time once: this task comes after all that are
	 * not slow, and one worker is kept for those. */
	gboolean slow;

	/* In a thread of its own, as struct worker_question has them. */
	json_t *(*ask)(const struct pool_task *task);
	struct answer *(*check)(const struct pool_task *task, json_t *message,
				GError **error);
	/* Exactly once per task that was not forgotten. Without an answer end
	 * says why. */
	void (*answered)(struct pool_task *task, const struct worker_end *end);
	gpointer owner;
	guint page; /* the owner's to use */
};

struct pool;

struct pool *pool_new(const struct worker_program *program, guint most,
		      const struct pool_events *events, gpointer data);
/* A number that no other letter had or will have. */
guint64 pool_begin_letter(struct pool *pool);
/* Pages have needed Tesseract, so others probably will: workers prepare it for
 * the letters that they begin from now on. */
void pool_expect_tesseract(struct pool *pool);
/* The letter has no more tasks: ends the processes that saw it. */
void pool_end_letter(struct pool *pool, guint64 letter);
void pool_add(struct pool *pool, struct pool_task *take_task);
/* Drops the owner's tasks that no worker has begun; returns how many. */
guint pool_forget(struct pool *pool, gpointer owner);
/* Starts a worker even without a task, to learn its versions. */
void pool_warm_up(struct pool *pool);
void pool_free(struct pool *pool); /* kills what still runs */

void pool_task_free(struct pool_task *task);

DEFINE_AUTOPTR(pool, pool_free)
DEFINE_AUTOPTR(pool_task, pool_task_free)

#endif
