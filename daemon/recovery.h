/* recovery.h - letters whose rows were lost with the spool's database, taken
 * up again from the store. */
#ifndef DAEMON_RECOVERY_H
#define DAEMON_RECOVERY_H

#include <glib.h>

struct spool;
struct store;

/* At the start, before anything is taken in: where the spool is blank, every
 * letter of the store becomes one of it, and the operator is told how many.
 * All of them or none, so that a death on the way leaves the spool blank for
 * the next start. A spool that holds letters costs one question. */
gboolean recovery_run(struct spool *spool, struct store *store, GError **error);

#endif
