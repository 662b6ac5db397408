/* message.h - what is told by mail or to a command: counts, ids, and the names
 * that the settings give to sources and sinks. No name of a file, no reason and
 * no word of a letter: mail is read by many. */
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

/* concerns: of struct concern, now; ended: of char *, what was told earlier and
 * is over. */
struct message *message_of_concerns(const GPtrArray *concerns,
				    const GPtrArray *ended);
/* The spool cannot even be opened. */
struct message *message_of_failure(const char *reason);
/* What has come since then: letters by their outcome, in doubt and in
 * quarantine, with their ids; and the concerns of now. */
struct message *message_of_report(struct session *session,
				  const GPtrArray *concerns, gint64 since,
				  GError **error);

DEFINE_AUTOPTR(message, message_free)

#endif
