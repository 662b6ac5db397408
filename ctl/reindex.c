/* reindex.c - imrctl reindex: builds the search index again. */
#include "core/descriptor.h"
#include "core/error.h"
#include "ctl/action.h"
#include "ctl/command.h"
#include "ctl/session.h"
#include "spool/lock.h"
#include "spool/spool_change.h"
#include "view/search_index.h"

/* Without a daemon, this process writes the index. */
static gboolean
build(struct session *session, GError **error)
{
	g_auto(owned_fd) lock =
		spool_lock(session->directory, SPOOL_LOCK_UPDATE, error);
	g_autoptr(search_index) index = NULL;
	gboolean more = TRUE;

	if (lock < 0)
		return FALSE;
	index = search_index_open(session->directory, session->spool,
				  session->store, error);
	if (index == NULL)
		return FALSE;
	while (more)
		if (!search_index_work(index, &more, error))
			return FALSE;
	return TRUE;
}

static enum ctl_status
run(struct session *session, GError **error)
{
	gint64 pid;

	if (!session_daemon(session, &pid, error) ||
	    !spool_rename_index(session->spool, error) ||
	    (pid == 0 && !build(session, error)))
		return CTL_ENVIRONMENT;
	return action_report(
		session, json_pack("{s:b}", "done", pid == 0),
		pid == 0 ? "The search index was made again."
			 : "The service makes the search index again; imrctl "
			   "search says how far it is.",
		FALSE, error);
}

const struct command command_reindex = {
	.name = "reindex",
	.summary = "Makes the search index again, from the spool",
	.details = "With the service running that does it; until it has, "
		   "search and stats\nknow a part of the letters.",
	.run = run,
};
