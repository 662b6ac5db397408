/* group.h - who is in a group, for files that only some may read. */
#ifndef CORE_GROUP_H
#define CORE_GROUP_H

#include <glib.h>
#include <sys/types.h>

/* Whether it is a group of this process. The group that stands for all unknown
 * groups in a user namespace (systemd's PrivateUsers=) does not count. */
gboolean group_is_own(gid_t group);

/* Whether it has a member, by primary or further group, besides this process's
 * user and root, as far as the system lists its users. If this process runs as
 * root, to check a service's files, one such member is allowed. Thread-safe. */
gboolean group_has_others(gid_t group);

/* Their names, or their numbers where they have none. The caller frees it. */
char *group_describe(gid_t group);
char *user_describe(uid_t user);

#endif
