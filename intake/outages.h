/* outages.h - which watched directories and archives do not answer or are not
 * there, told once each way: in the log, the metrics, and the spool, where
 * imrctl reads it. Main loop only. */
#ifndef INTAKE_OUTAGES_H
#define INTAKE_OUTAGES_H

#include <glib.h>

#include "core/cleanup.h"
#include "core/hang.h"

struct spool_thread;
struct metrics;
struct outages;
struct watch_settings;

/* Both are borrowed. What the spool has noted before is forgotten. */
struct outages *outages_new(struct spool_thread *spool_thread,
			    struct metrics *metrics);
void outages_free(struct outages *outages);

/* These are watched from now on (of struct watch_settings, borrowed until the
 * next call); what there is of others is over, and not told. */
void outages_set(struct outages *outages, const GPtrArray *watches);
/* How it stands with that directory or archive: since is when it was last
 * heard of (monotonic, microseconds); 0: all is well. reason: why it cannot be
 * read, which the log knows already; NULL: it does not answer. */
void outages_note(struct outages *outages, const struct watch_settings *watch,
		  enum hang_place place, gint64 since, const char *reason);
/* A sentence about one of them, or NULL; the caller frees it. */
char *outages_describe(const struct outages *outages);

DEFINE_AUTOPTR(outages, outages_free)

#endif
