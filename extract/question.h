/* question.h - one question to a worker's child, and what came of it.
 *
 * All of it blocks, and belongs into a thread. What is large is made or parsed
 * for one worker at a time, so that the memory of this is needed once; no peer
 * is waited for meanwhile. */
#ifndef EXTRACT_QUESTION_H
#define EXTRACT_QUESTION_H

#include <glib.h>
#include <jansson.h>

struct allowance;
struct answer;

/* What is pointed to stays the asker's until the answer. */
struct worker_question {
	const char *purpose; /* what the worker does, for people: "reading
			      * page 3" */
	double seconds;	     /* of processor time; on the clock it has
			      * WORKER_PATIENCE times as many to get them in */
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
