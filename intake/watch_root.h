/* watch_root.h - a watched directory: its watching thread, its intake thread,
 * and the state of both. Main loop only, except where noted. */
#ifndef INTAKE_WATCH_ROOT_H
#define INTAKE_WATCH_ROOT_H

#include <glib.h>

#include "core/cleanup.h"
#include "core/hang.h"

struct config;
struct metrics;
struct watch_root;
struct spool_source;
struct store;
struct troubles;
struct watch_locks;
struct watch_settings;

/* All is borrowed and must outlive the root. */
struct watch_root_plan {
	const struct watch_settings *watch;
	const struct config *config;
	struct store *store;
	struct watch_locks *locks;
	struct metrics *metrics;
	struct troubles *troubles;
	/* From the source's threads, as in source.h; not once it is stopped. */
	void (*stray)(const char *source, const char *place, const char *reason,
		      gpointer data);
	/* From any thread, as in intake.h. */
	void (*changed)(gpointer data);
	gpointer data;
};

/* RETRY, where there can be no further thread. */
struct watch_root *watch_root_new(const struct watch_root_plan *plan,
				  GError **error);
const struct watch_settings *watch_root_watch(const struct watch_root *root);
/* Whether, and since when (monotonic), a thread has waited there for longer
 * than answer_seconds. */
gboolean watch_root_hangs(const struct watch_root *root, enum hang_place place,
			  gint64 *out_since);
/* Why the directory cannot be read, and since when (monotonic), or NULL; the
 * caller frees it. */
char *watch_root_gone(struct watch_root *root, gint64 *out_since);
gboolean watch_root_is_paused(const struct watch_root *root);
/* Call it regularly: this is how the end of a trouble is noticed. */
void watch_root_end_trouble(const struct watch_root *root);
/* What waits there, as the source last reported it; the caller frees it. Asks
 * for a new report. */
struct spool_source *watch_root_report(const struct watch_root *root);
/* Returns at once; the present document is finished. */
void watch_root_stop(struct watch_root *root);
gboolean watch_root_has_stopped(const struct watch_root *root);
/* Stops it, and waits for that. */
void watch_root_free(struct watch_root *root);

DEFINE_AUTOPTR(watch_root, watch_root_free)

#endif
