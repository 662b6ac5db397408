/* recovery.h - recovers letters from the store after the spool's database was
 * lost. */
#ifndef DAEMON_RECOVERY_H
#define DAEMON_RECOVERY_H

#include <glib.h>

struct spool;
struct store;

/* Call at the start, before any letter is taken: if the spool is blank, every
 * letter of the store is added to it, and the operator is told how many. All
 * are added or none, so that after a crash the spool is still blank for the
 * next start. Costs one query if the spool has letters. */
gboolean recovery_run(struct spool *spool, struct store *store, GError **error);

#endif
