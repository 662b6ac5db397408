/* once.c - a bounded number of letters in flight, delivered in order.
 *
 * The core is advance_line(): it delivers finished letters from the head of the
 * line, one at a time, and appends new letters at its end. It runs only from
 * the main loop, so that callbacks do not re-enter it. */
#include "once/once.h"

#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "core/error.h"
#include "core/record.h"
#include "extract/inputs.h"
#include "extract/letter_job.h"
#include "extract/pool.h"
#include "once/copies.h"
#include "once/delivery.h"
#include "output/output.h"
#include "output/progress.h"
#include "output/screen.h"

/* In flight or waiting for their turn to be printed: enough to keep workers
 * busy behind a slow letter, few enough for memory and descriptors. */
#define LETTERS_PER_WORKER 16u
#define MOST_LETTERS 256u

/* Of a reason: it may be a worker's. */
#define MOST_REASON 500

struct once {
	const struct once_plan *plan;
	GMainLoop *loop;
	struct pool *pool;
	struct delivery *delivery;
	struct progress *progress;

	GQueue *letters; /* of struct letter_job: begun, in order */
	guint begun, ended;
	gboolean delivering; /* the head of letters */
	guint advance;	     /* source, when one is due */

	gboolean cut_short;
	enum status status;
};

static void
worsen(struct once *once, enum status status)
{
	once->status = MAX(once->status, status);
}

static void
cut_short(struct once *once, enum status status)
{
	worsen(once, status);
	once->cut_short = TRUE;
	g_main_loop_quit(once->loop);
}

/* --- what goes wrong --- */

static void
complain(struct once *once, const char *about, const GError *error)
{
	g_autofree char *subject = about ? screen_line(about) : NULL;
	g_autofree char *reason = screen_line(error->message);
	const char *kind = error_reject_code(error);

	if (strlen(reason) > MOST_REASON)
		*g_utf8_find_prev_char(reason, reason + MOST_REASON) = '\0';
	progress_hide(once->progress);
	fprintf(stderr, "imr-ingest: %s%s%s%s%s%s\n", subject ? subject : "",
		subject ? ": " : "", reason, kind ? " [" : "", kind ? kind : "",
		kind ? "]" : "");
	worsen(once, error->code == IMR_ERROR_REJECT ? STATUS_REJECTED
						     : STATUS_ENVIRONMENT);
}

static void
pool_is_ready(const char *versions G_GNUC_UNUSED, const char *missing,
	      gpointer data)
{
	struct once *once = data;
	g_autofree char *safe = missing ? screen_line(missing) : NULL;

	if (safe == NULL)
		return;
	progress_hide(once->progress);
	fprintf(stderr,
		"imr-ingest: this kernel lacks %s; workers run in the rest of "
		"their sandbox\n",
		safe);
}

static void
pool_has_failed(const GError *error, gpointer data)
{
	struct once *once = data;

	complain(once, NULL, error);
	cut_short(once, STATUS_ENVIRONMENT);
}

/* --- the line of letters --- */

static gboolean advance_line(gpointer data);

static void
advance_soon(struct once *once)
{
	if (once->advance == 0)
		once->advance = g_idle_add_full(G_PRIORITY_DEFAULT,
						advance_line, once, NULL);
}

static void
letter_is_done(struct letter_job *job G_GNUC_UNUSED, gpointer data)
{
	advance_soon(data);
}

static void
end_head(struct once *once)
{
	letter_job_free(g_queue_pop_head(once->letters));
	once->ended++;
}

static void
write_copies(struct once *once, const struct letter_job *job)
{
	g_autoptr(GError) error = NULL;

	if (!copies_write(once->plan->copies, job, &error))
		complain(once, NULL, error);
}

/* Without a reader the run ends, as SIGPIPE would end it, unless sinks or
 * copies still need the records. */
static gboolean
has_no_use(const struct once_plan *plan)
{
	return plan->output != NULL && output_has_no_reader(plan->output) &&
	       plan->sinks->len == 0 && plan->copies == NULL;
}

static void
letter_is_delivered(gpointer letter, GPtrArray *failures, gpointer data)
{
	struct once *once = data;
	struct letter_job *job = letter;
	gboolean hopeless = FALSE;

	if (failures->len == 0 && once->plan->copies != NULL)
		write_copies(once, job);
	for (guint i = 0; i < failures->len; i++) {
		const GError *failure = failures->pdata[i];

		complain(once, job->input->path, failure);
		hopeless |= failure->code == IMR_ERROR_FATAL;
	}
	once->delivering = FALSE;
	end_head(once);
	if (has_no_use(once->plan))
		cut_short(once, STATUS_SIGNAL + SIGPIPE);
	if (hopeless)
		cut_short(once, STATUS_ENVIRONMENT);
	advance_soon(once);
}

