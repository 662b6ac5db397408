/* survey.c - a status sample every second, a summary every few. */
#include "daemon/survey.h"

#include "daemon/extraction.h"
#include "intake/inbox.h"
#include "monitor/log.h"
#include "monitor/metrics.h"
#include "monitor/notify.h"
#include "settings/config.h"
#include "spool/spool.h"
#include "spool/spool_thread.h"

#define SAMPLE_MS 1000
#define SAMPLES_PER_SUMMARY 5

struct status_sample;

struct survey {
	struct survey_plan plan;
	struct inbox *inbox;
	struct extraction *extraction;
	const struct config *config;
	guint timer;
	guint samples;
	gboolean file_failed; /* and was told */
	struct status_sample *under_way;
};

/* Outlives the survey where that is freed meanwhile. */
struct status_sample {
	struct survey *survey; /* NULL: it was */
	gboolean summarise;
	gboolean changed;
	struct spool_summary *summary;
};

static void
write_metrics_file(struct survey *survey)
{
	const char *path = survey->config->service.metrics_file;
	g_autoptr(GError) error = NULL;

	if (path == NULL)
		return;
	if (metrics_write_file(survey->plan.metrics, path, &error))
		survey->file_failed = FALSE;
	else if (!survey->file_failed) {
		survey->file_failed = TRUE;
		log_warning("service", "the metrics file is not written: %s",
			    error->message);
	}
}

static void
tell_status(const struct survey *survey, const struct spool_summary *summary)
{
	g_autofree char *inbox = inbox_trouble(survey->inbox);
	const char *trouble = extraction_trouble(survey->extraction);
	const guint64 *letters = summary->letters;

	for (guint i = 0; i < summary->sinks->len && trouble == NULL; i++) {
		const struct spool_sink *sink = summary->sinks->pdata[i];

		if (sink->state == SINK_WAITING || sink->state == SINK_HALTED)
			trouble = sink->reason;
	}
	if (inbox != NULL)
		trouble = inbox;
	notify_status("%" G_GUINT64_FORMAT " waiting, %" G_GUINT64_FORMAT
		      " being read, %" G_GUINT64_FORMAT
		      " being delivered, %" G_GUINT64_FORMAT
		      " delivered, %" G_GUINT64_FORMAT " in quarantine%s%s",
		      letters[LETTER_RECEIVED], letters[LETTER_EXTRACTING],
		      letters[LETTER_EXTRACTED], letters[LETTER_DELIVERED],
		      letters[LETTER_REJECTED] + letters[LETTER_FAILED],
		      trouble ? "; " : "", trouble ? trouble : "");
}

static void
sample_work(struct spool *spool, gpointer data)
{
	struct status_sample *sample = data;

	sample->changed = spool_has_changed(spool);
	if (sample->summarise)
		sample->summary = spool_summarise(spool, spool_now(), NULL);
}

static void
sample_done(gpointer data)
{
	struct status_sample *sample = data;
	struct survey *survey = sample->survey;

	if (survey != NULL)
		survey->under_way = NULL;
	if (survey != NULL && sample->changed)
		survey->plan.changed(survey->plan.data);
	if (survey != NULL && sample->summary != NULL) {
		metrics_set_summary(survey->plan.metrics, sample->summary,
				    spool_now());
		tell_status(survey, sample->summary);
		write_metrics_file(survey);
	}
	g_clear_pointer(&sample->summary, spool_summary_free);
	g_free(sample);
}

static gboolean
look(gpointer data)
{
	struct survey *survey = data;

	/* The spool's thread is busy: it will say enough when it is not. */
	if (survey->under_way != NULL)
		return G_SOURCE_CONTINUE;
	survey->under_way = g_new0(struct status_sample, 1);
	survey->under_way->survey = survey;
	survey->under_way->summarise =
		survey->samples++ % SAMPLES_PER_SUMMARY == 0;
	spool_thread_do(survey->plan.spool_thread, sample_work, sample_done,
			survey->under_way);
	return G_SOURCE_CONTINUE;
}

struct survey *
survey_new(const struct survey_plan *plan, struct inbox *inbox,
	   struct extraction *extraction)
{
	struct survey *survey = g_new0(struct survey, 1);

	survey->plan = *plan;
	survey->inbox = inbox;
	survey->extraction = extraction;
	survey->timer = g_timeout_add(SAMPLE_MS, look, survey);
	return survey;
}

void
survey_set_config(struct survey *survey, const struct config *config)
{
	survey->config = config;
}

void
survey_free(struct survey *survey)
{
	g_source_remove(survey->timer);
	if (survey->under_way != NULL)
		survey->under_way->survey = NULL;
	g_free(survey);
}
