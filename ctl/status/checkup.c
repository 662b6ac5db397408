/* checkup.c - examines the spool, its disk and its daemon. */
#include "ctl/status/checkup.h"

#include "ctl/session.h"
#include "settings/config.h"
#include "spool/spool.h"
#include "spool/spool_situation.h"
#include "spool/store.h"

void
checkup_free(struct checkup *checkup)
{
	g_clear_pointer(&checkup->summary, spool_summary_free);
	g_clear_pointer(&checkup->settings, spool_settings_read_free);
	g_clear_pointer(&checkup->concerns, g_ptr_array_unref);
	g_free(checkup);
}

struct checkup *
checkup_take(struct session *session, GError **error)
{
	g_autoptr(checkup) checkup = g_new0(struct checkup, 1);
	struct health *health = &checkup->health;

	checkup->summary = spool_summarise(session->spool, session->now, error);
	if (checkup->summary == NULL)
		return NULL;
	checkup->settings = spool_read_settings_read(session->spool, error);
	if (checkup->settings == NULL ||
	    !session_daemon(session, &health->pid, error) ||
	    !store_free_bytes(session->store, &health->free_bytes, error) ||
	    !store_free_files(session->store, &health->free_files, error))
		return NULL;
	health->summary = checkup->summary;
	health->settings = checkup->settings;
	health->settings_changed = session->settings_changed;
	health->settings_error = session->settings_error;
	health->now = session->now;
	health->min_free = (guint64)session->config->spool.min_free;
	checkup->concerns = health_concerns(health);
	return g_steal_pointer(&checkup);
}
