/* test_letter_job.c - which questions a job asks about a file, in which order,
 * and what becomes of it when one is not answered. The pool is played here:
 * this file has the functions of pool.c that a job calls. */
#include "extract/letter_job.h"

#include <glib/gstdio.h>
#include <jansson.h>
#include <string.h>

#include "core/document.h"
#include "core/error.h"
#include "core/extract_settings.h"
#include "extract/check_answer.h"
#include "extract/inputs.h"
#include "extract/pool.h"
#include "tests/support/letter.h"

#define LETTER_SECONDS 100
#define PAGE_SECONDS 30

static GPtrArray *waiting; /* of struct pool_task: not begun */
static GPtrArray *begun;   /* of struct pool_task */
static guint letters_open;
static gboolean tesseract_expected;

guint64
pool_begin_letter(struct pool *pool G_GNUC_UNUSED)
{
	letters_open++;
	return 7;
}

void
pool_end_letter(struct pool *pool G_GNUC_UNUSED, guint64 letter)
{
	g_assert_cmpuint(letter, ==, 7);
	letters_open--;
}

void
pool_expect_tesseract(struct pool *pool G_GNUC_UNUSED)
{
	tesseract_expected = TRUE;
}

void
pool_add(struct pool *pool G_GNUC_UNUSED, struct pool_task *take_task)
{
	g_assert_cmpuint(take_task->letter, ==, 7);
	g_ptr_array_add(waiting, take_task);
}

static void
task_free(gpointer data)
{
	struct pool_task *task = data;

	json_decref(task->request);
	g_free(task->purpose);
	g_free(task);
}

guint
pool_forget(struct pool *pool G_GNUC_UNUSED, gpointer owner G_GNUC_UNUSED)
{
	guint forgotten = waiting->len;

	g_ptr_array_set_size(waiting, 0);
	return forgotten;
}

/* --- a job --- */

struct scene {
	char *directory, *path;
	GPtrArray *inputs;
	struct extract_settings settings;
	struct letter_job *job;
	guint done;
};

static void
job_is_done(struct letter_job *job, gpointer data)
{
	struct scene *scene = data;

	g_assert_true(job->finished);
	g_assert_true((job->records != NULL) != (job->error != NULL));
	g_assert_cmpuint(letters_open, ==, 0);
	scene->done++;
}

static void
scene_start(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	const char *arguments[2] = { NULL };

	waiting = g_ptr_array_new_with_free_func(task_free);
	begun = g_ptr_array_new_with_free_func(task_free);
	letters_open = 0;
	tesseract_expected = FALSE;
	scene->directory = g_dir_make_tmp("imr-job-XXXXXX", NULL);
	scene->path = g_build_filename(scene->directory, "letter.pdf", NULL);
	g_assert_true(g_file_set_contents(scene->path, "bytes", -1, NULL));
	arguments[0] = scene->path;
	scene->inputs = inputs_list(arguments, FALSE, 1000);
	settings_set_defaults(extract_setting_table, &scene->settings);
	scene->settings.letter_seconds = LETTER_SECONDS;
	scene->settings.page_seconds = PAGE_SECONDS;
}

static void
scene_end(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	g_assert_cmpuint(scene->done, ==, 1);
	g_assert_cmpuint(waiting->len + begun->len, ==, 0);
	letter_job_free(scene->job);
	g_ptr_array_unref(scene->inputs);
	g_ptr_array_unref(waiting);
	g_ptr_array_unref(begun);
	g_unlink(scene->path);
	g_assert_no_errno(g_rmdir(scene->directory));
	g_free(scene->path);
	g_free(scene->directory);
}

static void
start_job(struct scene *scene, const struct letter_job_plan *wishes)
{
	struct letter_job_plan plan = *wishes;

	plan.settings = &scene->settings;
	plan.done = job_is_done;
	plan.data = scene;
	scene->job = letter_job_new(scene->inputs->pdata[0], 3, &plan);
	letter_job_start(scene->job);
}

static void
start_plain_job(struct scene *scene)
{
	start_job(scene, &(struct letter_job_plan){ 0 });
}

/* --- what the workers say --- */

