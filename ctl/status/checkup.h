/* checkup.h - collects the service's state for status, alert and its report. */
#ifndef CTL_STATUS_CHECKUP_H
#define CTL_STATUS_CHECKUP_H

#include <glib.h>

#include "core/cleanup.h"
#include "view/health.h"

struct session;

struct checkup {
	struct health health; /* borrows from what follows */
	struct spool_summary *summary;
	struct spool_settings_read *settings;
	GPtrArray *concerns; /* of struct concern */
};

struct checkup *checkup_take(struct session *session, GError **error);
void checkup_free(struct checkup *checkup);

DEFINE_AUTOPTR(checkup, checkup_free)

#endif
