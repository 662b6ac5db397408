/* worker_loss.h - why a worker gave no answer, in words. */
#ifndef EXTRACT_WORKER_LOSS_H
#define EXTRACT_WORKER_LOSS_H

#include <glib.h>

struct worker_loss {
	const char *purpose; /* what it was doing: "recognising page 3" */
	double seconds;	     /* that it had for it */
	gboolean greeted;    /* its hello had come */
	gboolean late;	     /* so we killed it */
	const GError *talk;  /* of frame_send() or frame_receive(), or NULL */
	int status;	     /* of wait(2) */
};

/* One line. REJECT, fit to follow "letter.pdf: ", with what to do; or FATAL
 * when it was lost before its hello, and so before any letter. */
void worker_loss_explain(const struct worker_loss *loss, GError **error);

#endif
