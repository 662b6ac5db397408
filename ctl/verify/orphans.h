/* orphans.h - letters' directories in the store that no row of the spool
 * names. */
#ifndef CTL_VERIFY_ORPHANS_H
#define CTL_VERIFY_ORPHANS_H

#include <glib.h>

struct session;

/* Their paths (char *). One that is younger than a minute is none: the daemon
 * stores a letter before it claims it. */
GPtrArray *orphans_find(struct session *session, GError **error);

#endif
