/* survey.h - reads the spool's state every few seconds, for the metrics, for
 * systemd's status line, and to notice imrctl's changes; and notes the daemon's
 * own state in the spool (spool/spool_situation.h). Main loop only; the spool's
 * thread does the reading. */
#ifndef DAEMON_SURVEY_H
#define DAEMON_SURVEY_H

#include <glib.h>

#include "core/cleanup.h"

struct spool_thread;
struct config;
struct inbox;
struct metrics;
struct troubles;
struct survey;

struct survey_plan {
	struct spool_thread *spool_thread;
	struct metrics *metrics;
	struct troubles *troubles;
	/* Called when another process changed the spool. */
	void (*changed)(gpointer data);
	gpointer data;
};

struct survey *survey_new(const struct survey_plan *plan, struct inbox *inbox);
/* Sets the metrics file's path. */
void survey_set_config(struct survey *survey, const struct config *config);
void survey_free(struct survey *survey);

DEFINE_AUTOPTR(survey, survey_free)

#endif
