/* watch_library.c - libinotifytools, called by one thread at a time, which
 * holds the hub's lock. */
#include "sources/directory/watch_library.h"

#include <errno.h>
#include <fcntl.h>
#include <inotifytools/inotifytools.h>
#include <stdlib.h>
#include <sys/select.h>
#include <unistd.h>

#include "core/error.h"

/* Neither IN_MODIFY nor IN_OPEN: each write would be an event, and the stamp
 * shows the same when the file is due. */
#define EVENTS                                                                 \
	(IN_CREATE | IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM |            \
	 IN_DELETE | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR)

static int inotify_fd = -1;
static guint64 serial;

/* The descriptors that are inotify's. */
static GHashTable *
list_instances(void)
{
	GHashTable *instances = g_hash_table_new(NULL, NULL);
	g_autoptr(GDir) fds = g_dir_open("/proc/self/fd", 0, NULL);
	const char *name;

	while (fds != NULL && (name = g_dir_read_name(fds)) != NULL) {
		g_autofree char *path =
			g_build_filename("/proc/self/fd", name, NULL);
		g_autofree char *target = g_file_read_link(path, NULL);

		if (g_strcmp0(target, "anon_inode:inotify") == 0)
			g_hash_table_add(instances,
					 GINT_TO_POINTER(atoi(name)));
	}
	return instances;
}

/* -1: not to be found, or not the only one that is new. */
static int
find_new_instance(GHashTable *before)
{
	g_autoptr(GHashTable) after = list_instances();
	GHashTableIter iter;
	gpointer key;
	int found = -1;

	g_hash_table_iter_init(&iter, after);
	while (g_hash_table_iter_next(&iter, &key, NULL)) {
		if (g_hash_table_contains(before, key))
			continue;
		if (found >= 0)
			return -1;
		found = GPOINTER_TO_INT(key);
	}
	return found;
}

gboolean
watch_library_open(GError **error)
{
	g_autoptr(GHashTable) before = list_instances();

	if (!inotifytools_initialize()) {
		errno = inotifytools_error();
		return error_set_errno(error, "inotify");
	}
	inotify_fd = find_new_instance(before);
	/* The library waits by select(). */
	if (inotify_fd < 0 || inotify_fd >= FD_SETSIZE) {
		inotifytools_cleanup();
		inotify_fd = -1;
		return error_set(error, IMR_ERROR_RETRY,
				 "inotify's descriptor is not in "
				 "/proc/self/fd, or too high");
	}
	/* The library would leave it open in programs that we start. */
	(void)fcntl(inotify_fd, F_SETFD, FD_CLOEXEC);
	return TRUE;
}

void
watch_library_close(void)
{
	if (inotify_fd < 0)
		return;
	inotifytools_cleanup();
	inotify_fd = -1;
}

const struct inotify_event *
watch_library_next(void)
{
	/* Only one at a time: for more, the library would spin until they are
	 * there. */
	return inotify_fd < 0 ? NULL : inotifytools_next_events(0, 1);
}

/* The library identifies watches by name, and descriptor numbers are reused.
 * The tail, which the kernel ignores, makes each name unique. */
static char *
unique_path(int dirfd)
{
	GString *path = g_string_new(NULL);

	g_string_printf(path, "/proc/self/fd/%d/", dirfd);
	for (guint64 bits = ++serial; bits > 0; bits >>= 1)
		g_string_append(path, bits & 1 ? "./" : "/");
	return g_string_free(path, FALSE);
}

int
watch_library_fd(void)
{
	return inotify_fd;
}

int
watch_library_add(int dirfd)
{
	g_autofree char *path = NULL;

	if (inotify_fd < 0) {
		errno = ENOSYS;
		return -1;
	}
	path = unique_path(dirfd);
	if (!inotifytools_watch_file(path, EVENTS)) {
		errno = inotifytools_error();
		return -1;
	}
	return inotifytools_wd_from_filename(path);
}

void
watch_library_remove(int watch)
{
	/* Not by the library, which complains if the kernel was faster. */
	if (inotify_fd >= 0)
		(void)inotify_rm_watch(inotify_fd, watch);
}
