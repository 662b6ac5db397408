/* session.h - one run of imrctl: what it was asked, and the spool it works on.
 *
 * Run as root, it acts as the owner of the spool's directory: nothing that it
 * makes there is root's, so the daemon can always read and replace it. Files
 * elsewhere are the caller's (caller_file.h). */
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
	char *settings_error;	 /* why they cannot be used, and defaults are in
				  * their place; NULL: they can */
	struct spool *spool;
	struct store *store;
	gint64 now;

	char *pipe_path; /* of caller_file.h's pipe; NULL: none */
};

struct session *session_new(void);
void session_free(struct session *session);

guint session_argument_count(const struct session *session);

/* Reads the settings; from here on directory is known. Where they are wrong,
 * settings_error says so, defaults stand in their place, and the spool is the
 * one that the file names; FALSE only where not even that can be told. */
gboolean session_configure(struct session *session, GError **error);
/* Whether session_open() becomes another user. */
gboolean session_changes_user(const struct session *session);
/* Where to write what the caller wants at path. */
const char *session_output(const struct session *session, const char *path);
/* Becomes the owner, then opens spool and store, which must be there. For
 * reading alone where the command only reads and this user may not write: staff
 * in the group that the spool is shared with. */
gboolean session_open(struct session *session, gboolean reads, GError **error);

/* The daemon's process, 0: none runs, -1: it runs where its number says
 * nothing. */
gboolean session_daemon(const struct session *session, gint64 *out_pid,
			GError **error);

DEFINE_AUTOPTR(session, session_free)

#endif
