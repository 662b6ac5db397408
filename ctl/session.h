/* session.h - one run of imrctl: its command line, and the spool it works on.
 *
 * Run as root, it becomes the owner of the spool's directory: files that it
 * makes there belong to that user, so the daemon can always read and replace
 * them. Files elsewhere are written as the caller (caller_file.h). */
#ifndef CTL_SESSION_H
#define CTL_SESSION_H

#include <glib.h>

#include "core/cleanup.h"
#include "spool/spool.h"

struct config;
struct store;

struct session {
	/* The command line. */
	char *config_path; /* NULL: config_default_path() */
	char *directory;   /* NULL: the settings' */
	gboolean json;
	char **arguments;	     /* NULL: none */
	struct letter_filter filter; /* of commands that take filters */

	/* After session_configure(), session_open(). */
	struct config *config;
	gint64 settings_changed; /* their file, last; 0: not known */
	char *settings_error;	 /* why they cannot be used and are replaced by
				  * defaults; NULL: they can be used */
	struct spool *spool;
	struct store *store;
	gint64 now;

	char *pipe_path; /* of caller_file.h's pipe; NULL: none */
};

struct session *session_new(void);
void session_free(struct session *session);

guint session_argument_count(const struct session *session);

/* Reads the settings and sets directory. If the settings are wrong, sets
 * settings_error and uses defaults, with the spool that the file names; FALSE
 * only if that cannot be found out either. */
gboolean session_configure(struct session *session, GError **error);
/* Whether session_open() becomes another user. */
gboolean session_changes_user(const struct session *session);
/* The path to write to for a file that the caller wants at path. */
const char *session_output(const struct session *session, const char *path);
/* Becomes the owner, then opens spool and store, which must exist. They are
 * opened only for reading if the command only reads and this user may not
 * write, as with staff in the group that the spool is shared with. */
gboolean session_open(struct session *session, gboolean reads, GError **error);

/* The daemon's process id. 0: no daemon runs; -1: it runs, but its id means
 * nothing here (a container). */
gboolean session_daemon(const struct session *session, gint64 *out_pid,
			GError **error);

DEFINE_AUTOPTR(session, session_free)

#endif
