/* extraction.c - takes due letters, keeps workers busy, and has each outcome
 * stored.
 *
 * A job is one letter under way. The spool's thread makes it when it takes
 * letters from the spool; a letter_job processes it in the main loop; then the
 * spool's thread stores its outcome (extraction_job.c). */
#include "daemon/extraction.h"

#include <string.h>

#include "core/document.h"
#include "core/error.h"
#include "daemon/extraction_job.h"
#include "extract/inputs.h"
#include "extract/letter_job.h"
#include "extract/pool.h"
#include "monitor/log.h"
#include "monitor/metrics.h"
#include "monitor/troubles.h"
#include "settings/config.h"
#include "spool/spool.h"
#include "spool/spool_thread.h"
#include "spool/spool_trouble.h"
#include "spool/store.h"

/* Enough that workers do not wait for the spool's thread. */
#define JOBS_PER_WORKER 4u
#define JOBS_MORE 4u
/* Up to so many letters that once ran out of time are not counted in that. */
#define MOST_SLOW 100u

#define RESTART_SECONDS 10 /* before workers that did not start are tried */
#define STUCK_SECONDS 2	   /* before a result is stored again */
#define LONGEST_SLEEP_MS 60000

struct extraction {
	struct extraction_plan plan;
	struct pool *pool; /* NULL: between two */
	guint workers;
	gint64 memory;	       /* of its workers, */
	double letter_seconds; /* and their time */
	char *lexicon;	       /* and the hash of the lexicon they have read */

	GPtrArray *jobs; /* of struct extraction_job: with a worker */
	GQueue *alone; /* of struct extraction_job: wait until jobs is empty */
	struct extraction_job *solitary; /* in jobs, and to stay alone there; or
					  * with the spool's thread first */
	gboolean others_first; /* before the next that is to be alone */
	GHashTable *put_off;   /* letters' ids: struct extraction_job.put_off */
	GPtrArray
		*closing; /* with the spool's thread, or waiting for the disk */
	gboolean stuck;	  /* the disk did not take a result */

	gboolean taking; /* the spool's thread looks for more */
	gboolean wanted; /* and must look again */
	gboolean stopping;
	guint timer; /* until the next is due */
	guint restart;
	char *trouble;
};

static void take_more(struct extraction *extraction);

/* --- workers --- */

static void
pool_is_ready(const char *versions G_GNUC_UNUSED, const char *missing,
	      gpointer data)
{
	struct extraction *extraction = data;

	if (extraction->trouble != NULL)
		log_notice("extract", "workers start again");
	g_clear_pointer(&extraction->trouble, g_free);
	troubles_end(extraction->plan.troubles, TROUBLE_WORKERS, "");
	if (missing != NULL)
		log_notice("extract",
			   "this kernel lacks some of the workers' sandbox; "
			   "they run in the rest of it");
}

static void
pool_lost_one(gpointer data)
{
	struct extraction *extraction = data;

	metrics_count_worker_restart(extraction->plan.metrics);
}

static void pool_has_failed(const GError *error, gpointer data);

static void
open_pool(struct extraction *extraction)
{
	const struct config *config = extraction->plan.config;
	const struct pool_events events = { pool_is_ready, pool_has_failed,
					    pool_lost_one };
	const struct worker_program program = { extraction->plan.worker_program,
						config->extract.memory,
						config->extract.letter_seconds,
						NULL };

	extraction->workers = config_worker_count(config);
	extraction->memory = config->extract.memory;
	extraction->letter_seconds = config->extract.letter_seconds;
	g_free(extraction->lexicon);
	extraction->lexicon = g_strdup(config->lexicon);
	extraction->pool =
		pool_new(&program, extraction->workers, &events, extraction);
}

/* Ends the workers; their letters are given back to the spool. */
static void
close_pool(struct extraction *extraction)
{
	/* First, because its threads still use the letters' descriptors. */
	g_clear_pointer(&extraction->pool, pool_free);
	while (extraction->jobs->len > 0)
		extraction_job_give_back(
			g_ptr_array_steal_index(extraction->jobs, 0),
			extraction->plan.spool_thread);
	while (extraction->alone->length > 0)
		extraction_job_give_back(g_queue_pop_head(extraction->alone),
					 extraction->plan.spool_thread);
	extraction->solitary = NULL;
}

