/* watch_locks.c - locks on watched directories. */
#include "sources/directory/watch_locks.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "core/error.h"
#include "sources/directory/watch_fs.h"
#include "sources/directory/watch_settings.h"

/* Time to wait: systemd-tmpfiles holds such a lock while it cleans a
 * directory. */
#define PATIENCE_US (2 * G_TIME_SPAN_SECOND)
#define LOOK_AGAIN_US 50000
/* A directory that does not answer within that time is left to its own
 * thread. */
#define ANSWER_US (4 * G_TIME_SPAN_SECOND)

struct held {
	int fd;
	dev_t device;
	ino_t inode;
};

/* No file system is asked while the mutex is held: it may not answer. */
struct watch_locks {
	GMutex mutex;
	GHashTable *held;	  /* path -> struct held */
	const GPtrArray *watches; /* the last set; borrowed */
};

static void
held_free(gpointer data)
{
	struct held *held = data;

	close(held->fd);
	g_free(held);
}

static GHashTable *
new_table(void)
{
	return g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
				     held_free);
}

struct watch_locks *
watch_locks_new(void)
{
	struct watch_locks *locks = g_new0(struct watch_locks, 1);

	g_mutex_init(&locks->mutex);
	locks->held = new_table();
	return locks;
}

void
watch_locks_free(struct watch_locks *locks)
{
	g_hash_table_unref(locks->held);
	g_mutex_clear(&locks->mutex);
	g_free(locks);
}

static gboolean
needs_lock(const struct watch_settings *watch)
{
	return watch->original != ORIGINAL_LEAVE;
}

/* A descriptor that is held keeps its file system from being unmounted. */
static gboolean
may_be_held(int fd)
{
	struct statfs disk;
	struct stat here, above;

	return fstatfs(fd, &disk) == 0 &&
	       watch_fs_without_events((guint64)disk.f_type) == NULL &&
	       fstat(fd, &here) == 0 &&
	       fstatat(fd, "..", &above, AT_SYMLINK_NOFOLLOW) == 0 &&
	       here.st_dev == above.st_dev;
}

/* 0: no process, or one that we may not see. */
static long
find_holder(int fd)
{
	g_autofree char *text = NULL;
	g_auto(GStrv) lines = NULL;
	struct stat status;

	if (fstat(fd, &status) < 0 ||
	    !g_file_get_contents("/proc/locks", &text, NULL, NULL))
		return 0;
	lines = g_strsplit(text, "\n", -1);
	for (char **line = lines; *line != NULL; line++) {
		unsigned int high, low;
		unsigned long inode;
		long pid;

		if (sscanf(*line, "%*s FLOCK %*s %*s %ld %x:%x:%lu", &pid,
			   &high, &low, &inode) == 4 &&
		    high == major(status.st_dev) &&
		    low == minor(status.st_dev) && inode == status.st_ino)
			return pid;
	}
	return 0;
}

static gboolean
refuse_taken(const struct watch_settings *watch, int fd, enum imr_error code,
	     GError **error)
{
	long pid = find_holder(fd);
	g_autofree char *who =
		pid > 0 ? g_strdup_printf(", process %ld", pid) : g_strdup("");

	return error_set(error, code,
			 "[watch %s] directory '%s' is taken by another "
			 "imr-ingest%s: stop one of the two; to read files "
			 "beside a service, type imr-ingest --once FILE...",
			 watch->name, watch->directory, who);
}

/* FALSE: another process has it. A file system may lack such locks (NFS, for
 * directories); then no process can have it. */
static gboolean
lock(int fd, gint64 patience)
{
	gint64 end = g_get_monotonic_time() + patience;

	while (flock(fd, LOCK_EX | LOCK_NB) < 0) {
		if (errno == EINTR)
			continue;
		if (errno != EWOULDBLOCK)
			return TRUE;
		if (g_get_monotonic_time() >= end)
			return FALSE;
		g_usleep(LOOK_AGAIN_US);
	}
	return TRUE;
}

