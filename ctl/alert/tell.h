/* tell.h - sends an alert to an address, through sendmail(1), or to a command,
 * on its standard input. */
#ifndef CTL_ALERT_TELL_H
#define CTL_ALERT_TELL_H

#include <glib.h>

struct message;

struct audience {
	const char *mail;    /* an address; NULL: use command */
	const char *command; /* for a shell; it gets $IMR_SUBJECT, $IMR_NEEDS */
};

/* FATAL for an address that could break out of its mail header. */
gboolean tell_check_address(const char *address, GError **error);
/* "mail ADDRESS", the key under which the spool keeps what was sent; the caller
 * frees it. */
char *tell_way(const struct audience *audience);
/* RETRY if it could not be sent. */
gboolean tell(const struct audience *audience, const struct message *message,
	      GError **error);

#endif
