/* outages.h - which watched directories and archives do not answer or do not
 * exist. Start and end of each outage are reported once: in the log, the
 * metrics, and the spool, where imrctl reads them. Main loop only. */
#ifndef INTAKE_OUTAGES_H
#define INTAKE_OUTAGES_H

#include <glib.h>

#include "core/cleanup.h"
#include "core/hang.h"

struct spool_thread;
struct metrics;
struct outages;
struct watch_settings;

/* Both are borrowed. Clears the spool's earlier notes. */
struct outages *outages_new(struct spool_thread *spool_thread,
			    struct metrics *metrics);
void outages_free(struct outages *outages);

/* These are watched from now on (of struct watch_settings, borrowed until the
 * next call); outages of others end without a report. */
void outages_set(struct outages *outages, const GPtrArray *watches);
/* Notes the state of that directory or archive. since: when its last sign of
 * life was (monotonic, microseconds); 0: it works. reason: why it cannot be
 * read, which is already in the log; NULL: it does not answer. */
void outages_note(struct outages *outages, const struct watch_settings *watch,
		  enum hang_place place, gint64 since, const char *reason);
/* A sentence about one of them, or NULL; the caller frees it. */
char *outages_describe(const struct outages *outages);

DEFINE_AUTOPTR(outages, outages_free)

#endif
