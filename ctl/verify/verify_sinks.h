/* verify_sinks.h - compares the configured sinks with the spool. */
#ifndef CTL_VERIFY_VERIFY_SINKS_H
#define CTL_VERIFY_VERIFY_SINKS_H

#include <glib.h>

#include "core/cleanup.h"

struct findings;
struct session;
struct spool_letter;
struct verify_sinks;

/* Opens the sinks that can be queried; one that does not open is a finding. */
struct verify_sinks *verify_sinks_open(struct session *session,
				       struct findings *findings);
void verify_sinks_free(struct verify_sinks *sinks);

/* Checks that what was delivered according to the spool is in the sinks, as it
 * is in the store. records are the letter's. */
gboolean verify_sinks_check(struct verify_sinks *sinks,
			    const struct spool_letter *letter,
			    const GPtrArray *records, GError **error);

DEFINE_AUTOPTR(verify_sinks, verify_sinks_free)

#endif
