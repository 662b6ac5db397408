/* letter_job.c - the questions asked about one file, in order.
 *
 * The first failure decides: tasks that no worker has begun are dropped, those
 * under way are waited for and their answers ignored. */
#include "extract/letter_job.h"

#include <jansson.h>
#include <math.h>

#include "core/document.h"
#include "core/error.h"
#include "core/extract_settings.h"
#include "extract/check_answer.h"
#include "extract/inputs.h"
#include "extract/pool.h"
#include "extract/request.h"

/* Processor time for the layout of a letter's text (see ocr/layer/text_time.h):
 * first so little that even ten letters which need more delay others only for a
 * moment; then, after the others, what the largest honest letter can need; then
 * none, and the pages are recognised. */
static const double text_seconds[] = { 0.1, 2, 0 };
#define LAST_TEXT_STEP (G_N_ELEMENTS(text_seconds) - 1)

struct letter_job *
letter_job_new(struct input *input, guint rank,
	       const struct letter_job_plan *plan)
{
	struct letter_job *job = g_new0(struct letter_job, 1);

	job->input = input;
	job->rank = rank;
	job->plan = *plan;
	job->slow = plan->slow;
	job->letter = pool_begin_letter(plan->pool);
	allowance_init(&job->allowance);
	return job;
}

void
letter_job_free(struct letter_job *job)
{
	g_clear_pointer(&job->records, g_ptr_array_unref);
	g_clear_error(&job->error);
	g_clear_pointer(&job->document, document_free);
	g_clear_pointer(&job->text_pdf, g_bytes_unref);
	g_clear_pointer(&job->first_records, g_ptr_array_unref);
	allowance_clear(&job->allowance);
	g_free(job);
}

static void
finish(struct letter_job *job)
{
	pool_end_letter(job->plan.pool, job->letter);
	if (job->error == NULL &&
	    !input_check_unchanged(job->input, &job->error))
		g_clear_pointer(&job->records, g_ptr_array_unref);
	input_close(job->input);
	if (!job->plan.keep || job->error != NULL)
		g_clear_pointer(&job->document, document_free);
	job->finished = TRUE;
	job->plan.done(job, job->plan.data);
}

static void
fail(struct letter_job *job, const GError *error)
{
	if (job->error != NULL)
		return;
	job->error = g_error_copy(error);
	job->tasks -= pool_forget(job->plan.pool, job);
}

/* Discards a failure of the closer look: the letter was read before it. */
static void
stand_by_first_records(struct letter_job *job)
{
	job->records = g_steal_pointer(&job->first_records);
	job->loss = LOSS_NONE;
	job->tasks -= pool_forget(job->plan.pool, job);
	for (guint i = 0; i < job->document->pages->len; i++) {
		struct page *page = job->document->pages->pdata[i];

		g_clear_pointer(&page->closer, page_free);
	}
}

static void
fail_unless_read(struct letter_job *job, const GError *error)
{
	if (job->first_records != NULL && job->records == NULL &&
	    job->error == NULL)
		stand_by_first_records(job);
	else
		fail(job, error);
}

static gboolean
is_late(const struct letter_job *job)
{
	double most = job->plan.settings->letter_seconds;

	return job->processor > most || job->seconds > WORKER_PATIENCE * most;
}

static void
fail_late(struct letter_job *job)
{
	double most = job->plan.settings->letter_seconds;
	g_autoptr(GError) error = NULL;

	if (job->processor > most) {
		error_reject(&error, "too-slow",
			     "took longer than %g s, all pages told; raise "
			     "letter_seconds if it is worth it",
			     most);
	} else {
		job->loss = LOSS_MACHINE;
		error_set(&error, IMR_ERROR_RETRY,
			  "was given up, because the machine did not let it "
			  "have %g s of processor time; see what else runs, "
			  "and whether it was suspended",
			  most);
	}
	fail_unless_read(job, error);
}

/* --- asking --- */

/* Of a question: its task, to be asked. */
static struct pool_task *
task_new(struct letter_job *job, double seconds, char *take_purpose)
{
	struct pool_task *task = g_new0(struct pool_task, 1);

	task->rank = job->rank;
	task->slow = job->slow;
	task->letter = job->letter;
	task->fd = job->input->fd;
	task->seconds = seconds;
	task->purpose = take_purpose;
	task->allowance = &job->allowance;
	task->owner = job;
	return task;
}

static void
ask(struct letter_job *job, struct pool_task *take_task)
{
	job->tasks++;
	pool_add(job->plan.pool, take_task);
}

static double
seconds_left(const struct letter_job *job)
{
	return MAX(job->plan.settings->letter_seconds - job->processor, 1.0);
}

static struct request_subject
subject_of(const struct letter_job *job)
{
	return (struct request_subject){ job->input, job->plan.settings,
					 text_seconds[job->text_step] };
}