static gboolean
is_same(const struct held *held, int fd)
{
	struct stat status;

	return held != NULL && fstat(fd, &status) == 0 &&
	       status.st_dev == held->device && status.st_ino == held->inode;
}

/* NULL without an error: there is nothing to hold. */
static struct held *
take(const struct watch_settings *watch, int take_fd, gint64 patience,
     enum imr_error code, GError **error)
{
	struct held *held = NULL;
	struct stat status;

	if (!lock(take_fd, patience)) {
		refuse_taken(watch, take_fd, code, error);
	} else if (may_be_held(take_fd) && fstat(take_fd, &status) == 0) {
		held = g_new0(struct held, 1);
		held->fd = take_fd;
		held->device = status.st_dev;
		held->inode = status.st_ino;
		return held;
	}
	close(take_fd);
	return NULL;
}

static int
open_directory(const struct watch_settings *watch)
{
	return open(watch->directory,
		    O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC);
}

/* What we hold of it, under a descriptor of the caller's. */
static struct held *
copy_held(struct watch_locks *locks, const char *directory)
{
	const struct held *held;
	struct held *copy = NULL;

	g_mutex_lock(&locks->mutex);
	held = g_hash_table_lookup(locks->held, directory);
	if (held != NULL) {
		copy = g_memdup2(held, sizeof(*held));
		copy->fd = fcntl(held->fd, F_DUPFD_CLOEXEC, 0);
	}
	g_mutex_unlock(&locks->mutex);
	if (copy != NULL && copy->fd < 0)
		g_clear_pointer(&copy, g_free);
	return copy;
}

/* --- all of them; some may not answer --- */

/* Shared by its thread and the caller; the last one frees it. */
struct attempt {
	gint users; /* atomic */
	struct watch_settings watch;
	struct held *before; /* what is held already, or NULL */

	/* Under attempts_lock, once it is done. */
	gboolean done;
	struct held *held;
	GError *problem;
};

static GMutex attempts_lock;
static GCond attempt_done;

static void
attempt_unref(struct attempt *attempt)
{
	if (!g_atomic_int_dec_and_test(&attempt->users))
		return;
	g_clear_pointer(&attempt->before, held_free);
	g_clear_pointer(&attempt->held, held_free);
	g_clear_error(&attempt->problem);
	g_free(attempt->watch.name);
	g_free(attempt->watch.directory);
	g_free(attempt);
}

/* If it cannot be opened, the watcher waits for it. */
static gpointer
try_to_hold(gpointer data)
{
	struct attempt *attempt = data;
	GError *problem = NULL;
	struct held *held = NULL;
	int fd = open_directory(&attempt->watch);

	if (is_same(attempt->before, fd)) {
		close(fd);
		held = g_steal_pointer(&attempt->before);
	} else if (fd >= 0) {
		held = take(&attempt->watch, fd, PATIENCE_US, IMR_ERROR_FATAL,
			    &problem);
	}
	g_mutex_lock(&attempts_lock);
	attempt->held = held;
	attempt->problem = problem;
	attempt->done = TRUE;
	g_cond_broadcast(&attempt_done);
	g_mutex_unlock(&attempts_lock);
	attempt_unref(attempt);
	return NULL;
}

static struct attempt *
attempt_begin(struct watch_locks *locks, const struct watch_settings *watch)
{
	struct attempt *attempt = g_new0(struct attempt, 1);
	GThread *thread;

	attempt->users = 2;
	attempt->watch.name = g_strdup(watch->name);
	attempt->watch.directory = g_strdup(watch->directory);
	attempt->before = copy_held(locks, watch->directory);
	thread = g_thread_try_new("lock", try_to_hold, attempt, NULL);
	if (thread != NULL)
		g_thread_unref(thread);
	else
		try_to_hold(attempt);
	return attempt;
}

/* Into next. A directory that does not answer in time is locked later, by its
 * intake. */
