/* store_sweep.c - empties tmp/ after a crash.
 *
 * Files that we were writing are deleted. A file that was being moved out of an
 * inbox is a letter's, and already in the store; but it may also be another
 * file that took its name in between, of which there is no copy. Errors here
 * are reported, and do not stop letters from being taken. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/descriptor.h"
#include "core/error.h"
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
	return !g_str_has_prefix(name, STORE_LEAVING_PREFIX) ||
	       (S_ISREG(status.st_mode) && is_in_store(store, tmp, name));
}

static void G_GNUC_PRINTF(2, 3)
	tell(void (*warn)(const char *message), const char *format, ...)
{
	g_autofree char *message = NULL;
	va_list arguments;

	va_start(arguments, format);
	message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	warn(message);
}

struct sweep {
	struct store *store;
	char *directory; /* the spool's */
	int tmp;
	void (*warn)(const char *message);
};

static void
sweep_one(const struct sweep *sweep, const char *name)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *stray = NULL;

	if (may_be_deleted(sweep->store, sweep->tmp, name)) {
		if (unlinkat(sweep->tmp, name, 0) == 0)
			return;
		error_set_errno(&error, "remove it");
	} else {
		stray = strays_take(sweep->directory, sweep->tmp, name, name,
				    &error);
	}
	if (stray != NULL)
		tell(sweep->warn,
		     "'%s/tmp/%s' is not ours; it lies in '%s' now",
		     sweep->directory, name, stray);
	else
		tell(sweep->warn, "'%s/tmp/%s' stays there: %s",
		     sweep->directory, name, error->message);
}

void
store_sweep(struct store *store, void (*warn)(const char *message))
{
	g_autofree char *directory = g_path_get_dirname(store->path);
	g_autoptr(GError) error = NULL;
	int fd = directory_open_below(store->above, "tmp", FALSE, &error);
	g_autoptr(DIR) listing = descriptor_take_directory(fd);
	struct sweep sweep = { store, directory, fd, warn };
	struct dirent *entry;

	if (listing == NULL) {
		tell(warn, "'%s/tmp' is not cleaned up: %s", directory,
		     error ? error->message : g_strerror(errno));
		return;
	}
	while ((entry = readdir(listing)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 &&
		    strcmp(entry->d_name, "..") != 0)
			sweep_one(&sweep, entry->d_name);
}
