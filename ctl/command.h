/* command.h - imrctl's commands.
 *
 * A command is one constant struct command. Adding one: ctl/<name>.c, its
 * declaration and its line in command_table (command.c), its section in
 * docs/imrctl.1, its tests in tests/ctl/. */
#ifndef CTL_COMMAND_H
#define CTL_COMMAND_H

#include <glib.h>

struct session;

/* imrctl's exit status; of several, the highest counts. */
enum ctl_status {
	CTL_DONE = 0,
	CTL_WRONG = 1,	     /* not found, refused, or found wrong */
	CTL_USAGE = 2,	     /* the command line or a setting is wrong */
	CTL_ENVIRONMENT = 3, /* something is missing or fails here */
};

struct command {
	const char *name;
	const char *arguments; /* for --help: "LETTER"; NULL: takes none */
	const char *summary;   /* one line */
	const char *details;   /* further lines for --help, or NULL */

	const GOptionEntry *options; /* its own, or NULL */
	gboolean filters;	     /* also those of filter.h */
	gboolean reads;		     /* changes nothing in the spool */
	gboolean settings;	     /* needs valid settings */
	/* The option's value that names a file of the caller's to write
	 * (caller_file.h); NULL: there is no such option. *output NULL: it was
	 * not given. */
	char **output;
	const gboolean *force; /* NULL: never */
	guint least, most;     /* arguments; most 0: none */

	/* Checks that the option parser cannot do; may be NULL. A failure is
	 * wrong use. */
	gboolean (*check)(const struct session *session, GError **error);
	/* The spool is open. With *error set, main() prints it. */
	enum ctl_status (*run)(struct session *session, GError **error);
	/* Called instead if the spool cannot be opened; why says the reason.
	 * May be NULL. */
	enum ctl_status (*run_without_spool)(struct session *session,
					     const GError *why, GError **error);
};

extern const struct command *const command_table[]; /* NULL-terminated */

/* NULL, FATAL: unknown. */
const struct command *command_find(const char *name, GError **error);

/* The exit status for an error: CTL_WRONG for REJECT, which is about the
 * request; CTL_ENVIRONMENT for the others. */
enum ctl_status ctl_status_of(const GError *error);

#endif
