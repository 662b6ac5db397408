/* action.h - the final report of a command that changes something. */
#ifndef CTL_ACTION_H
#define CTL_ACTION_H

#include <glib.h>
#include <jansson.h>

#include "ctl/command.h"

struct session;

/* result, an object, gets "running": whether a daemon runs. With --json, prints
 * result; else text and, if something was queued and no daemon runs to do it, a
 * line that says so. */
enum ctl_status action_report(const struct session *session,
			      json_t *take_result, const char *text,
			      gboolean queued, GError **error);

/* Calls act for each letter that the command line names, up to the first
 * failure, and reports: "3 " and done. */
enum ctl_status action_each(struct session *session,
			    gboolean (*act)(struct session *session,
					    const char *id, GError **error),
			    const char *done, gboolean queued, GError **error);

#endif
