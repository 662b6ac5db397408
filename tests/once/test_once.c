/* test_once.c - the line of letters: how many are in flight, that they come out
 * in order, and what ends a run. Jobs, pool and delivery are played here: this
 * file has the functions of them that once.c calls. */
#include "once/once.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "core/error.h"
#include "extract/inputs.h"
#include "extract/letter_job.h"
#include "extract/pool.h"
#include "once/delivery.h"
#include "tests/support/letter.h"

#define INPUTS 40

enum fate { FATE_RECORD, FATE_REJECTED, FATE_RETRY };

static struct {
	enum fate fates[INPUTS];
	const GError *sink_fails; /* NULL: it does not */
	guint most;		  /* in flight at once */
	GPtrArray *jobs; /* of struct letter_job: started, not finished */
	guint in_flight;
	GString *started, *delivered; /* ranks */
	void (*done)(gpointer letter, GPtrArray *failures, gpointer data);
	gpointer data;
	struct pool_events pool_events;
	int signal; /* comes when the first is delivered; 0: none */
	gboolean workers_fail;
} scene;

/* --- jobs: the latest that was started ends first --- */

static gboolean
finish_latest(gpointer unused G_GNUC_UNUSED)
{
	struct letter_job *job;

	if (scene.jobs->len == 0) /* the run was cut short */
		return G_SOURCE_REMOVE;
	job = g_ptr_array_steal_index(scene.jobs, scene.jobs->len - 1);
	if (scene.fates[job->rank] == FATE_RECORD) {
		job->records = g_ptr_array_new_with_free_func(
			(GDestroyNotify)record_free);
		g_ptr_array_add(job->records, letter_new());
	} else {
		error_set(&job->error,
			  scene.fates[job->rank] == FATE_REJECTED
				  ? IMR_ERROR_REJECT
				  : IMR_ERROR_RETRY,
			  "failure %u", job->rank);
	}
	job->finished = TRUE;
	job->plan.done(job, job->plan.data);
	return G_SOURCE_REMOVE;
}

struct letter_job *
letter_job_new(struct input *input, guint rank,
	       const struct letter_job_plan *plan)
{
	struct letter_job *job = g_new0(struct letter_job, 1);

	job->input = input;
	job->rank = rank;
	job->plan = *plan;
	return job;
}

void
letter_job_start(struct letter_job *job)
{
	g_string_append_printf(scene.started, "%u ", job->rank);
	g_ptr_array_add(scene.jobs, job);
	scene.in_flight++;
	scene.most = MAX(scene.most, scene.in_flight);
	g_idle_add(finish_latest, NULL);
}

void
letter_job_free(struct letter_job *job)
{
	scene.in_flight--;
	g_ptr_array_remove(scene.jobs, job);
	g_clear_pointer(&job->records, g_ptr_array_unref);
	g_clear_error(&job->error);
	g_free(job);
}

/* --- the pool --- */

static gboolean
fail_workers(gpointer data)
{
	g_autoptr(GError) error = NULL;

	error_set(&error, IMR_ERROR_FATAL, "no workers");
	scene.pool_events.failed(error, data);
	return G_SOURCE_REMOVE;
}

struct pool *
pool_new(const struct worker_program *program G_GNUC_UNUSED,
	 guint most G_GNUC_UNUSED, const struct pool_events *events,
	 gpointer data)
{
	scene.pool_events = *events;
	if (scene.workers_fail)
		g_timeout_add_full(G_PRIORITY_HIGH, 0, fail_workers, data,
				   NULL);
	return g_malloc0(1);
}

void
pool_free(struct pool *pool)
{
	g_free(pool);
}

/* --- the delivery --- */

static gboolean
end_delivery(gpointer letter)
{
	g_autoptr(GPtrArray) failures =
		g_ptr_array_new_with_free_func((GDestroyNotify)g_error_free);

	if (scene.sink_fails != NULL)
		g_ptr_array_add(failures, g_error_copy(scene.sink_fails));
	scene.done(letter, failures, scene.data);
	return G_SOURCE_REMOVE;
}

struct delivery *
delivery_new(GPtrArray *sinks G_GNUC_UNUSED,
	     struct output *output G_GNUC_UNUSED,
	     void (*done)(gpointer letter, GPtrArray *failures, gpointer data),
	     gpointer data, GError **error G_GNUC_UNUSED)
{
	scene.done = done;
	scene.data = data;
	return g_malloc0(1);
}

void
delivery_add(struct delivery *delivery G_GNUC_UNUSED, GPtrArray *records,
	     gpointer letter)
{
	const struct letter_job *job = letter;
	const struct record *record = records->pdata[0];

	g_assert_cmpstr(record->ingested_at, ==, "2031-05-06T07:08:09Z");
	g_string_append_printf(scene.delivered, "%u ", job->rank);
	if (scene.signal != 0)
		g_assert_no_errno(kill(getpid(), scene.signal));
	else
		g_idle_add(end_delivery, letter);
}

void
delivery_free(struct delivery *delivery)
{
	g_free(delivery);
}

/* --- a run --- */

static void
scene_start(gpointer *unused G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
	memset(&scene, 0, sizeof(scene));
	scene.jobs = g_ptr_array_new();
	scene.started = g_string_new(NULL);
	scene.delivered = g_string_new(NULL);
}

static void
scene_end(gpointer *unused G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
	g_assert_cmpuint(scene.in_flight, ==, 0);
	while (g_main_context_iteration(NULL, FALSE))
		;
	g_ptr_array_unref(scene.jobs);
	g_string_free(scene.started, TRUE);
	g_string_free(scene.delivered, TRUE);
}

