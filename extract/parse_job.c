/* parse_job.c - one question to a worker: what do these pages say? */
#include "extract/parse_job.h"

#include "core/document.h"
#include "core/error.h"
#include "extract/check_answer.h"
#include "extract/inputs.h"
#include "extract/pool.h"

void
parse_job_free(struct parse_job *job)
{
	g_clear_pointer(&job->records, g_ptr_array_unref);
	g_clear_error(&job->error);
	input_free(job->input);
	g_free(job);
}

static struct answer *
check(const struct pool_task *task, json_t *message, GError **error)
{
	const struct parse_job *job = task->owner;

	return answer_to_parse(message, job->input, NULL, error);
}

static void
answered(struct pool_task *task, const struct worker_end *end)
{
	struct parse_job *job = task->owner;

	if (end->answer == NULL)
		job->error = g_error_copy(end->error);
	else if (end->answer->refusal != NULL)
		job->error = g_error_copy(end->answer->refusal);
	else
		job->records = g_ptr_array_ref(end->answer->letters);
	pool_end_letter(job->pool, task->letter);
	job->done(job, job->data);
}

struct parse_job *
parse_job_start(struct pool *pool, struct input *take_input,
		const struct document *document, double seconds,
		void (*done)(struct parse_job *job, gpointer data),
		gpointer data)
{
	struct parse_job *job = g_new0(struct parse_job, 1);
	struct pool_task *task = g_new0(struct pool_task, 1);

	job->input = take_input;
	job->pool = pool;
	job->done = done;
	job->data = data;

	task->request = json_pack("{s:s, s:o}", "verb", "parse", "document",
				  document_to_json(document));
	task->letter = pool_begin_letter(pool);
	task->fd = -1;
	task->seconds = seconds;
	task->purpose = g_strdup("parsing");
	task->owner = job;
	task->check = check;
	task->answered = answered;
	pool_add(pool, task);
	return job;
}
