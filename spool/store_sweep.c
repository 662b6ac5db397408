/* store_sweep.c - tmp/ after a crash.
 *
 * What we were writing is nobody's. What was being moved out of an inbox is a
 * letter's file, which the store has by then; it may also be one that took its
 * name in between, and nobody has that. Whatever goes wrong here is told, and
 * keeps no letter from being taken. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/descriptor.h"
#include "core/error.h"
#include "intake/original.h"
#include "monitor/log.h"
#include "spool/directory.h"
#include "spool/store_private.h"
#include "spool/strays.h"

static gboolean
is_in_store(struct store *store, int tmp, const char *name)
{
	g_auto(owned_fd) fd = openat(
		tmp, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	g_autofree char *id = descriptor_sha256(fd);

	return id != NULL && store_check_original(store, id, NULL);
}

static gboolean
may_be_deleted(struct store *store, int tmp, const char *name)
{
	struct stat status;

	if (fstatat(tmp, name, &status, AT_SYMLINK_NOFOLLOW) < 0 ||
	    S_ISDIR(status.st_mode))
		return FALSE;
	return !g_str_has_prefix(name, ORIGINAL_HIDDEN_PREFIX) ||
	       (S_ISREG(status.st_mode) && is_in_store(store, tmp, name));
}

static void
sweep_one(struct store *store, const char *directory, int tmp, const char *name)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *stray = NULL;

	if (may_be_deleted(store, tmp, name)) {
		if (unlinkat(tmp, name, 0) == 0)
			return;
		error_set_errno(&error, "remove it");
	} else {
		stray = strays_take(directory, tmp, name, name, &error);
	}
	if (stray != NULL)
		log_warning("service",
			    "'%s/tmp/%s' is not ours; it lies in '%s' now",
			    directory, name, stray);
	else
		log_warning("service", "'%s/tmp/%s' stays there: %s", directory,
			    name, error->message);
}

void
store_sweep(struct store *store, const char *directory)
{
	g_autoptr(GError) error = NULL;
	int fd = directory_open_below(store->above, "tmp", FALSE, &error);
	DIR *listing = fd >= 0 ? fdopendir(fd) : NULL;
	struct dirent *entry;

	if (listing == NULL) {
		log_warning("service", "'%s/tmp' is not cleaned up: %s",
			    directory,
			    error ? error->message : g_strerror(errno));
		if (fd >= 0)
			close(fd);
		return;
	}
	while ((entry = readdir(listing)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 &&
		    strcmp(entry->d_name, "..") != 0)
			sweep_one(store, directory, fd, entry->d_name);
	closedir(listing);
}
