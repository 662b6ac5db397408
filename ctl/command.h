/* command.h - what imrctl can be asked to do.
 *
 * A command is one constant struct command. Adding one: ctl/<name>.c, its
 * declaration and its line in command_table (command.c), its section in
 * docs/imrctl.1, its tests in tests/ctl/. */
#ifndef CTL_COMMAND_H
#define CTL_COMMAND_H

#include <glib.h>

struct session;

/* What imrctl's exit says; a worse one outranks a better one. */
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
	gboolean filters;	     /* and those of filter.h */
	gboolean reads;		     /* changes nothing in the spool */
	gboolean settings;	     /* works only by settings that are right */
	/* Where a file of the caller's is asked for (caller_file.h); NULL: no
	 * option does. *output NULL: none is. */
	char **output;
	const gboolean *force; /* NULL: never */
	guint least, most;     /* arguments; most 0: none */

	/* What the parser of options cannot tell; may be NULL. A failure is
	 * wrong use. */
	gboolean (*check)(const struct session *session, GError **error);
	/* The spool is open. With *error set, main() prints it. */
	enum ctl_status (*run)(struct session *session, GError **error);
	/* Instead, where the spool cannot be opened, and why; may be NULL. */
	enum ctl_status (*run_without_spool)(struct session *session,
					     const GError *why, GError **error);
};

extern const struct command *const command_table[]; /* NULL-terminated */

/* NULL, FATAL: unknown. */
const struct command *command_find(const char *name, GError **error);

/* Whose turn an error says it is: REJECT is about what was asked for, the
 * others about this place. */
enum ctl_status ctl_status_of(const GError *error);

#endif
