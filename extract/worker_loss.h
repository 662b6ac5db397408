/* worker_loss.h - why a worker gave no answer, in words. */
#ifndef EXTRACT_WORKER_LOSS_H
#define EXTRACT_WORKER_LOSS_H

#include <glib.h>

/* The cause, which decides what happens to the letter. */
enum loss_kind {
	LOSS_NONE,	/* there was an answer */
	LOSS_CRASH,	/* a signal, or out of memory; maybe another letter's
			 * fault */
	LOSS_TEXT_TIME, /* laying out text took too long; images of its pages
			 * may not */
	LOSS_TIME,	/* it used up its processor time */
	LOSS_MACHINE,	/* time ran out, and processor time did not */
	LOSS_SHORTAGE,	/* we had no memory or no thread to talk to it; it may
			 * still run */
	LOSS_DISTRUST,	/* it broke the protocol, or tried the sandbox */
};

enum lateness { NOT_LATE, LATE_BY_PROCESSOR, LATE_BY_CLOCK };

struct worker_loss {
	const char *purpose;  /* what it was doing: "recognising page 3" */
	double seconds;	      /* of processor time, that it had for it */
	gboolean greeted;     /* its hello had come */
	enum lateness late;   /* if it was, we killed it */
	const GError *talk;   /* of frame_send() or frame_receive(), or NULL */
	const GError *broken; /* how its answer breaks the protocol, or NULL */
	int status;	      /* of wait(2) */
};

/* One line, fit to follow "letter.pdf: ", with what to do: REJECT; RETRY for
 * LOSS_MACHINE and LOSS_SHORTAGE; or FATAL when it was lost before its hello,
 * and so before any letter (LOSS_CRASH). */
enum loss_kind worker_loss_explain(const struct worker_loss *loss,
				   GError **error);

#endif
