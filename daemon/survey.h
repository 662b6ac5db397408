/* survey.h - the daemon's look at its own spool, every few seconds: for the
 * metrics, for systemd's status line, and for what imrctl changed; and what the
 * spool is told of the daemon (spool/spool_situation.h). Main loop only; the
 * spool's thread does the looking. */
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
	/* Somebody changed the spool. */
	void (*changed)(gpointer data);
	gpointer data;
};

struct survey *survey_new(const struct survey_plan *plan, struct inbox *inbox);
/* Where the metrics file is. */
void survey_set_config(struct survey *survey, const struct config *config);
void survey_free(struct survey *survey);

DEFINE_AUTOPTR(survey, survey_free)

#endif
