/* worker_process.h - one imr-extract process, its children, each of which reads
 * one letter, and the conversation with the present child.
 *
 * Main loop only. A request is answered exactly once, by a call of `answered`:
 * with what the worker said, or with an error that says how the worker, or its
 * child alone, was lost. The first answer, to no request at all, is the
 * worker's hello. Encoding, sending, receiving and checking happen in a thread
 * of the worker's own (question.h), so neither a worker that does not read or
 * write, nor one that sends a lot, delays the main loop. */
#ifndef EXTRACT_WORKER_PROCESS_H
#define EXTRACT_WORKER_PROCESS_H

#include <glib.h>
#include <jansson.h>

#include "core/cleanup.h"
#include "extract/question.h"
#include "extract/worker_loss.h"

struct worker;

/* How a request ended: with a hello, with an answer, or with neither and an
 * error that says how the child was lost, or that it broke the protocol. */
struct worker_end {
	double seconds;	  /* that it took, by the clock */
	double processor; /* and of processor time */
	json_t *hello;
	struct answer *answer; /* the worker's; its parts may be taken */
	enum loss_kind loss;
	const GError *error; /* of worker_loss_explain() */
};

struct worker_events {
	/* If the child is lost but worker_is_alive(), the worker can begin
	 * another letter. */
	void (*answered)(struct worker *worker, const struct worker_end *end,
			 gpointer data);
	/* An idle worker ended by itself. */
	void (*ended)(struct worker *worker, gpointer data);
};

/* What every worker of a program is started with. */
struct worker_program {
	char *path;
	gint64 memory;	/* bytes of address space, for a letter */
	double seconds; /* of processor time, for a letter */
	/* A line of its standard error, as it came (see worker_words.h); NULL:
	 * discarded. */
	void (*heard)(const char *line);
};

/* The program beside our own, or the installed one; FATAL when neither is
 * there. The caller frees it. */
char *worker_program_find(GError **error);

#define WORKER_PATIENCE 2

struct worker *worker_start(const struct worker_program *program,
			    const struct worker_events *events, gpointer data,
			    GError **error);

/* Once the hello has come, and before the first request about each letter:
 * kills whatever still runs for another letter, and lets a process that has
 * seen no letter answer from now on. tesseract: the letter will probably need
 * that. FALSE if the worker can no longer be used. */
gboolean worker_begin_letter(struct worker *worker, gboolean tesseract,
			     GError **error);

void worker_ask(struct worker *worker, const struct worker_question *question);

/* FALSE once it is ended, or about to be. */
gboolean worker_is_alive(const struct worker *worker);

/* Kills it where it still runs; nothing is called any more. */
void worker_free(struct worker *worker);

DEFINE_AUTOPTR(worker, worker_free)

#endif
