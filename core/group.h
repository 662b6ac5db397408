/* group.h - who is in a group, for files that only some may read. */
#ifndef CORE_GROUP_H
#define CORE_GROUP_H

#include <glib.h>
#include <sys/types.h>

/* A group of this process. The one that stands for all that a user namespace
 * does not know (PrivateUsers= of systemd) is none. */
gboolean group_is_own(gid_t group);

/* Whether a user besides this process's and root is in it, as his first group
 * or another, as far as the system lists its users. Root, who looks at a
 * service's files, allows it one. Thread-safe. */
gboolean group_has_others(gid_t group);

/* Their names, or their numbers where they have none. The caller frees it. */
char *group_describe(gid_t group);
char *user_describe(uid_t user);

#endif
