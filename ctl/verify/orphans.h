/* orphans.h - letters' directories in the store that no row of the spool
 * names. */
#ifndef CTL_VERIFY_ORPHANS_H
#define CTL_VERIFY_ORPHANS_H

#include <glib.h>

struct session;

/* Their paths (char *). Directories younger than a minute are left out: the
 * daemon stores a letter before it claims it. */
GPtrArray *orphans_find(struct session *session, GError **error);

#endif
