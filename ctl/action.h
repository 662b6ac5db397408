/* action.h - what a command that changes something says at its end. */
#ifndef CTL_ACTION_H
#define CTL_ACTION_H

#include <glib.h>
#include <jansson.h>

#include "ctl/command.h"

struct session;

/* result, an object, gets "running": whether a daemon is there. People read
 * text and, where something was queued and none is there to do it, that. */
enum ctl_status action_report(const struct session *session,
			      json_t *take_result, const char *text,
			      gboolean queued, GError **error);

/* Does it to each letter that the command line names, up to the first failure,
 * and reports: "3 " and what was done to them. */
enum ctl_status action_each(struct session *session,
			    gboolean (*act)(struct session *session,
					    const char *id, GError **error),
			    const char *done, gboolean queued, GError **error);

#endif
