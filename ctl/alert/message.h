/* message.h - the text of alerts and reports: counts, ids, and the names that
 * the settings give to sources and sinks. It never contains file names, reasons
 * or words of a letter, because mail is read by many. */
#ifndef CTL_ALERT_MESSAGE_H
#define CTL_ALERT_MESSAGE_H

#include <glib.h>

#include "core/cleanup.h"

struct session;

struct message {
	char *subject; /* one line of ASCII */
	char *body;    /* UTF-8 */
	guint needs;   /* how many things need a person */
};
void message_free(struct message *message);

/* concerns: of struct concern, the present ones; ended: of char *, those that
 * were reported earlier and are over. */
struct message *message_of_concerns(const GPtrArray *concerns,
				    const GPtrArray *ended);
/* The spool cannot even be opened. */
struct message *message_of_failure(const char *reason);
/* What has come since that time: letters by their outcome, in doubt and in
 * quarantine, with their ids; and the present concerns. */
struct message *message_of_report(struct session *session,
				  const GPtrArray *concerns, gint64 since,
				  GError **error);

DEFINE_AUTOPTR(message, message_free)

#endif
