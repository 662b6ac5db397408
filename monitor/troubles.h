/* troubles.h - what is wrong now, of all that the log says: one list, which the
 * spool, the metrics and systemd's status line are told from. Thread-safe.
 *
 * Whoever meets a trouble sets it each time, and ends it when it is over; a
 * kind is of spool/spool_situation.h. Here nothing is logged. */
#ifndef MONITOR_TROUBLES_H
#define MONITOR_TROUBLES_H

#include <glib.h>

#include "core/cleanup.h"

struct troubles;

struct troubles *troubles_new(void);
void troubles_free(struct troubles *troubles);

/* subject: a source's name, or "". */
void troubles_set(struct troubles *troubles, const char *kind,
		  const char *subject, const char *reason);
void troubles_end(struct troubles *troubles, const char *kind,
		  const char *subject);

/* What there is, of struct spool_trouble. */
GPtrArray *troubles_now(struct troubles *troubles);
/* The same; NULL where nothing began, ended or
 * got another reason since the last call. counted: nor was met again. */
GPtrArray *troubles_news(struct troubles *troubles, gboolean counted);
/* What was taken by troubles_news() is to be told again. */
void troubles_untold(struct troubles *troubles);
/* One of them and how many more, in a sentence, or NULL; the caller frees
 * it. */
char *troubles_describe(struct troubles *troubles);

DEFINE_AUTOPTR(troubles, troubles_free)

#endif