static void
pending_free(gpointer data)
{
	struct pending_page *pending = data;

	g_free(pending->reason);
	g_free(pending);
}

/* As check_answer.c makes them. */
static struct answer *
empty_answer(void)
{
	struct answer *answer = g_new0(struct answer, 1);

	answer->letters =
		g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
	answer->pending = g_ptr_array_new_with_free_func(pending_free);
	answer->doubtful = g_array_new(FALSE, TRUE, sizeof(guint));
	return answer;
}

/* The next task, which must be that. */
static struct pool_task *
take_task(const char *purpose)
{
	struct pool_task *task;

	g_assert_cmpuint(waiting->len, >, 0);
	task = g_ptr_array_steal_index(waiting, 0);
	g_assert_cmpstr(task->purpose, ==, purpose);
	g_assert_cmpuint(task->rank, ==, 3);
	g_ptr_array_add(begun, task);
	return task;
}

static void
end_task(struct pool_task *task, struct worker_end *end)
{
	struct answer *answer = end->answer;

	task->answered(task, end);
	g_clear_pointer(&answer, answer_free);
	g_ptr_array_remove(begun, task);
}

static void
answer_task(struct pool_task *task, struct answer *answer)
{
	end_task(task, &(struct worker_end){ .seconds = 2,
					     .processor = 1,
					     .answer = answer });
}

static void
refuse_task(struct pool_task *task, const char *message)
{
	struct answer *answer = empty_answer();

	error_set(&answer->refusal, IMR_ERROR_REJECT, "%s", message);
	answer_task(task, answer);
}

static void
lose_task(struct pool_task *task, enum loss_kind loss)
{
	g_autoptr(GError) error = NULL;

	error_set(&error, IMR_ERROR_REJECT, "loss %d", (int)loss);
	end_task(task, &(struct worker_end){ .seconds = 2,
					     .processor = 1,
					     .loss = loss,
					     .error = error });
}

static struct answer *
with_letter(const char *case_number)
{
	struct answer *answer = empty_answer();
	struct record *record = letter_new();

	g_free(record->case_number);
	record->case_number = g_strdup(case_number);
	g_ptr_array_add(answer->letters, record);
	return answer;
}

static struct answer *
with_doubts(const char *case_number, guint page)
{
	struct answer *answer = with_letter(case_number);

	g_array_append_val(answer->doubtful, page);
	return answer;
}

/* The first pages of the document want to be recognised, and the one behind
 * them does not. */
static struct answer *
with_pending(struct answer *answer, guint count)
{
	answer->document = document_new();
	g_ptr_array_add(answer->document->pages, page_new(count + 1, 612, 792));
	for (guint i = 0; i < count; i++) {
		struct pending_page *pending = g_new0(struct pending_page, 1);

		pending->number = i + 1;
		pending->reason = g_strdup("no text layer");
		g_ptr_array_add(answer->pending, pending);
	}
	return answer;
}

static struct answer *
with_page(guint number)
{
	struct answer *answer = empty_answer();

	answer->page = page_new(number, 612, 792);
	return answer;
}

static void
expect_record(const struct scene *scene, const char *case_number)
{
	const struct record *record;

	g_assert_cmpuint(scene->done, ==, 1);
	g_assert_no_error(scene->job->error);
	g_assert_cmpuint(scene->job->records->len, ==, 1);
	record = scene->job->records->pdata[0];
	g_assert_cmpstr(record->case_number, ==, case_number);
}

static void
expect_error(const struct scene *scene, int code, const char *text)
{
	g_assert_cmpuint(scene->done, ==, 1);
	g_assert_error(scene->job->error, IMR_ERROR, code);
	g_assert_nonnull(strstr(scene->job->error->message, text));
}

static void
read_scan(guint pages)
{
	answer_task(take_task("reading"), with_pending(empty_answer(), pages));
	g_assert_cmpuint(waiting->len, ==, pages);
}

/* --- what goes well --- */

static void
test_text(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	struct pool_task *task;

	start_job(scene, &(struct letter_job_plan){ .keep = TRUE });
	task = take_task("reading");
	g_assert_true(json_is_true(json_object_get(task->request, "keep")));
	g_assert_cmpfloat(task->seconds, ==, LETTER_SECONDS);
	answer_task(task, with_pending(with_letter("a"), 0));
	expect_record(scene, "a");
	g_assert_nonnull(scene->job->document);
}

