/* inbox.c - from the watcher's thread to intake, the log and the spool. */
#include "daemon/inbox.h"

#include <syslog.h>

#include "daemon/clerk.h"
#include "daemon/config.h"
#include "daemon/intake.h"
#include "daemon/log.h"
#include "daemon/spool.h"
#include "daemon/watch.h"

/* With intake or on its way to it: enough to never let it wait. */
#define MOST_CANDIDATES 64

struct inbox {
	struct intake *intake;
	struct clerk *clerk;
	struct watcher *watcher; /* NULL: closed */
	GMutex handover;	 /* held until intake knows the watcher */
};

/* --- what the watcher reports, in its thread --- */

static void
file_has_settled(struct candidate *take_candidate, gpointer data)
{
	struct inbox *inbox = data;

	/* Its thread may be faster than inbox_open(): intake would drop what
	 * nobody can be told of, and it would never be offered again. */
	g_mutex_lock(&inbox->handover);
	g_mutex_unlock(&inbox->handover);
	intake_add(inbox->intake, take_candidate);
}

struct stray {
	struct clerk *clerk;
	char *watch, *path, *reason;
};

static void
note_stray_work(struct spool *spool, gpointer data)
{
	struct stray *stray = data;

	/* It is only shown, and reported anew at the next start. */
	spool_note_stray(spool, stray->watch, stray->path, stray->reason,
			 spool_now(), NULL);
	g_free(stray->watch);
	g_free(stray->path);
	g_free(stray->reason);
	g_free(stray);
}

static gboolean
note_stray(gpointer data)
{
	struct stray *stray = data;

	clerk_do(stray->clerk, note_stray_work, NULL, stray);
	return G_SOURCE_REMOVE;
}

static void
stray_was_seen(const struct watch_settings *watch, const char *path,
	       const char *reason, gpointer data)
{
	const struct inbox *inbox = data;
	struct stray *stray = g_new0(struct stray, 1);
	const struct log_event event = { .priority = LOG_WARNING,
					 .stage = "watch",
					 .watch = watch->name,
					 .path = path };

	if (reason != NULL)
		log_event(&event, "what lies in the inbox cannot be taken: %s",
			  reason);
	stray->clerk = inbox->clerk;
	stray->watch = g_strdup(watch->name);
	stray->path = g_strdup(path);
	stray->reason = g_strdup(reason);
	g_idle_add_full(G_PRIORITY_DEFAULT, note_stray, stray, NULL);
}

static void
watcher_notices(const struct watch_settings *watch, gboolean problem,
		const char *message, gpointer data G_GNUC_UNUSED)
{
	const struct log_event event = {
		.priority = problem ? LOG_WARNING : LOG_NOTICE,
		.stage = "watch",
		.watch = watch->name,
	};

	log_event(&event, "%s", message);
}

/* --- from outside --- */

struct inbox *
inbox_new(struct intake *intake, struct clerk *clerk)
{
	struct inbox *inbox = g_new0(struct inbox, 1);

	inbox->intake = intake;
	inbox->clerk = clerk;
	g_mutex_init(&inbox->handover);
	return inbox;
}

void
inbox_open(struct inbox *inbox, const struct config *config)
{
	static const struct watch_events events = {
		file_has_settled,
		stray_was_seen,
		watcher_notices,
	};

	g_mutex_lock(&inbox->handover);
	inbox->watcher =
		watcher_new(config->watches, MOST_CANDIDATES, &events, inbox);
	intake_set_watcher(inbox->intake, inbox->watcher, config);
	g_mutex_unlock(&inbox->handover);
}

void
inbox_close(struct inbox *inbox)
{
	/* First, so that nobody speaks to a watcher that is gone. */
	intake_set_watcher(inbox->intake, NULL, NULL);
	g_clear_pointer(&inbox->watcher, watcher_free);
}

void
inbox_free(struct inbox *inbox)
{
	inbox_close(inbox);
	g_mutex_clear(&inbox->handover);
	g_free(inbox);
}