static gboolean
restart_pool(gpointer data)
{
	struct extraction *extraction = data;

	extraction->restart = 0;
	extraction_wake(extraction);
	return G_SOURCE_REMOVE;
}

static gboolean
replace_pool(gpointer data)
{
	struct extraction *extraction = data;

	close_pool(extraction);
	extraction->restart = g_timeout_add_seconds(RESTART_SECONDS,
						    restart_pool, extraction);
	return G_SOURCE_REMOVE;
}

/* Called from inside the pool, which cannot be freed here. */
static void
pool_has_failed(const GError *error, gpointer data)
{
	struct extraction *extraction = data;

	/* Before its hello a worker has not seen a letter, so this message is
	 * ours, or its libraries' about their own data. Logged once, not at
	 * each try. */
	if (g_strcmp0(extraction->trouble, error->message) != 0)
		log_error("extract", "workers cannot be started: %s",
			  error->message);
	g_free(extraction->trouble);
	extraction->trouble = g_strdup(error->message);
	troubles_set(extraction->plan.troubles, TROUBLE_WORKERS, "",
		     error->message);
	extraction->restart = g_idle_add(replace_pool, extraction);
}

/* New settings may need other workers; busy ones finish first. */
static gboolean
pool_is_outdated(const struct extraction *extraction)
{
	const struct config *config = extraction->plan.config;

	return extraction->pool != NULL &&
	       (config_worker_count(config) != extraction->workers ||
		config->extract.memory != extraction->memory ||
		g_strcmp0(config->lexicon, extraction->lexicon) != 0 ||
		config->extract.letter_seconds > extraction->letter_seconds);
}

/* --- the end of a letter --- */

static void start_closing(struct extraction_job *letter);

static gboolean
store_again(gpointer data)
{
	start_closing(data);
	return G_SOURCE_REMOVE;
}

static void
count_put_off(struct extraction *extraction,
	      const struct extraction_job *letter)
{
	const char *id = letter->row->id;

	if (extraction_job_was_put_off(letter))
		g_hash_table_insert(extraction->put_off, g_strdup(id),
				    GUINT_TO_POINTER(letter->put_off + 1));
	else
		g_hash_table_remove(extraction->put_off, id);
}

static void
letter_is_closed(struct extraction_job *letter)
{
	struct extraction *extraction = letter->owner;

	if (letter->close_error != NULL) {
		if (!extraction->stuck)
			log_error("extract",
				  "the spool does not take a result, and no "
				  "letter is begun until it does: %s",
				  letter->close_error->message);
		extraction->stuck = TRUE;
		troubles_set(extraction->plan.troubles, TROUBLE_RESULTS, "",
			     letter->close_error->message);
		g_clear_error(&letter->close_error);
		if (!extraction->stopping) {
			g_timeout_add_seconds(STUCK_SECONDS, store_again,
					      letter);
			return;
		}
		/* Its row still says that it is being extracted: the next start
		 * tries it again. */
	} else {
		if (extraction->stuck)
			log_notice("extract", "the spool takes results again");
		extraction->stuck = FALSE;
		troubles_end(extraction->plan.troubles, TROUBLE_RESULTS, "");
		count_put_off(extraction, letter);
		extraction_job_report(letter, extraction->plan.metrics);
		if (letter->outcome == JOB_EXTRACTED ||
		    letter->outcome == JOB_KEPT)
			extraction->plan.queued(extraction->plan.data);
	}
	g_ptr_array_remove(extraction->closing, letter);
	extraction_job_free(letter);
	take_more(extraction);
}

/* Its sinks are those configured when its records are ready. */
static void
start_closing(struct extraction_job *letter)
{
	struct extraction *extraction = letter->owner;

	g_clear_pointer(&letter->sinks, g_strfreev);
	letter->sinks = config_sink_names(extraction->plan.config);
	extraction_job_close(letter, extraction->plan.spool_thread,
			     letter_is_closed);
}

static gboolean
close_letter(gpointer data)
{
	struct extraction_job *letter = data;
	struct extraction *extraction = letter->owner;

	start_closing(letter);
	take_more(extraction);
	return G_SOURCE_REMOVE;
}

