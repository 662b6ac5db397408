/* options.c - the command line. */
#include "ctl/options.h"

#include <stdio.h>
#include <string.h>

#include "core/error.h"
#include "ctl/command.h"
#include "ctl/filter.h"
#include "ctl/session.h"

static const char summary[] =
	"Shows and steers what imr-ingest keeps: letters, their records, and\n"
	"where these were delivered. Works beside the running daemon and\n"
	"without it.";

static const char about_letters[] =
	"LETTER is its id's beginning (four digits or more), its case number, "
	"or\nthe name of the file that it came as.";

static const char closing[] =
	"`imrctl COMMAND --help` tells of one command, imrctl(1) of all.\n"
	"\n"
	"Exit status: 0 done; 1 not found, or something is wrong; 2 wrong use\n"
	"or settings; 3 something missing or not working here.";

static void
add_common(GOptionContext *context, struct session *session)
{
	const GOptionEntry entries[] = {
		{ "config", 'c', 0, G_OPTION_ARG_FILENAME,
		  &session->config_path,
		  "Read the settings from PATH (default: the daemon's)",
		  "PATH" },
		{ "directory", 'd', 0, G_OPTION_ARG_FILENAME,
		  &session->directory, "The spool (default: the settings')",
		  "SPOOL" },
		{ "json", 'j', 0, G_OPTION_ARG_NONE, &session->json,
		  "Answer in JSON, for programs", NULL },
		{ NULL },
	};

	g_option_context_add_main_entries(context, entries, NULL);
}

static char *
list_commands(void)
{
	GString *list = g_string_new("Commands:\n");

	for (guint i = 0; command_table[i] != NULL; i++)
		g_string_append_printf(list, "  %-12s %s\n",
				       command_table[i]->name,
				       command_table[i]->summary);
	g_string_append_printf(list, "\n%s", closing);
	return g_string_free(list, FALSE);
}

static gboolean
parse(GOptionContext *context, int *argc, char ***argv, GError **error)
{
	g_autoptr(GError) problem = NULL;

	if (g_option_context_parse(context, argc, argv, &problem))
		return TRUE;
	return error_set(error, IMR_ERROR_FATAL, "%s; see --help",
			 problem->message);
}

static gboolean
parse_common(struct session *session, int *argc, char ***argv,
	     gboolean *out_version, GError **error)
{
	const GOptionEntry entries[] = {
		{ "version", 0, 0, G_OPTION_ARG_NONE, out_version,
		  "Show the version", NULL },
		{ NULL },
	};
	g_autoptr(GOptionContext) context = g_option_context_new("COMMAND ...");
	g_autofree char *commands = list_commands();

	g_set_prgname("imrctl");
	g_option_context_set_strict_posix(context, TRUE);
	g_option_context_set_summary(context, summary);
	g_option_context_set_description(context, commands);
	g_option_context_add_main_entries(context, entries, NULL);
	add_common(context, session);
	return parse(context, argc, argv, error);
}

static gboolean
check_count(const struct session *session, const struct command *command,
	    GError **error)
{
	guint count = session_argument_count(session);

	if (count >= command->least && count <= command->most)
		return TRUE;
	if (command->most == 0)
		return error_set(error, IMR_ERROR_FATAL,
				 "%s takes no argument '%s'; see --help",
				 command->name, session->arguments[0]);
	return error_set(error, IMR_ERROR_FATAL, "%s wants %s; see --help",
			 command->name, command->arguments);
}

static char *
describe(const struct command *command)
{
	gboolean of_letters = command->arguments != NULL &&
			      strstr(command->arguments, "LETTER") != NULL;

	return g_strdup_printf("%s%s%s",
			       command->details ? command->details : "",
			       command->details && of_letters ? "\n\n" : "",
			       of_letters ? about_letters : "");
}

static gboolean
parse_command(struct session *session, const struct command *command, int argc,
	      char **argv, GError **error)
{
	const GOptionEntry rest[] = {
		{ G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY,
		  &session->arguments, NULL, NULL },
		{ NULL },
	};
	g_autoptr(GOptionContext) context =
		g_option_context_new(command->arguments);
	g_autofree char *name = g_strdup_printf("imrctl %s", command->name);
	g_autofree char *details = describe(command);

	g_set_prgname(name);
	g_option_context_set_summary(context, command->summary);
	g_option_context_set_description(context, details);
	if (command->options != NULL)
		g_option_context_add_main_entries(context, command->options,
						  NULL);
	if (command->filters)
		g_option_context_add_main_entries(context, filter_options,
						  NULL);
	add_common(context, session);
	g_option_context_add_main_entries(context, rest, NULL);
	if (!parse(context, &argc, &argv, error))
		return FALSE;
	/* As imr-ingest has it. */
	if (command->output != NULL && g_strcmp0(*command->output, "-") == 0)
		g_clear_pointer(command->output, g_free);
	return check_count(session, command, error) &&
	       (!command->filters ||
		filter_read(session->now, &session->filter, error)) &&
	       (command->check == NULL || command->check(session, error));
}

gboolean
options_parse(struct session *session, int argc, char **argv,
	      const struct command **out_command, GError **error)
{
	const struct command *command;
	gboolean version = FALSE;

	*out_command = NULL;
	if (!parse_common(session, &argc, &argv, &version, error))
		return FALSE;
	if (version) {
		puts("imrctl " IMR_VERSION);
		return TRUE;
	}
	if (argc < 2)
		return error_set(error, IMR_ERROR_FATAL,
				 "what is to be done? see --help");
	command = command_find(argv[1], error);
	if (command == NULL ||
	    !parse_command(session, command, argc - 1, argv + 1, error))
		return FALSE;
	*out_command = command;
	return TRUE;
}