/* Letters "0", "1", ... What it says on standard error is in *out_said. */
static enum status
run(guint count, char **out_said)
{
	g_autoptr(GPtrArray) inputs =
		g_ptr_array_new_with_free_func((GDestroyNotify)input_free);
	g_autoptr(GPtrArray) sinks = g_ptr_array_new();
	g_autofree char *path = NULL;
	int file = g_file_open_tmp("imr-once-XXXXXX", &path, NULL);
	int saved = dup(STDERR_FILENO);
	enum status status;

	for (guint i = 0; i < count; i++) {
		struct input *input = g_new0(struct input, 1);

		input->path = g_strdup_printf("%u.pdf", i);
		input->fd = -1;
		g_ptr_array_add(inputs, input);
	}
	dup2(file, STDERR_FILENO);
	status = once_run(&(struct once_plan){
		.workers = 1,
		.inputs = inputs,
		.sinks = sinks,
		.ingested_at = "2031-05-06T07:08:09Z",
	});
	dup2(saved, STDERR_FILENO);
	g_assert_true(g_file_get_contents(path, out_said, NULL, NULL));
	g_unlink(path);
	close(file);
	close(saved);
	return status;
}

static char *
ranks(guint count)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < count; i++)
		g_string_append_printf(text, "%u ", i);
	return g_string_free(text, FALSE);
}

/* A bounded number is in flight, and whatever ends first, each comes out in
 * its turn. */
static void
test_order(gpointer *unused G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
	g_autofree char *all = ranks(INPUTS), *said = NULL;

	g_assert_cmpint(run(INPUTS, &said), ==, STATUS_RECORDED);
	g_assert_cmpstr(scene.started->str, ==, all);
	g_assert_cmpstr(scene.delivered->str, ==, all);
	g_assert_cmpuint(scene.most, ==, 16);
	g_assert_cmpstr(said, ==, "");
}

static void
test_failures(gpointer *unused G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
	g_autofree char *said = NULL;

	scene.fates[1] = FATE_REJECTED;
	scene.fates[3] = FATE_REJECTED;
	g_assert_cmpint(run(5, &said), ==, STATUS_REJECTED);
	g_assert_cmpstr(scene.delivered->str, ==, "0 2 4 ");
	g_assert_cmpstr(said, ==,
			"imr-ingest: 1.pdf: failure 1 [other]\n"
			"imr-ingest: 3.pdf: failure 3 [other]\n");
}

/* The worst outranks what comes behind it. */
static void
test_worst(gpointer *unused G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
	g_autofree char *said = NULL;

	scene.fates[0] = FATE_RETRY;
	scene.fates[1] = FATE_REJECTED;
	g_assert_cmpint(run(3, &said), ==, STATUS_ENVIRONMENT);
	g_assert_cmpstr(scene.delivered->str, ==, "2 ");
}

static void
test_sink_retry(gpointer *unused G_GNUC_UNUSED,
		gconstpointer data G_GNUC_UNUSED)
{
	g_autofree char *said = NULL;
	g_autoptr(GError) fault = NULL;

	error_set(&fault, IMR_ERROR_RETRY, "the sink fails");
	scene.sink_fails = fault;
	g_assert_cmpint(run(2, &said), ==, STATUS_ENVIRONMENT);
	g_assert_cmpstr(scene.delivered->str, ==, "0 1 ");
	g_assert_cmpstr(said, ==,
			"imr-ingest: 0.pdf: the sink fails\n"
			"imr-ingest: 1.pdf: the sink fails\n");
}

/* Later letters would fare no better. */
static void
test_sink_fatal(gpointer *unused G_GNUC_UNUSED,
		gconstpointer data G_GNUC_UNUSED)
{
	g_autofree char *said = NULL;
	g_autoptr(GError) fault = NULL;

	error_set(&fault, IMR_ERROR_FATAL, "the sink fails");
	scene.sink_fails = fault;
	g_assert_cmpint(run(INPUTS, &said), ==, STATUS_ENVIRONMENT);
	g_assert_cmpstr(scene.delivered->str, ==, "0 ");
}

static void
test_no_workers(gpointer *unused G_GNUC_UNUSED,
		gconstpointer data G_GNUC_UNUSED)
{
	g_autofree char *said = NULL;

	scene.workers_fail = TRUE;
	g_assert_cmpint(run(INPUTS, &said), ==, STATUS_ENVIRONMENT);
	g_assert_cmpstr(scene.delivered->str, ==, "");
	g_assert_cmpstr(said, ==, "imr-ingest: no workers\n");
}

static void
test_signal(gpointer *unused G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
	g_autofree char *said = NULL;

	scene.signal = SIGTERM;
	g_assert_cmpint(run(3, &said), ==, STATUS_SIGNAL + SIGTERM);
	g_assert_cmpstr(scene.delivered->str, ==, "0 ");
	g_assert_cmpstr(said, ==, "");
}

static void
test_none(gpointer *unused G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
	g_autofree char *said = NULL;

	g_assert_cmpint(run(0, &said), ==, STATUS_RECORDED);
}

#define ADD(name, test)                                                        \
	g_test_add("/once/" name, gpointer, NULL, scene_start, test, scene_end)

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	ADD("order", test_order);
	ADD("failures", test_failures);
	ADD("worst", test_worst);
	ADD("sink-retry", test_sink_retry);
	ADD("sink-fatal", test_sink_fatal);
	ADD("no-workers", test_no_workers);
	ADD("signal", test_signal);
	ADD("none", test_none);
	return g_test_run();
}