/* Answers come as they come; the pages are parsed in order. */
static void
test_scan(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	struct pool_task *tasks[3], *parse;
	struct answer *answer = with_page(1);

	start_plain_job(scene);
	read_scan(3);
	g_assert_cmpuint(scene->job->pages_pending, ==, 3);
	tasks[0] = take_task("recognising page 1");
	tasks[1] = take_task("recognising page 2");
	tasks[2] = take_task("recognising page 3");
	g_assert_cmpfloat(tasks[0]->seconds, ==, PAGE_SECONDS);
	answer_task(tasks[2], with_page(3));
	answer->needed_tesseract = TRUE;
	answer_task(tasks[0], answer);
	g_assert_true(tesseract_expected);
	g_assert_cmpuint(waiting->len, ==, 0);
	answer_task(tasks[1], with_page(2));
	g_assert_cmpuint(scene->job->pages_recognised, ==, 3);
	parse = take_task("parsing");
	g_assert_cmpuint(scene->job->document->pages->len, ==, 4);
	for (guint i = 0; i < 4; i++) {
		const struct page *page = scene->job->document->pages->pdata[i];

		g_assert_cmpuint(page->number, ==, i + 1);
	}
	answer_task(parse, with_letter("b"));
	expect_record(scene, "b");
	g_assert_null(scene->job->document); /* not to be kept */
}

static void
test_text_pdf(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	struct answer *answer = empty_answer();

	start_job(scene, &(struct letter_job_plan){ .want_text_pdf = TRUE });
	answer_task(take_task("reading"), with_pending(with_letter("a"), 0));
	answer->text_pdf = g_bytes_new_static("%PDF", 4);
	answer_task(take_task("writing a PDF"), answer);
	expect_record(scene, "a");
	g_assert_cmpuint(g_bytes_get_size(scene->job->text_pdf), ==, 4);
}

/* --- a closer look --- */

static struct pool_task *
come_to_closer_look(struct scene *scene)
{
	start_plain_job(scene);
	read_scan(1);
	answer_task(take_task("recognising page 1"), with_page(1));
	answer_task(take_task("parsing"), with_doubts("first", 1));
	return take_task("looking closer at page 1");
}

static void
test_closer(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	struct pool_task *closer = come_to_closer_look(scene);
	const struct page *page = scene->job->document->pages->pdata[0];

	/* No more than half of what the letter has left. */
	g_assert_cmpfloat(closer->seconds, <=, (LETTER_SECONDS - 3) / 2.0);
	answer_task(closer, with_page(1));
	g_assert_nonnull(page->closer);
	/* Once: its doubts are not asked for again. */
	answer_task(take_task("parsing"), with_letter("second"));
	expect_record(scene, "second");
}

static void
test_closer_refused(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	refuse_task(come_to_closer_look(scene), "cannot");
	answer_task(take_task("parsing"), with_letter("second"));
	expect_record(scene, "second");
}

static void
test_second_parse_fails(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	answer_task(come_to_closer_look(scene), with_page(1));
	lose_task(take_task("parsing"), LOSS_CRASH);
	expect_record(scene, "first");
	g_assert_cmpint(scene->job->loss, ==, LOSS_NONE);
}

/* Nothing that one said who breaks the protocol is believed. */
static void
test_closer_distrusted(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	lose_task(come_to_closer_look(scene), LOSS_DISTRUST);
	expect_error(scene, IMR_ERROR_REJECT, "loss");
	g_assert_cmpint(scene->job->loss, ==, LOSS_DISTRUST);
}

/* --- what fails --- */

/* The first decides: what has not begun is dropped, the rest waited for. */
static void
test_refusal(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	struct pool_task *first, *second;

	start_plain_job(scene);
	read_scan(4);
	first = take_task("recognising page 1");
	second = take_task("recognising page 2");
	refuse_task(first, "too many pixels");
	g_assert_cmpuint(waiting->len, ==, 0);
	g_assert_cmpuint(scene->done, ==, 0);
	lose_task(second, LOSS_CRASH);
	expect_error(scene, IMR_ERROR_REJECT, "too many pixels");
	g_assert_true(scene->job->heard);
	g_assert_cmpint(scene->job->loss, ==, LOSS_NONE);
}

