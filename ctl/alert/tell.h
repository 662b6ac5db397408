/* tell.h - to whom an alert goes: an address, through sendmail(1), or a
 * command, on its standard input. */
#ifndef CTL_ALERT_TELL_H
#define CTL_ALERT_TELL_H

#include <glib.h>

struct message;

struct audience {
	const char *mail; /* an address; or NULL, and */
	const char
		*command; /* a shell's, which gets $IMR_SUBJECT, $IMR_NEEDS */
};

/* FATAL for an address that would not stay in its header. */
gboolean tell_check_address(const char *address, GError **error);
/* "mail ADDRESS", under which the spool keeps what was told; the caller frees
 * it. */
char *tell_way(const struct audience *audience);
/* RETRY where nobody took it. */
gboolean tell(const struct audience *audience, const struct message *message,
	      GError **error);

#endif
