/* tell.c - passes a message to a program. */
#include "ctl/alert/tell.h"

#include <gio/gio.h>
#include <signal.h>
#include <string.h>

#include "core/error.h"
#include "ctl/alert/message.h"

/* Where sendmail is if $PATH, like a user's, does not contain it. */
#define SENDMAIL "/usr/sbin/sendmail"

/* Several, separated by commas, are an address too. */
gboolean
tell_check_address(const char *address, GError **error)
{
	gboolean good = *address != '\0' && *address != '-';

	for (const char *at = address; *at != '\0'; at++)
		good &= g_ascii_isprint(*at) != FALSE;
	return good || error_set(error, IMR_ERROR_FATAL,
				 "'%s' is no address for mail", address);
}

char *
tell_way(const struct audience *audience)
{
	return audience->mail != NULL
		       ? g_strdup_printf("mail %s", audience->mail)
		       : g_strdup_printf("command %s", audience->command);
}

/* For sendmail -t, which takes the address from the header. */
static char *
write_mail(const char *address, const struct message *message)
{
	return g_strdup_printf("To: %s\nSubject: %s\n"
			       "Auto-Submitted: auto-generated\n"
			       "MIME-Version: 1.0\n"
			       "Content-Type: text/plain; charset=UTF-8\n"
			       "Content-Transfer-Encoding: 8bit\n\n%s",
			       address, message->subject, message->body);
}

static gboolean
run(const char *const *argv, const struct message *message, const char *input,
    GError **error)
{
	g_autoptr(GSubprocessLauncher) launcher =
		g_subprocess_launcher_new(G_SUBPROCESS_FLAGS_STDIN_PIPE);
	g_autofree char *needs = g_strdup_printf("%u", message->needs);
	g_autoptr(GSubprocess) program = NULL;
	g_autoptr(GError) problem = NULL;

	g_subprocess_launcher_setenv(launcher, "IMR_SUBJECT", message->subject,
				     TRUE);
	g_subprocess_launcher_setenv(launcher, "IMR_NEEDS", needs, TRUE);
	/* A command that does not read its input is not an error. */
	signal(SIGPIPE, SIG_IGN);
	program = g_subprocess_launcher_spawnv(launcher, argv, &problem);
	if (program != NULL)
		(void)g_subprocess_communicate_utf8(program, input, NULL, NULL,
						    NULL, NULL);
	if (program != NULL && g_subprocess_wait_check(program, NULL, &problem))
		return TRUE;
	return error_set(error, IMR_ERROR_RETRY, "%s: %s", argv[0],
			 problem->message);
}

gboolean
tell(const struct audience *audience, const struct message *message,
     GError **error)
{
	g_autofree char *sendmail = g_find_program_in_path("sendmail");
	const char *const mailer[] = { sendmail ? sendmail : SENDMAIL, "-i",
				       "-t", NULL };
	const char *const shell[] = { "/bin/sh", "-c", audience->command,
				      NULL };
	g_autofree char *mail = NULL;

	if (audience->mail == NULL)
		return run(shell, message, message->body, error);
	mail = write_mail(audience->mail, message);
	return run(mailer, message, mail, error);
}
