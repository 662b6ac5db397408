/* options.h - the command line, by GOption: the options of every command, then
 * the command, then its own. Those of every command may stand after it too. */
#ifndef CTL_OPTIONS_H
#define CTL_OPTIONS_H

#include <glib.h>

struct command;
struct session;

/* Fills in the session. *out_command NULL: the version was asked for, and has
 * been printed. --help prints and ends the program by itself, as GOption
 * does. */
gboolean options_parse(struct session *session, int argc, char **argv,
		       const struct command **out_command, GError **error);

#endif