static int
by_number(gconstpointer a, gconstpointer b)
{
	const struct page *const *first = a, *const *second = b;

	return (*first)->number < (*second)->number ? -1 : 1;
}

/* Nothing else uses the document while it is parsed: this and check_parsed()
 * are called in a worker's thread. */
static json_t *
write_parse(const struct pool_task *task)
{
	const struct letter_job *job = task->owner;

	return request_parse(job->document, !job->looked_closer);
}

static struct answer *
check_parsed(const struct pool_task *task, json_t *message, GError **error)
{
	const struct letter_job *job = task->owner;

	return answer_to_parse(message, job->input,
			       job->looked_closer ? NULL : job->document,
			       error);
}

static void parse_answered(struct pool_task *task,
			   const struct worker_end *end);

static void
ask_parse(struct letter_job *job)
{
	struct pool_task *task =
		task_new(job, seconds_left(job), g_strdup("parsing"));

	g_ptr_array_sort(job->document->pages, by_number);
	task->ask = write_parse;
	task->check = check_parsed;
	task->answered = parse_answered;
	ask(job, task);
}

static json_t *
write_text_pdf(const struct pool_task *task)
{
	const struct letter_job *job = task->owner;
	const struct request_subject subject = subject_of(job);

	return request_text_pdf(&subject, job->document);
}

static struct answer *
check_text_pdf(const struct pool_task *task G_GNUC_UNUSED, json_t *message,
	       GError **error)
{
	return answer_to_text_pdf(message, error);
}

static void text_pdf_answered(struct pool_task *task,
			      const struct worker_end *end);

static void
ask_text_pdf(struct letter_job *job)
{
	struct pool_task *task =
		task_new(job, seconds_left(job), g_strdup("writing a PDF"));

	task->ask = write_text_pdf;
	task->check = check_text_pdf;
	task->answered = text_pdf_answered;
	ask(job, task);
}

/* --- hearing --- */

static void ask_read(struct letter_job *job);

static void
spend(struct letter_job *job, const struct worker_end *end)
{
	job->tasks--;
	job->seconds += end->seconds;
	job->processor += end->processor;
}

/* Laying out its text took longer than this step allows. */
static void
want_next_step(struct letter_job *job, const GError *error)
{
	gboolean pictures = job->text_step + 1 == LAST_TEXT_STEP;

	if (job->text_step == LAST_TEXT_STEP ||
	    (pictures && job->plan.settings->ocr == OCR_NEVER)) {
		fail_unless_read(job, error);
		return;
	}
	job->again = TRUE;
	job->tasks -= pool_forget(job->plan.pool, job);
}

/* As if nothing had been asked yet, but behind other letters. */
static void
begin_again(struct letter_job *job)
{
	job->again = FALSE;
	job->slow = TRUE;
	job->text_step++;
	job->pages_pending = job->pages_recognised = 0;
	allowance_renew(&job->allowance);
	g_clear_pointer(&job->document, document_free);
	g_clear_pointer(&job->records, g_ptr_array_unref);
	ask_read(job);
}

static void
fail_lost(struct letter_job *job, const struct worker_end *end)
{
	if (end->loss == LOSS_TEXT_TIME && job->error == NULL &&
	    job->first_records == NULL) {
		want_next_step(job, end->error);
		return;
	}
	if (job->error == NULL)
		job->loss = end->loss;
	/* If a worker breaks the protocol, nothing that it said is trusted. */
	if (end->loss == LOSS_DISTRUST)
		fail(job, end->error);
	else
		fail_unless_read(job, end->error);
}

static void
fail_refused(struct letter_job *job, const GError *refusal)
{
	if (job->error == NULL)
		job->heard = TRUE;
	fail_unless_read(job, refusal);
}

/* Accounts for how a question ended; TRUE: the job can use its answer. */
static gboolean
account(struct letter_job *job, const struct worker_end *end)
{
	const struct answer *answer = end->answer;

	spend(job, end);
	if (answer == NULL)
		fail_lost(job, end);
	else if (answer->refusal != NULL)
		fail_refused(job, answer->refusal);
	else if (is_late(job))
		fail_late(job);
	return answer != NULL && answer->refusal == NULL &&
	       job->error == NULL && !job->again;
}

/* After each answer: ends the job, or asks the next question. */
static void
advance(struct letter_job *job)
{
	gboolean well = job->error == NULL;

	if (job->tasks > 0)
		return;
	if (well && job->again)
		begin_again(job);
	else if (well && job->records == NULL)
		ask_parse(job);
	else if (well && job->plan.want_text_pdf && job->text_pdf == NULL)
		ask_text_pdf(job);
	else
		finish(job);
}

static void
text_pdf_answered(struct pool_task *task, const struct worker_end *end)
{
	struct letter_job *job = task->owner;

	if (account(job, end))
		job->text_pdf = g_bytes_ref(end->answer->text_pdf);
	advance(job);
}

/* --- looking closer --- */