/* Called from inside the pool, or before letter_job_start() returns. */
static void
letter_is_done(struct letter_job *job G_GNUC_UNUSED, gpointer data)
{
	struct extraction_job *letter = data;
	struct extraction *extraction = letter->owner;

	g_ptr_array_remove(extraction->jobs, letter);
	if (extraction->solitary == letter) {
		extraction->solitary = NULL;
		extraction->others_first = TRUE;
	}
	g_ptr_array_add(extraction->closing, letter);
	g_idle_add_full(G_PRIORITY_DEFAULT, close_letter, letter, NULL);
}

/* --- the beginning of a letter --- */

static void
begin(struct extraction *extraction, struct extraction_job *letter)
{
	g_ptr_array_add(extraction->jobs, letter);
	extraction_job_begin(letter, extraction->pool,
			     &extraction->plan.config->extract, letter_is_done);
}

static void
place(struct extraction *extraction, struct extraction_job *letter)
{
	guint most = (guint)extraction->plan.config->spool.attempts;

	letter->owner = extraction;
	letter->attempts_allowed = most;
	letter->put_off = GPOINTER_TO_UINT(
		g_hash_table_lookup(extraction->put_off, letter->row->id));
	if (letter->error != NULL || letter->kept != NULL) {
		g_ptr_array_add(extraction->closing, letter);
		start_closing(letter);
	} else if (letter->row->attempts > 0 &&
		   letter->row->attempts + 1 >= most)
		g_queue_push_tail(extraction->alone, letter);
	else
		begin(extraction, letter);
}

static guint
count_slow(const struct extraction *extraction)
{
	guint slow = 0;

	for (guint i = 0; i < extraction->jobs->len; i++) {
		const struct extraction_job *letter =
			extraction->jobs->pdata[i];

		if (letter->job != NULL && letter->job->slow)
			slow++;
	}
	return slow;
}

static guint
room(const struct extraction *extraction)
{
	guint most = extraction->workers * JOBS_PER_WORKER + JOBS_MORE;
	guint begun = extraction->jobs->len + extraction->closing->len -
		      MIN(count_slow(extraction), MOST_SLOW);

	return begun < most ? most - begun : 0;
}

/* Whether a letter may be begun now; makes workers ready for it. */
static gboolean
can_begin(struct extraction *extraction)
{
	if (extraction->stopping || extraction->stuck ||
	    extraction->restart != 0 || extraction->solitary != NULL)
		return FALSE;
	if (pool_is_outdated(extraction)) {
		if (extraction->jobs->len > 0)
			return FALSE;
		g_clear_pointer(&extraction->pool, pool_free);
	}
	if (extraction->pool == NULL)
		open_pool(extraction);
	return room(extraction) > 0;
}

static gboolean
time_has_come(gpointer data)
{
	struct extraction *extraction = data;

	extraction->timer = 0;
	take_more(extraction);
	return G_SOURCE_REMOVE;
}

static void
sleep_until(struct extraction *extraction, gint64 next)
{
	gint64 wait = next - spool_now();

	if (extraction->timer != 0)
		g_source_remove(extraction->timer);
	extraction->timer = 0;
	if (next >= 0)
		extraction->timer =
			g_timeout_add((guint)CLAMP(wait, 10, LONGEST_SLEEP_MS),
				      time_has_come, extraction);
}

static gboolean
is_among(const GPtrArray *jobs, const char *id)
{
	for (guint i = 0; i < jobs->len; i++) {
		const struct extraction_job *letter = jobs->pdata[i];

		if (strcmp(letter->row->id, id) == 0)
			return TRUE;
	}
	return FALSE;
}

static gboolean
is_under_way(const struct extraction *extraction, const char *id)
{
	return is_among(extraction->jobs, id) ||
	       is_among(extraction->closing, id);
}

/* A letter that must be alone waits for the others, and they wait for it; but
 * not again before some of them were taken, nor while it would have to wait for
 * one that ran out of time. */
static gboolean
others_wait_for_one(const struct extraction *extraction)
{
	return extraction->alone->length > 0 && !extraction->others_first &&
	       count_slow(extraction) == 0;
}

static void
tell_of_taking(const struct extraction *extraction, const GError *error)
{
	if (error == NULL) {
		troubles_end(extraction->plan.troubles, TROUBLE_SPOOL, "");
		return;
	}
	log_warning("extract", "the spool cannot be read now: %s",
		    error->message);
	troubles_set(extraction->plan.troubles, TROUBLE_SPOOL, "",
		     error->message);
}

