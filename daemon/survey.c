/* survey.c - a status sample every second, a summary every few. */
#include "daemon/survey.h"

#include "intake/inbox.h"
#include "monitor/log.h"
#include "monitor/metrics.h"
#include "monitor/notify.h"
#include "monitor/troubles.h"
#include "settings/config.h"
#include "spool/spool.h"
#include "spool/spool_situation.h"
#include "spool/spool_thread.h"

#define SAMPLE_MS 1000
#define SAMPLES_PER_SUMMARY 5
#define NOTE_AGAIN_US (60 * G_TIME_SPAN_SECOND)

struct status_sample;

struct survey {
	struct survey_plan plan;
	struct inbox *inbox;
	const struct config *config;
	guint timer;
	guint samples;
	gboolean file_failed; /* and was told */
	GPtrArray *sources;   /* as last noted in the spool; NULL: not yet */
	gint64 noted;	      /* monotonic: when they were */
	struct status_sample *under_way;
};

/* Outlives the survey if that is freed meanwhile. */
struct status_sample {
	struct survey *survey; /* NULL: it was */
	gboolean summarise;
	gboolean changed;
	gboolean unnoted; /* the spool did not store what follows */
	GPtrArray *troubles, *sources; /* NULL: no news */
	struct spool_summary *summary;
};

static void
write_metrics_file(struct survey *survey)
{
	const char *path = survey->config->service.metrics_file;
	g_autoptr(GError) error = NULL;

	if (path == NULL)
		return;
	if (metrics_write_file(survey->plan.metrics, path, &error)) {
		survey->file_failed = FALSE;
		troubles_end(survey->plan.troubles, TROUBLE_METRICS,
			     "metrics_file");
		return;
	}
	troubles_set(survey->plan.troubles, TROUBLE_METRICS, "metrics_file",
		     error->message);
	if (!survey->file_failed) {
		survey->file_failed = TRUE;
		log_warning("service", "the metrics file is not written: %s",
			    error->message);
	}
}

static void
tell_metrics(const struct survey *survey, const struct spool_summary *summary)
{
	g_autoptr(GPtrArray) troubles = troubles_now(survey->plan.troubles);

	spool_add_troubles(troubles, summary);
	metrics_set_summary(survey->plan.metrics, summary, spool_now());
	metrics_set_troubles(survey->plan.metrics, troubles);
}

static void
tell_status(const struct survey *survey, const struct spool_summary *summary)
{
	g_autofree char *inbox = inbox_trouble(survey->inbox);
	g_autofree char *own = troubles_describe(survey->plan.troubles);
	const char *trouble = own;
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

	if (sample->troubles != NULL || sample->sources != NULL)
		sample->unnoted = !spool_note_situation(spool, sample->troubles,
							sample->sources,
							spool_now(), NULL);
	sample->changed = spool_has_changed(spool);
	if (sample->summarise)
		sample->summary = spool_summarise(spool, spool_now(), NULL);
}

static void
sample_free(struct status_sample *sample)
{
	g_clear_pointer(&sample->troubles, g_ptr_array_unref);
	g_clear_pointer(&sample->sources, g_ptr_array_unref);
	g_clear_pointer(&sample->summary, spool_summary_free);
	g_free(sample);
}

/* If the disk was full, this is noted again when there is room. */
static void
keep_noted(struct survey *survey, struct status_sample *sample)
{
	survey->under_way = NULL;
	if (sample->unnoted && sample->troubles != NULL)
		troubles_untold(survey->plan.troubles);
	if (sample->unnoted || sample->sources == NULL)
		return;
	g_clear_pointer(&survey->sources, g_ptr_array_unref);
	survey->sources = g_steal_pointer(&sample->sources);
	survey->noted = g_get_monotonic_time();
}

static void
sample_done(gpointer data)
{
	struct status_sample *sample = data;
	struct survey *survey = sample->survey;

	if (survey != NULL)
		keep_noted(survey, sample);
	if (survey != NULL && sample->changed)
		survey->plan.changed(survey->plan.data);
	if (survey != NULL && sample->summary != NULL) {
		tell_metrics(survey, sample->summary);
		tell_status(survey, sample->summary);
		write_metrics_file(survey);
	}
	sample_free(sample);
}

/* The time of a source's last scan alone is not news; but once a minute
 * everything is noted, or imrctl would think that the daemon no longer can. */
static gboolean
is_news(const struct survey *survey, const GPtrArray *sources)
{
	if (survey->sources == NULL || survey->sources->len != sources->len ||
	    g_get_monotonic_time() - survey->noted > NOTE_AGAIN_US)
		return TRUE;
	for (guint i = 0; i < sources->len; i++)
		if (!spool_source_is_like(survey->sources->pdata[i],
					  sources->pdata[i]))
			return TRUE;
	return FALSE;
}

static gboolean
all_have_looked(const GPtrArray *sources)
{
	for (guint i = 0; sources != NULL && i < sources->len; i++)
		if (((struct spool_source *)sources->pdata[i])->reported == 0)
			return FALSE;
	return sources != NULL;
}

/* Asking them wakes their threads, so only every few seconds, except the first
 * time. */
static GPtrArray *
news_of_sources(const struct survey *survey, gboolean summarise)
{
	g_autoptr(GPtrArray) sources = NULL;

	if (!summarise && all_have_looked(survey->sources))
		return NULL;
	sources = inbox_sources(survey->inbox);
	return is_news(survey, sources) ? g_steal_pointer(&sources) : NULL;
}

static gboolean
look(gpointer data)
{
	struct survey *survey = data;
	struct status_sample *sample;

	/* The spool's thread is busy: do not add to its queue. */
	if (survey->under_way != NULL)
		return G_SOURCE_CONTINUE;
	sample = g_new0(struct status_sample, 1);
	sample->survey = survey;
	sample->summarise = survey->samples++ % SAMPLES_PER_SUMMARY == 0;
	sample->troubles =
		troubles_news(survey->plan.troubles, sample->summarise);
	sample->sources = news_of_sources(survey, sample->summarise);
	survey->under_way = sample;
	spool_thread_do(survey->plan.spool_thread, sample_work, sample_done,
			sample);
	return G_SOURCE_CONTINUE;
}

struct survey *
survey_new(const struct survey_plan *plan, struct inbox *inbox)
{
	struct survey *survey = g_new0(struct survey, 1);

	survey->plan = *plan;
	survey->inbox = inbox;
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
	g_clear_pointer(&survey->sources, g_ptr_array_unref);
	g_free(survey);
}