static void
take_closer(struct letter_job *job, struct page *take_page)
{
	for (guint i = 0; i < job->document->pages->len; i++) {
		struct page *page = job->document->pages->pdata[i];

		if (page->number == take_page->number) {
			page->closer = take_page;
			return;
		}
	}
	g_assert_not_reached();
}

static struct answer *
check_closer(const struct pool_task *task, json_t *message, GError **error)
{
	return answer_to_recognise(message, task->page, TRUE, error);
}

/* Without a closer reading the first one stands. */
static void
closer_answered(struct pool_task *task, const struct worker_end *end)
{
	struct letter_job *job = task->owner;
	struct answer *answer = end->answer;

	if (end->loss != LOSS_DISTRUST &&
	    (answer == NULL || answer->refusal != NULL))
		spend(job, end);
	else if (account(job, end))
		take_closer(job, g_steal_pointer(&answer->page));
	advance(job);
}

/* Once, and in no more than half of the time that the letter has left. */
static void
ask_closer(struct letter_job *job, const GArray *pages)
{
	const struct request_subject subject = subject_of(job);
	double seconds = seconds_left(job) / 2 / pages->len;

	job->looked_closer = TRUE;
	for (guint i = 0; i < pages->len; i++) {
		guint number = g_array_index(pages, guint, i);
		struct pool_task *task = task_new(
			job, MIN(job->plan.settings->page_seconds, seconds),
			g_strdup_printf("looking closer at page %u", number));

		task->request = request_recognise(&subject, number,
						  "a closer look", TRUE);
		task->page = number;
		task->check = check_closer;
		task->answered = closer_answered;
		ask(job, task);
	}
}

static void
parse_answered(struct pool_task *task, const struct worker_end *end)
{
	struct letter_job *job = task->owner;
	const struct answer *answer = end->answer;

	if (account(job, end)) {
		if (answer->doubtful->len > 0) {
			job->first_records = g_ptr_array_ref(answer->letters);
			ask_closer(job, answer->doubtful);
		} else if (job->records == NULL) {
			job->records = g_ptr_array_ref(answer->letters);
		}
	}
	advance(job);
}

static struct answer *
check_recognised(const struct pool_task *task, json_t *message, GError **error)
{
	return answer_to_recognise(message, task->page, FALSE, error);
}

static void
recognise_answered(struct pool_task *task, const struct worker_end *end)
{
	struct letter_job *job = task->owner;
	struct answer *answer = end->answer;

	if (account(job, end)) {
		if (answer->needed_tesseract)
			pool_expect_tesseract(job->plan.pool);
		g_ptr_array_add(job->document->pages,
				g_steal_pointer(&answer->page));
		job->pages_recognised++;
	}
	advance(job);
}

static void
ask_recognise(struct letter_job *job, const struct pending_page *pending)
{
	const struct request_subject subject = subject_of(job);
	struct pool_task *task = task_new(
		job, MIN(job->plan.settings->page_seconds, seconds_left(job)),
		g_strdup_printf("recognising page %u", pending->number));

	task->request = request_recognise(&subject, pending->number,
					  pending->reason, FALSE);
	task->page = pending->number;
	task->check = check_recognised;
	task->answered = recognise_answered;
	ask(job, task);
}

static gboolean
wants_document(const struct letter_job *job)
{
	return job->plan.keep || job->plan.want_text_pdf;
}

static struct answer *
check_read(const struct pool_task *task, json_t *message, GError **error)
{
	const struct letter_job *job = task->owner;
	g_autoptr(answer) answer = answer_to_read(
		message, job->input, job->plan.settings->max_pages, error);

	if (answer != NULL && answer->refusal == NULL && wants_document(job) &&
	    answer->document == NULL) {
		error_set(error, IMR_ERROR_REJECT, "document: is missing");
		return NULL;
	}
	return g_steal_pointer(&answer);
}

static void
read_answered(struct pool_task *task, const struct worker_end *end)
{
	struct letter_job *job = task->owner;
	struct answer *answer = end->answer;

	if (account(job, end)) {
		job->document = g_steal_pointer(&answer->document);
		job->pages_pending = answer->pending->len;
		for (guint i = 0; i < answer->pending->len; i++)
			ask_recognise(job, answer->pending->pdata[i]);
		if (answer->pending->len == 0)
			job->records = g_ptr_array_ref(answer->letters);
	}
	advance(job);
}

static void
ask_read(struct letter_job *job)
{
	const struct request_subject subject = subject_of(job);
	struct pool_task *task =
		task_new(job, seconds_left(job), g_strdup("reading"));

	task->request = request_read(&subject, wants_document(job));
	task->check = check_read;
	task->answered = read_answered;
	ask(job, task);
}

void
letter_job_start(struct letter_job *job)
{
	if (job->input->id == NULL &&
	    !input_open(job->input, job->plan.settings->max_bytes, &job->error))
		finish(job);
	else
		ask_read(job);
}
