/* troubles.h - what is wrong now: one list, from which the spool, the metrics
 * and systemd's status line are updated. Thread-safe.
 *
 * Code that meets a trouble sets it each time, and ends it when it is over.
 * Kinds are listed in spool/spool_trouble.h. Nothing is logged here. */
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

/* The present ones, of struct spool_trouble. */
GPtrArray *troubles_now(struct troubles *troubles);
/* The same; NULL if none began, ended or got another reason since the last
 * call. counted: nor occurred again. */
GPtrArray *troubles_news(struct troubles *troubles, gboolean counted);
/* Makes the next troubles_news() return them all again. */
void troubles_untold(struct troubles *troubles);
/* One trouble and the number of the others, as a sentence, or NULL; the caller
 * frees it. */
char *troubles_describe(struct troubles *troubles);

DEFINE_AUTOPTR(troubles, troubles_free)

#endif
