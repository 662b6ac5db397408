/* extraction_scene.h - extraction.c with all around it played: the functions of
 * extraction_job.c, pool.c and spool_thread.c that it calls are here, and no
 * time goes by. For one test program, which has them in the place of the real
 * ones.
 */
#ifndef TESTS_DAEMON_EXTRACTION_SCENE_H
#define TESTS_DAEMON_EXTRACTION_SCENE_H

#include "daemon/extraction.h"

#include <string.h>

#include "core/error.h"
#include "daemon/extraction_job.h"
#include "extract/letter_job.h"
#include "extract/pool.h"
#include "monitor/metrics.h"
#include "monitor/troubles.h"
#include "settings/config.h"
#include "spool/spool.h"
#include "spool/spool_trouble.h"
#include "spool/spool_thread.h"

struct thread_job {
	void (*work)(struct spool *spool, gpointer data);
	void (*done)(gpointer data);
	gpointer data;
};

struct due {
	char id[2];
	guint attempts;
	gboolean kept;
};

static struct {
	struct extraction *extraction;
	struct config *config, *other_config;
	struct metrics *metrics;
	struct troubles *troubles;
	GString *events;
	GQueue *thread_jobs; /* of struct thread_job: the spool's thread's */
	GQueue *due;	     /* of struct due: in the spool */
	GPtrArray *begun;    /* of struct extraction_job: with the workers */
	gboolean disk_full;
	GHashTable *put_off; /* ids of letters whose end was so */
	struct pool_events pool_events;
	guint pools, queued;
} scene;

static void (*job_done)(struct letter_job *job, gpointer letter);

static void G_GNUC_PRINTF(1, 2) note(const char *format, ...)
{
	va_list values;

	if (scene.events->len > 0)
		g_string_append_c(scene.events, ' ');
	va_start(values, format);
	g_string_append_vprintf(scene.events, format, values);
	va_end(values);
}

/* --- time --- */

/* At once, and noted: in this program's place of GLib's own. */
guint
g_timeout_add_seconds(guint interval, GSourceFunc function, gpointer data)
{
	note("wait-%u", interval);
	return g_idle_add(function, data);
}

/* --- the spool's thread --- */

void
spool_thread_do(struct spool_thread *spool_thread G_GNUC_UNUSED,
		void (*work)(struct spool *spool, gpointer data),
		void (*done)(gpointer data), gpointer data)
{
	struct thread_job *job = g_new0(struct thread_job, 1);

	*job = (struct thread_job){ work, done, data };
	g_queue_push_tail(scene.thread_jobs, job);
}

static void
run_loop(void)
{
	while (g_main_context_iteration(NULL, FALSE))
		;
}

static void
run_one_job(void)
{
	g_autofree struct thread_job *job = g_queue_pop_head(scene.thread_jobs);

	if (job->work != NULL)
		job->work(NULL, job->data);
	if (job->done != NULL)
		job->done(job->data);
}

/* Until nothing is left to do. */
static void
settle(void)
{
	run_loop();
	while (scene.thread_jobs->length > 0) {
		run_one_job();
		run_loop();
	}
}

static void
expect(const char *what)
{
	settle();
	g_assert_cmpstr(scene.events->str, ==, what);
	g_string_truncate(scene.events, 0);
}

/* --- jobs --- */

struct job_request *
job_request_new(struct store *store G_GNUC_UNUSED, guint most, gpointer owner)
{
	struct job_request *request = g_new0(struct job_request, 1);

	request->owner = owner;
	request->most = most;
	request->jobs = g_ptr_array_new();
	request->next = -1;
	return request;
}

void
job_request_work(struct spool *spool G_GNUC_UNUSED, gpointer data)
{
	struct job_request *request = data;

	while (request->jobs->len < request->most && scene.due->length > 0) {
		g_autofree struct due *due = g_queue_pop_head(scene.due);
		struct extraction_job *letter =
			g_new0(struct extraction_job, 1);

		letter->row = g_new0(struct spool_letter, 1);
		letter->row->id = g_strdup(due->id);
		letter->row->attempts = due->attempts;
		if (due->kept)
			letter->kept = (gpointer)&scene;
		g_ptr_array_add(request->jobs, letter);
	}
}

void
job_request_free(struct job_request *request)
{
	g_ptr_array_unref(request->jobs);
	g_free(request);
}

void
extraction_job_begin(struct extraction_job *letter, struct pool *pool,
		     const struct extract_settings *settings,
		     void (*done)(struct letter_job *job, gpointer letter))
{
	g_assert_nonnull(pool);
	g_assert_nonnull(settings);
	if (letter->put_off > 0)
		note("%s-put-off-%u", letter->row->id, letter->put_off);
	else
		note("%s", letter->row->id);
	letter->job = g_new0(struct letter_job, 1);
	job_done = done;
	g_ptr_array_add(scene.begun, letter);
}

static void
stand_alone_done(gpointer data)
{
	struct extraction_job *letter = data;

	note("alone");
	((void (*)(gpointer))(gpointer)letter->closed)(letter);
}

