/* unreadable.c - explains why a file cannot be read. A file that is moved into
 * an inbox keeps its group and mode. A file that is copied gets those of the
 * inbox (setgid, a default ACL), as far as its mode allows reading by the
 * group, which is an ACL's mask. */
#include "sources/directory/unreadable.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/group.h"

char *
unreadable_explain(int dirfd, const char *name)
{
	g_autofree char *owner = NULL, *group = NULL, *us = NULL;
	struct stat status;
	gboolean directory;

	if (fstatat(dirfd, name, &status, AT_SYMLINK_NOFOLLOW) < 0)
		return g_strdup("may not be read");
	directory = S_ISDIR(status.st_mode);
	owner = user_describe(status.st_uid);
	group = group_describe(status.st_gid);
	us = user_describe(geteuid());
	return g_strdup_printf(
		"may not be read: it is a %s of %s, group %s, mode %04o. Copy "
		"it in instead of moving it, and let the group read the copy "
		"(%s), or let %s read this one, as its owner or root: setfacl "
		"-m u:%s:%s %s",
		directory ? "directory" : "file", owner, group,
		status.st_mode & 07777u,
		directory ? "cp -r DIRECTORY INBOX; chmod -R g+rwX "
			    "INBOX/DIRECTORY"
			  : "cp FILE INBOX; chmod g+r INBOX/FILE",
		us, us, directory ? "rwx" : "r",
		directory ? "DIRECTORY" : "FILE");
}