static gboolean
attempt_end(struct attempt *attempt, gint64 deadline, GHashTable *next,
	    GError **error)
{
	gboolean good;

	g_mutex_lock(&attempts_lock);
	while (!attempt->done &&
	       g_cond_wait_until(&attempt_done, &attempts_lock, deadline))
		continue;
	good = attempt->problem == NULL;
	if (attempt->held != NULL)
		g_hash_table_replace(next, g_strdup(attempt->watch.directory),
				     g_steal_pointer(&attempt->held));
	if (!good)
		g_propagate_error(error, g_steal_pointer(&attempt->problem));
	g_mutex_unlock(&attempts_lock);
	attempt_unref(attempt);
	return good;
}

gboolean
watch_locks_set(struct watch_locks *locks, const GPtrArray *watches,
		GError **error)
{
	g_autoptr(GPtrArray) attempts = g_ptr_array_new();
	g_autoptr(GError) problem = NULL;
	gint64 deadline = g_get_monotonic_time() + ANSWER_US;
	g_autoptr(GHashTable) next = new_table(), old = NULL;

	for (guint i = 0; i < watches->len; i++)
		if (needs_lock(watches->pdata[i]))
			g_ptr_array_add(
				attempts,
				attempt_begin(locks, watches->pdata[i]));
	for (guint i = 0; i < attempts->len; i++)
		attempt_end(attempts->pdata[i], deadline, next,
			    problem == NULL ? &problem : NULL);
	if (problem == NULL) {
		g_mutex_lock(&locks->mutex);
		old = locks->held;
		locks->held = g_steal_pointer(&next);
		locks->watches = watches;
		g_mutex_unlock(&locks->mutex);
	}
	if (problem == NULL)
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&problem));
	return FALSE;
}

void
watch_locks_release(struct watch_locks *locks)
{
	g_mutex_lock(&locks->mutex);
	g_hash_table_remove_all(locks->held);
	locks->watches = NULL;
	g_mutex_unlock(&locks->mutex);
}

/* --- one of them, before a file is taken --- */

/* take_held may be NULL. A reload may have removed the watch whose file is
 * being taken. */
static void
put(struct watch_locks *locks, const struct watch_settings *watch,
    struct held *take_held)
{
	g_mutex_lock(&locks->mutex);
	g_hash_table_remove(locks->held, watch->directory);
	if (take_held != NULL && locks->watches != NULL &&
	    g_ptr_array_find((GPtrArray *)locks->watches, watch, NULL))
		g_hash_table_replace(locks->held, g_strdup(watch->directory),
				     g_steal_pointer(&take_held));
	g_mutex_unlock(&locks->mutex);
	g_clear_pointer(&take_held, held_free);
}

static gboolean
is_held(struct watch_locks *locks, const struct watch_settings *watch, int fd)
{
	struct held *held = copy_held(locks, watch->directory);
	gboolean same = is_same(held, fd);

	g_clear_pointer(&held, held_free);
	return same;
}

/* fd: the directory that is there now. */
static gboolean
hold(struct watch_locks *locks, const struct watch_settings *watch, int take_fd,
     GError **error)
{
	g_autoptr(GError) problem = NULL;

	if (is_held(locks, watch, take_fd)) {
		close(take_fd);
		return TRUE;
	}
	put(locks, watch, NULL);
	put(locks, watch, take(watch, take_fd, 0, IMR_ERROR_RETRY, &problem));
	if (problem == NULL)
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&problem));
	return FALSE;
}

gboolean
watch_locks_check(struct watch_locks *locks, const struct watch_settings *watch,
		  int parent, GError **error)
{
	int fd;

	if (!needs_lock(watch))
		return TRUE;
	fd = open_directory(watch);
	if (fd >= 0 && !hold(locks, watch, fd, error))
		return FALSE;
	return is_held(locks, watch, parent) || lock(parent, 0) ||
	       refuse_taken(watch, parent, IMR_ERROR_RETRY, error);
}
