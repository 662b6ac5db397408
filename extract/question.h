/* question.h - asks a worker's child one question and receives the answer.
 *
 * All of it blocks, and belongs in a thread. Large messages are made or parsed
 * for one worker at a time, so that the memory for this is needed only once;
 * this never waits for a peer. */
#ifndef EXTRACT_QUESTION_H
#define EXTRACT_QUESTION_H

#include <glib.h>
#include <jansson.h>

struct allowance;
struct answer;

/* The caller owns what is pointed to and keeps it until the answer. */
struct worker_question {
	const char *purpose; /* what the worker does, for people: "reading
			      * page 3" */
	double seconds;	     /* of processor time; by the clock, WORKER_PATIENCE
			      * times as many */
	int fd;		     /* -1: none; open until the answer */
	struct allowance *allowance; /* for the answer; NULL: none */

	/* Called in the thread: they may take their time, and touch nothing
	 * that changes meanwhile. ask makes the request; check reads the
	 * answer, and returns NULL with an error where that breaks the
	 * protocol. */
	json_t *(*ask)(gpointer data);
	struct answer *(*check)(json_t *message, gpointer data, GError **error);
	gpointer data;
};

/* One of them; none where the peer hung up. */
struct worker_reply {
	struct answer *answer;
	GError *talk_error; /* of frame.h */
	GError *broken;	    /* of check() */
};

void question_put(const struct worker_question *question, int socket,
		  struct worker_reply *reply);

void worker_reply_clear(struct worker_reply *reply);

#endif
