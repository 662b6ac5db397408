/* inbox.h - the watched directories of the settings, joined to intake: what
 * settles is taken, what cannot be taken is noted in the spool. Main loop
 * only. */
#ifndef DAEMON_INBOX_H
#define DAEMON_INBOX_H

#include <glib.h>

#include "core/cleanup.h"

struct clerk;
struct config;
struct inbox;
struct intake;

/* Both are borrowed. Nothing is watched yet. */
struct inbox *inbox_new(struct intake *intake, struct clerk *clerk);
/* Watches the config's directories; config lives until intake_free(). */
void inbox_open(struct inbox *inbox, const struct config *config);
/* Watches nothing; what intake has at hand is finished, the rest stays. */
void inbox_close(struct inbox *inbox);
void inbox_free(struct inbox *inbox);

DEFINE_AUTOPTR(inbox, inbox_free)

#endif
