/* verify_sinks.h - the sinks of the settings, beside the spool. */
#ifndef CTL_VERIFY_VERIFY_SINKS_H
#define CTL_VERIFY_VERIFY_SINKS_H

#include <glib.h>

#include "core/cleanup.h"

struct findings;
struct session;
struct spool_letter;
struct verify_sinks;

/* Opens those that can be asked; one that does not open is a finding. */
struct verify_sinks *verify_sinks_open(struct session *session,
				       struct findings *findings);
void verify_sinks_free(struct verify_sinks *sinks);

/* What the spool says was delivered to them must be there, as it is in the
 * store. records are the letter's. */
gboolean verify_sinks_check(struct verify_sinks *sinks,
			    const struct spool_letter *letter,
			    const GPtrArray *records, GError **error);

DEFINE_AUTOPTR(verify_sinks, verify_sinks_free)

#endif