void
extraction_job_stand_alone(struct extraction_job *letter,
			   struct spool_thread *spool_thread,
			   void (*ready)(gpointer letter))
{
	/* Until it is closed that member is free. */
	letter->closed = (void (*)(struct extraction_job *))(gpointer)ready;
	spool_thread_do(spool_thread, NULL, stand_alone_done, letter);
}

static void
close_done(gpointer data)
{
	struct extraction_job *letter = data;

	if (scene.disk_full)
		error_set(&letter->close_error, IMR_ERROR_RETRY, "disk full");
	note("%s-%s", letter->row->id, scene.disk_full ? "stuck" : "closed");
	letter->closed(letter);
}

void
extraction_job_close(struct extraction_job *letter,
		     struct spool_thread *spool_thread,
		     void (*closed)(struct extraction_job *letter))
{
	letter->closed = closed;
	if (letter->kept != NULL)
		letter->outcome = JOB_KEPT;
	spool_thread_do(spool_thread, NULL, close_done, letter);
}

void
extraction_job_report(const struct extraction_job *letter G_GNUC_UNUSED,
		      struct metrics *metrics G_GNUC_UNUSED)
{
}

gboolean
extraction_job_was_put_off(const struct extraction_job *letter)
{
	return g_hash_table_contains(scene.put_off, letter->row->id);
}

void
extraction_job_give_back(struct extraction_job *take_letter,
			 struct spool_thread *spool_thread G_GNUC_UNUSED)
{
	note("%s-back", take_letter->row->id);
	g_ptr_array_remove(scene.begun, take_letter);
	extraction_job_free(take_letter);
}

void
extraction_job_put_off(struct extraction_job *take_letter,
		       struct spool_thread *spool_thread G_GNUC_UNUSED)
{
	note("%s-later", take_letter->row->id);
	extraction_job_free(take_letter);
}

void
extraction_job_free(struct extraction_job *letter)
{
	g_free(letter->job);
	g_free(letter->row->id);
	g_free(letter->row);
	g_strfreev(letter->sinks);
	g_clear_error(&letter->close_error);
	g_free(letter);
}

/* --- the pool --- */

struct pool *
pool_new(const struct worker_program *program G_GNUC_UNUSED, guint most,
	 const struct pool_events *events, gpointer data G_GNUC_UNUSED)
{
	scene.pool_events = *events;
	scene.pools++;
	note("pool-of-%u", most);
	return g_malloc0(1);
}

void
pool_free(struct pool *pool)
{
	note("no-pool");
	scene.pools--;
	g_free(pool);
}

/* --- the scene --- */

static void
were_queued(gpointer data G_GNUC_UNUSED)
{
	scene.queued++;
}

static struct config *
make_config(guint workers)
{
	struct config *config = config_new();

	config->service.workers = workers;
	return config;
}

/* One worker: eight letters at once. */
static void
scene_start(void)
{
	memset(&scene, 0, sizeof(scene));
	scene.config = make_config(1);
	scene.other_config = make_config(2);
	scene.metrics = metrics_new();
	scene.troubles = troubles_new();
	scene.events = g_string_new(NULL);
	scene.thread_jobs = g_queue_new();
	scene.due = g_queue_new();
	scene.begun = g_ptr_array_new();
	scene.put_off = g_hash_table_new(g_str_hash, g_str_equal);
	scene.extraction = extraction_new(&(struct extraction_plan){
		.worker_program = (char *)"imr-extract",
		.metrics = scene.metrics,
		.troubles = scene.troubles,
		.config = scene.config,
		.queued = were_queued,
	});
}

static void
scene_end(void)
{
	extraction_free(scene.extraction);
	g_assert_cmpuint(scene.pools, ==, 0);
	g_assert_cmpuint(scene.begun->len, ==, 0);
	g_queue_free_full(scene.thread_jobs, g_free);
	g_queue_free_full(scene.due, g_free);
	g_ptr_array_unref(scene.begun);
	g_hash_table_unref(scene.put_off);
	g_string_free(scene.events, TRUE);
	metrics_free(scene.metrics);
	troubles_free(scene.troubles);
	config_free(scene.config);
	config_free(scene.other_config);
}

static struct due *
add_due(char id)
{
	struct due *due = g_new0(struct due, 1);

	due->id[0] = id;
	g_queue_push_tail(scene.due, due);
	return due;
}

static void
add_all_due(const char *ids)
{
	for (; *ids != '\0'; ids++)
		add_due(*ids);
}

static struct extraction_job *
begun(char id)
{
	for (guint i = 0; i < scene.begun->len; i++) {
		struct extraction_job *letter = scene.begun->pdata[i];

		if (letter->row->id[0] == id)
			return letter;
	}
	g_error("%c is not with the workers", id);
}

static void
end_with(char id, enum job_outcome outcome)
{
	struct extraction_job *letter = begun(id);

	letter->outcome = outcome;
	g_ptr_array_remove(scene.begun, letter);
	job_done(letter->job, letter);
}

static void
end_letter(char id)
{
	end_with(id, JOB_EXTRACTED);
}

static void
wake(void)
{
	extraction_wake(scene.extraction);
}

static void
fail_workers(const char *why)
{
	g_autoptr(GError) error = NULL;

	error_set(&error, IMR_ERROR_FATAL, "%s", why);
	scene.pool_events.failed(error, scene.extraction);
}

#endif