static void
jobs_are_taken(gpointer data)
{
	struct job_request *request = data;
	struct extraction *extraction = request->owner;
	gboolean more = request->jobs->len == request->most;

	extraction->taking = FALSE;
	extraction->others_first = FALSE;
	tell_of_taking(extraction, request->error);
	while (request->jobs->len > 0) {
		struct extraction_job *letter =
			g_ptr_array_steal_index(request->jobs, 0);

		/* Stopped, or the workers failed, in the meantime; or the
		 * operator asked for it to be read again while it was being
		 * read. */
		if (extraction->stopping || extraction->pool == NULL)
			extraction_job_give_back(letter,
						 extraction->plan.spool_thread);
		else if (is_under_way(extraction, letter->row->id))
			extraction_job_put_off(letter,
					       extraction->plan.spool_thread);
		else
			place(extraction, letter);
	}
	sleep_until(extraction,
		    request->error ? spool_now() + 1000 : request->next);
	job_request_free(request);
	extraction->wanted |= more;
	if (extraction->wanted || others_wait_for_one(extraction))
		take_more(extraction);
}

static void
begin_solitary(gpointer data)
{
	struct extraction_job *letter = data;
	struct extraction *extraction = letter->owner;

	/* Or it was stopped, or the workers failed, in the meantime. */
	if (extraction->solitary == letter && !extraction->stopping) {
		begin(extraction, letter);
		return;
	}
	if (extraction->solitary == letter)
		extraction->solitary = NULL;
	extraction_job_give_back(letter, extraction->plan.spool_thread);
}

static void
take_more(struct extraction *extraction)
{
	if (!can_begin(extraction))
		return;
	if (extraction->taking) {
		extraction->wanted = TRUE;
		return;
	}
	if (others_wait_for_one(extraction)) {
		if (extraction->jobs->len == 0) {
			extraction->solitary =
				g_queue_pop_head(extraction->alone);
			extraction_job_stand_alone(
				extraction->solitary,
				extraction->plan.spool_thread, begin_solitary);
		}
		return;
	}
	extraction->taking = TRUE;
	extraction->wanted = FALSE;
	spool_thread_do(extraction->plan.spool_thread, job_request_work,
			jobs_are_taken,
			job_request_new(extraction->plan.store,
					room(extraction), extraction));
}

/* --- */

struct extraction *
extraction_new(const struct extraction_plan *plan)
{
	struct extraction *extraction = g_new0(struct extraction, 1);

	extraction->plan = *plan;
	extraction->plan.worker_program = g_strdup(plan->worker_program);
	extraction->jobs = g_ptr_array_new();
	extraction->closing = g_ptr_array_new();
	extraction->alone = g_queue_new();
	extraction->put_off =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return extraction;
}

void
extraction_wake(struct extraction *extraction)
{
	take_more(extraction);
}

void
extraction_set_config(struct extraction *extraction,
		      const struct config *config)
{
	extraction->plan.config = config;
	take_more(extraction);
}

guint
extraction_under_way(const struct extraction *extraction)
{
	return extraction->jobs->len + extraction->alone->length +
	       extraction->closing->len + (extraction->taking ? 1 : 0);
}

void
extraction_stop(struct extraction *extraction)
{
	extraction->stopping = TRUE;
	if (extraction->timer != 0)
		g_source_remove(extraction->timer);
	extraction->timer = 0;
	if (extraction->restart != 0)
		g_source_remove(extraction->restart);
	extraction->restart = 0;
	while (extraction->alone->length > 0)
		extraction_job_give_back(g_queue_pop_head(extraction->alone),
					 extraction->plan.spool_thread);
}

void
extraction_free(struct extraction *extraction)
{
	extraction_stop(extraction);
	close_pool(extraction);
	g_ptr_array_unref(extraction->jobs);
	g_ptr_array_unref(extraction->closing);
	g_queue_free(extraction->alone);
	g_hash_table_unref(extraction->put_off);
	g_free(extraction->plan.worker_program);
	g_free(extraction->trouble);
	g_free(extraction->lexicon);
	g_free(extraction);
}