static char *
time_now(void)
{
	g_autoptr(GDateTime) now = g_date_time_new_now_utc();

	return g_date_time_format(now, "%Y-%m-%dT%H:%M:%SZ");
}

static void
deliver(struct once *once, struct letter_job *job)
{
	for (guint i = 0; i < job->records->len; i++) {
		struct record *record = job->records->pdata[i];

		g_free(record->ingested_at);
		record->ingested_at =
			once->plan->ingested_at
				? g_strdup(once->plan->ingested_at)
				: time_now();
	}
	/* Standard output may be the same terminal. */
	progress_hide(once->progress);
	once->delivering = TRUE;
	delivery_add(once->delivery, job->records, job);
}

static void
begin_next(struct once *once)
{
	GPtrArray *inputs = once->plan->inputs;
	struct letter_job_plan plan = {
		.pool = once->pool,
		.settings = once->plan->extract,
		.done = letter_is_done,
		.data = once,
	};
	struct letter_job *job;

	if (once->plan->copies != NULL)
		copies_ask(once->plan->copies, &plan);
	job = letter_job_new(inputs->pdata[once->begun], once->begun, &plan);
	once->begun++;
	g_queue_push_tail(once->letters, job);
	letter_job_start(job);
}

static void
deliver_finished(struct once *once)
{
	struct letter_job *head;

	while (!once->delivering &&
	       (head = g_queue_peek_head(once->letters)) != NULL &&
	       head->finished) {
		if (head->error != NULL) {
			complain(once, head->input->path, head->error);
			end_head(once);
		} else {
			deliver(once, head);
		}
	}
}

static gboolean
advance_line(gpointer data)
{
	struct once *once = data;
	guint most =
		MIN(once->plan->workers * LETTERS_PER_WORKER, MOST_LETTERS);

	once->advance = 0;
	deliver_finished(once);
	while (once->letters->length < most &&
	       once->begun < once->plan->inputs->len)
		begin_next(once);
	if (once->letters->length == 0)
		g_main_loop_quit(once->loop);
	return G_SOURCE_REMOVE;
}

static char *
describe_progress(gpointer data)
{
	const struct once *once = data;
	const struct letter_job *head = g_queue_peek_head(once->letters);
	GString *line;

	if (once->delivering)
		return NULL;
	line = g_string_new(NULL);
	g_string_printf(line, "%u/%u letters", once->ended,
			once->plan->inputs->len);
	if (head != NULL && head->pages_pending > 0)
		g_string_append_printf(line, ", %u of %u pages recognised",
				       head->pages_recognised,
				       head->pages_pending);
	return g_string_free(line, FALSE);
}

/* --- the run --- */

struct signal_watch {
	struct once *once;
	int number;
	guint source;
};

/* A second signal of the same kind meets the default handler, which ends the
 * program at once. */
static gboolean
signal_came(gpointer data)
{
	struct signal_watch *watch = data;

	watch->source = 0;
	cut_short(watch->once, STATUS_SIGNAL + (enum status)watch->number);
	return G_SOURCE_REMOVE;
}

static void
run(struct once *once)
{
	struct signal_watch watches[] = { { once, SIGINT, 0 },
					  { once, SIGTERM, 0 },
					  { once, SIGHUP, 0 } };

	for (guint i = 0; i < G_N_ELEMENTS(watches); i++)
		watches[i].source = g_unix_signal_add(watches[i].number,
						      signal_came, &watches[i]);
	advance_soon(once);
	g_main_loop_run(once->loop);
	/* Here a second signal must be able to end a delivery that waits. */
	for (guint i = 0; i < G_N_ELEMENTS(watches); i++)
		if (watches[i].source != 0)
			g_source_remove(watches[i].source);
	if (once->advance != 0)
		g_source_remove(once->advance);
}

enum status
once_run(const struct once_plan *plan)
{
	const struct pool_events events = { pool_is_ready, pool_has_failed };
	struct once once = { .plan = plan };
	g_autoptr(GError) error = NULL;

	once.loop = g_main_loop_new(NULL, FALSE);
	once.letters = g_queue_new();
	once.pool = pool_new(plan->program, plan->workers, &events, &once);
	once.delivery = delivery_new(plan->sinks, plan->output,
				     letter_is_delivered, &once, &error);
	once.progress = progress_new(describe_progress, &once);

	if (once.delivery != NULL)
		run(&once);
	else
		complain(&once, NULL, error);

	pool_free(once.pool);
	g_clear_pointer(&once.delivery, delivery_free);
	g_clear_error(&error);
	if (!once.cut_short && plan->output != NULL &&
	    !output_commit(plan->output, &error))
		complain(&once, NULL, error);
	progress_free(once.progress);
	g_queue_free_full(once.letters, (GDestroyNotify)letter_job_free);
	g_main_loop_unref(once.loop);
	return once.status;
}
