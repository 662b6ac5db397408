/* health.h - what in the spool waits for its operator. */
#ifndef VIEW_HEALTH_H
#define VIEW_HEALTH_H

#include <glib.h>

struct spool_summary;

struct health {
	const struct spool_summary *summary;
	gint64 pid; /* of the daemon; 0: none runs */
	guint64 free_bytes, min_free;
};

/* A sentence (char *) for each thing that does not mend by itself: no daemon,
 * a disk so full that intake pauses, a directory or archive that does not
 * answer or is not there, a sink that is halted or gone with a
 * queue, parked deliveries, letters that killed their worker, strays. What is
 * merely retried is none, nor is a rejected letter: that is an answer. */
GPtrArray *health_concerns(const struct health *health);

#endif
