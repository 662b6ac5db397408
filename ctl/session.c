/* session.c - settings, the files' owner, and the spool. */
#include "ctl/session.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/descriptor.h"
#include "core/error.h"
#include "settings/config.h"
#include "spool/lock.h"
#include "spool/store.h"

/* The daemon's transactions are short; a process that locks the file for longer
 * has a problem that the operator must know about. */
#define BUSY_SECONDS 10.0

struct session *
session_new(void)
{
	struct session *session = g_new0(struct session, 1);

	session->now = spool_now();
	return session;
}

void
session_free(struct session *session)
{
	g_clear_pointer(&session->spool, spool_close);
	g_clear_pointer(&session->store, store_free);
	g_clear_pointer(&session->config, config_free);
	g_strfreev(session->arguments);
	g_free(session->config_path);
	g_free(session->directory);
	g_free(session->settings_error);
	g_free(session->pipe_path);
	g_free(session);
}

guint
session_argument_count(const struct session *session)
{
	return session->arguments ? g_strv_length(session->arguments) : 0;
}

/* A file that was moved into place may have an older time of change. */
static gint64
find_change(const char *path)
{
	struct stat file;

	return path != NULL && stat(path, &file) == 0
		       ? file.st_ctim.tv_sec * G_GINT64_CONSTANT(1000) +
				 file.st_ctim.tv_nsec / 1000000
		       : 0;
}

static gboolean
do_without_settings(struct session *session, const char *path,
		    const GError *problem)
{
	g_autofree char *directory = path ? config_find_spool(path) : NULL;

	if (directory == NULL)
		return FALSE;
	session->settings_error = g_strdup(problem->message);
	config_free(session->config);
	session->config = config_new();
	if (session->directory == NULL)
		session->directory = g_steal_pointer(&directory);
	return TRUE;
}

gboolean
session_configure(struct session *session, GError **error)
{
	g_autofree char *path = session->config_path
					? g_strdup(session->config_path)
					: config_default_path();
	g_autoptr(GError) problem = NULL;

	session->config = config_new();
	session->settings_changed = find_change(path);
	if ((path != NULL &&
	     !config_read_file(session->config, path, &problem)) ||
	    !config_finish(session->config, &problem)) {
		if (do_without_settings(session, path, problem))
			return TRUE;
		g_propagate_error(error, g_steal_pointer(&problem));
		return FALSE;
	}
	if (session->directory == NULL)
		session->directory = g_strdup(session->config->spool.directory);
	/* This is not the spool of these settings. */
	else if (strcmp(session->directory, session->config->spool.directory) !=
		 0)
		session->settings_changed = 0;
	return TRUE;
}

static gboolean
become(uid_t user, gid_t group, GError **error)
{
	const struct passwd *entry = getpwuid(user);
	gboolean grouped = entry != NULL
				   ? initgroups(entry->pw_name, group) == 0
				   : setgroups(1, &group) == 0;

	if (grouped && setgid(group) == 0 && setuid(user) == 0)
		return TRUE;
	return error_set_errno(error, "become user %u, whose spool this is",
			       (guint)user);
}

gboolean
session_changes_user(const struct session *session)
{
	struct stat there;

	return geteuid() == 0 && stat(session->directory, &there) == 0 &&
	       there.st_uid != 0;
}

const char *
session_output(const struct session *session, const char *path)
{
	return session->pipe_path != NULL ? session->pipe_path : path;
}

static gboolean
become_owner(const char *directory, GError **error)
{
	struct stat there;

	if (stat(directory, &there) < 0 && errno == ENOENT)
		return error_set(error, IMR_ERROR_FATAL,
				 "there is no spool in '%s'; it is made when "
				 "imr-ingest first starts (systemctl start "
				 "imr-ingest), and --directory or --config "
				 "names another",
				 directory);
	if (stat(directory, &there) < 0)
		return error_set_errno(error, "look into '%s'", directory);
	if (geteuid() != 0 || there.st_uid == 0)
		return TRUE;
	return become(there.st_uid, there.st_gid, error);
}

static gboolean
may_use(const char *directory, const char *path, int how)
{
	return access(directory, how | X_OK) == 0 && access(path, how) == 0;
}

/* *out_to_read: this user may only read. */
static gboolean
find_spool(const char *directory, gboolean reads, gboolean *out_to_read,
	   GError **error)
{
	g_autofree char *path = g_build_filename(directory, SPOOL_FILE, NULL);

	*out_to_read = FALSE;
	if (may_use(directory, path, R_OK | W_OK))
		return TRUE;
	if (errno == EACCES && may_use(directory, path, R_OK)) {
		*out_to_read = TRUE;
		return reads ||
		       error_set(error, IMR_ERROR_FATAL,
				 "you may look into '%s' (list, search, stats, "
				 "show, original, export) and change nothing; "
				 "run imrctl as root or as its owner",
				 directory);
	}
	if (errno == ENOENT)
		return error_set(error, IMR_ERROR_FATAL,
				 "'%s' holds no spool; it is made when "
				 "imr-ingest first starts (systemctl start "
				 "imr-ingest)",
				 directory);
	if (errno == EACCES)
		return error_set(error, IMR_ERROR_FATAL,
				 "'%s' is another user's; run imrctl as root "
				 "or as that user, or join the group that may "
				 "look into it (imr-read)",
				 directory);
	return error_set_errno(error, "use '%s'", path);
}

/* If no daemon runs and the spool is an older version's, this is the first
 * program of the new version that opens it. */
static gboolean
update_spool(const char *directory, GError **error)
{
	g_auto(owned_fd) lock = spool_lock(directory, SPOOL_LOCK_UPDATE, NULL);

	return lock < 0 || spool_update(directory, BUSY_SECONDS, error);
}

static struct spool *
open_spool(const char *directory, GError **error)
{
	g_autoptr(GError) older = NULL;
	struct spool *spool =
		spool_open(directory, FALSE, BUSY_SECONDS, &older);

	if (spool != NULL)
		return spool;
	if (!g_error_matches(older, IMR_ERROR, IMR_ERROR_FATAL)) {
		g_propagate_error(error, g_steal_pointer(&older));
		return NULL;
	}
	return update_spool(directory, error)
		       ? spool_open(directory, FALSE, BUSY_SECONDS, error)
		       : NULL;
}

static void
open_to_read(struct session *session, GError **error)
{
	session->spool =
		spool_open_to_read(session->directory, BUSY_SECONDS, error);
	if (session->spool != NULL)
		session->store = store_open_to_read(session->directory, error);
}

static void
open_to_write(struct session *session, GError **error)
{
	session->spool = open_spool(session->directory, error);
	if (session->spool != NULL)
		session->store = store_open(session->directory, error);
}

gboolean
session_open(struct session *session, gboolean reads, GError **error)
{
	gboolean to_read;

	if (!become_owner(session->directory, error) ||
	    !find_spool(session->directory, reads, &to_read, error))
		return FALSE;
	if (to_read)
		open_to_read(session, error);
	else
		open_to_write(session, error);
	return session->store != NULL;
}

gboolean
session_daemon(const struct session *session, gint64 *out_pid, GError **error)
{
	pid_t pid;

	if (!spool_lock_holder(session->directory, &pid, error))
		return FALSE;
	*out_pid = pid;
	return TRUE;
}