static void
test_crash(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	start_plain_job(scene);
	lose_task(take_task("reading"), LOSS_CRASH);
	expect_error(scene, IMR_ERROR_REJECT, "loss");
	g_assert_cmpint(scene->job->loss, ==, LOSS_CRASH);
	g_assert_false(scene->job->heard);
}

static void
expect_text_seconds(const struct pool_task *task, double seconds)
{
	g_assert_cmpfloat(json_number_value(json_object_get(task->request,
							    "text_seconds")),
			  ==, seconds);
}

/* Little time for its text; behind the others, more; then its pictures. */
static void
test_text_time(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	struct pool_task *task;

	start_plain_job(scene);
	task = take_task("reading");
	expect_text_seconds(task, 0.1);
	g_assert_false(task->slow);
	lose_task(task, LOSS_TEXT_TIME);
	task = take_task("reading");
	expect_text_seconds(task, 2);
	g_assert_true(task->slow);
	lose_task(task, LOSS_TEXT_TIME);
	task = take_task("reading");
	expect_text_seconds(task, 0);
	answer_task(task, with_pending(with_letter("a"), 0));
	expect_record(scene, "a");
	g_assert_true(scene->job->slow);
}

static void
test_text_time_no_ocr(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	scene->settings.ocr = OCR_NEVER;
	start_plain_job(scene);
	lose_task(take_task("reading"), LOSS_TEXT_TIME);
	lose_task(take_task("reading"), LOSS_TEXT_TIME);
	expect_error(scene, IMR_ERROR_REJECT, "loss");
}

/* All its questions together took too long, by one clock or the other. */
static void
test_late(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	start_plain_job(scene);
	end_task(take_task("reading"),
		 &(struct worker_end){
			 .processor = LETTER_SECONDS + 1,
			 .answer = with_pending(with_letter("a"), 0) });
	expect_error(scene, IMR_ERROR_REJECT, "took longer than 100 s");
	g_assert_cmpstr(error_reject_code(scene->job->error), ==, "too-slow");
}

static void
test_machine_is_slow(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	start_plain_job(scene);
	end_task(take_task("reading"),
		 &(struct worker_end){
			 .seconds = 2 * LETTER_SECONDS + 1,
			 .answer = with_pending(with_letter("a"), 0) });
	expect_error(scene, IMR_ERROR_RETRY, "processor time");
	g_assert_cmpint(scene->job->loss, ==, LOSS_MACHINE);
}

static void
test_missing_file(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	g_unlink(scene->path);
	start_plain_job(scene);
	expect_error(scene, IMR_ERROR_REJECT, "");
}

/* The records would name a file that they are not of. */
static void
test_changed_file(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	struct pool_task *task;

	start_plain_job(scene);
	task = take_task("reading");
	g_assert_true(g_file_set_contents_full(scene->path, "other bytes", -1,
					       G_FILE_SET_CONTENTS_NONE, 0600,
					       NULL));
	answer_task(task, with_pending(with_letter("a"), 0));
	expect_error(scene, IMR_ERROR_REJECT, "");
}

#define ADD(name, test)                                                        \
	g_test_add("/letter-job/" name, struct scene, NULL, scene_start, test, \
		   scene_end)

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	ADD("text", test_text);
	ADD("scan", test_scan);
	ADD("text-pdf", test_text_pdf);
	ADD("closer", test_closer);
	ADD("closer-refused", test_closer_refused);
	ADD("second-parse-fails", test_second_parse_fails);
	ADD("closer-distrusted", test_closer_distrusted);
	ADD("refusal", test_refusal);
	ADD("crash", test_crash);
	ADD("text-time", test_text_time);
	ADD("text-time-no-ocr", test_text_time_no_ocr);
	ADD("late", test_late);
	ADD("machine-is-slow", test_machine_is_slow);
	ADD("missing-file", test_missing_file);
	ADD("changed-file", test_changed_file);
	return g_test_run();
}
