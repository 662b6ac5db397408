/* extraction_job.c - the steps of a letter: taken, with the workers, closed.
 *
 * Work functions run in the spool's thread; the main loop does not touch the
 * job meanwhile. */
#include "daemon/extraction_job.h"

#include <string.h>
#include <syslog.h>

#include "core/document.h"
#include "core/error.h"
#include "core/look.h"
#include "core/record.h"
#include "extract/inputs.h"
#include "extract/letter_job.h"
#include "monitor/log.h"
#include "monitor/metrics.h"
#include "spool/spool.h"
#include "spool/spool_thread.h"
#include "spool/store.h"

#define SECOND G_GINT64_CONSTANT(1000)
#define OUR_FAULT_WAIT (30 * SECOND)	   /* no memory, disk trouble */
#define OPERATOR_FAULT_WAIT (120 * SECOND) /* language data missing, ... */
#define LONGEST_WAIT (3600 * SECOND)
#define MOST_HOPELESS 3
#define PATIENCE 5	/* tries for each attempt: some hours at least */
#define MOST_REASON 500 /* characters: it may be a worker's */

void
extraction_job_free(struct extraction_job *letter)
{
	g_clear_pointer(&letter->job, letter_job_free);
	g_clear_pointer(&letter->kept, document_free);
	g_clear_pointer(&letter->kept_records, g_ptr_array_unref);
	g_clear_pointer(&letter->input, input_free);
	spool_letter_free(letter->row);
	g_clear_error(&letter->error);
	g_clear_error(&letter->close_error);
	g_strfreev(letter->sinks);
	g_free(letter);
}

/* --- taken --- */

struct job_request *
job_request_new(struct store *store, guint most, gpointer owner)
{
	struct job_request *request = g_new0(struct job_request, 1);

	request->owner = owner;
	request->store = store;
	request->most = most;
	request->jobs = g_ptr_array_new();
	request->next = -1;
	return request;
}

void
job_request_free(struct job_request *request)
{
	g_ptr_array_unref(request->jobs);
	g_clear_error(&request->error);
	g_free(request);
}

static gboolean
is_recovered(const struct spool_letter *row)
{
	return row->watch[0] == '\0';
}

static void
open_original(struct extraction_job *letter)
{
	const struct spool_letter *row = letter->row;
	/* The original may have been damaged since it came in. */
	gboolean old =
		row->from_scratch || row->extracted > 0 || is_recovered(row);
	int fd = -1;

	if (!old ||
	    store_check_original(letter->store, row->id, &letter->error))
		fd = store_open_original(letter->store, row->id,
					 &letter->error);
	if (fd >= 0)
		letter->input =
			input_new_open(fd, row->name, row->id, &letter->error);
	if (letter->input != NULL)
		letter->input->folder = g_strdup(row->folder);
	if (letter->input != NULL && row->size_bytes == 0)
		error_set(&letter->error, IMR_ERROR_REJECT,
			  "is empty; copy or scan it again");
}

/* If its row was lost, its stored result is used: a scan is not recognised
 * again, and a sink that had its records gets the same ones. If that result
 * cannot be used, the letter is read again. */
static void
look_for_kept(struct extraction_job *letter)
{
	const struct spool_letter *row = letter->row;
	g_autoptr(document) document = NULL;
	g_autoptr(GPtrArray) records = NULL;

	if (letter->error != NULL || !is_recovered(row) || row->from_scratch ||
	    row->extracted > 0)
		return;
	document = store_load_document(letter->store, row->id, NULL);
	if (document != NULL && strcmp(document->id, row->id) == 0)
		records = store_load_records(letter->store, row->id, NULL);
	if (records == NULL || records->len == 0)
		return;
	letter->kept = g_steal_pointer(&document);
	letter->kept_records = g_steal_pointer(&records);
}

void
job_request_work(struct spool *spool, gpointer data)
{
	struct job_request *request = data;
	gint64 now = spool_now();
	g_autoptr(GPtrArray) rows =
		spool_take_due(spool, request->most, now, &request->error);

	while (rows != NULL && rows->len > 0) {
		struct extraction_job *letter =
			g_new0(struct extraction_job, 1);

		letter->store = request->store;
		letter->row = g_ptr_array_steal_index(rows, 0);
		open_original(letter);
		look_for_kept(letter);
		g_ptr_array_add(request->jobs, letter);
	}
	if (request->error == NULL)
		spool_next_due(spool, now, &request->next, &request->error);
}

/* --- with the workers --- */

void
extraction_job_begin(struct extraction_job *letter, struct pool *pool,
		     const struct extract_settings *settings,
		     void (*done)(struct letter_job *job, gpointer letter))
{
	/* A copy, because the settings may be reloaded meanwhile. */
	letter->settings = *settings;
	if (letter->row->every_page)
		letter->settings.ocr = OCR_ALWAYS;
	letter->begun = g_get_monotonic_time();
	letter->job = letter_job_new(
		letter->input, (guint)letter->row->sequence,
		&(struct letter_job_plan){
			.pool = pool,
			.settings = &letter->settings,
			.keep = TRUE,
			/* Letters that were put off come last. */
			.slow = letter->row->reason != NULL,
			.done = done,
			.data = letter,
		});
	letter_job_start(letter->job);
}

/* If the spool cannot store this, the letter is read regardless. */
static void
stand_alone_work(struct spool *spool, gpointer data)
{
	const struct extraction_job *letter = data;

	spool_begin_alone(spool, letter->row->id, NULL);
}

void
extraction_job_stand_alone(struct extraction_job *letter,
			   struct spool_thread *spool_thread,
			   void (*ready)(gpointer letter))
{
	spool_thread_do(spool_thread, stand_alone_work, ready, letter);
}

/* --- closed --- */

static guint
count_pages(const struct document *document, enum text_source source)
{
	guint count = 0;

	for (guint i = 0; i < document->pages->len; i++) {
		const struct page *page = document->pages->pdata[i];

		count += page->text_source == source;
	}
	return count;
}

static void
stamp_time(GPtrArray *records)
{
	g_autoptr(GDateTime) now = g_date_time_new_now_utc();

	for (guint i = 0; i < records->len; i++) {
		struct record *record = records->pdata[i];

		g_free(record->ingested_at);
		record->ingested_at =
			g_date_time_format(now, "%Y-%m-%dT%H:%M:%SZ");
	}
}

static gboolean
queue_records(const struct extraction_job *letter, struct spool *spool,
	      const struct document *document, const GPtrArray *records,
	      GError **error)
{
	g_autofree struct spool_record *rows =
		g_new0(struct spool_record, records->len);
	g_autoptr(look) look = look_new(records);
	const struct extraction_result result = {
		.id = letter->row->id,
		.look = look,
		.records = rows,
		.record_count = records->len,
		.pages = document->pages->len,
		.ocr_pages = count_pages(document, TEXT_SOURCE_OCR),
		.seconds = letter->seconds,
		.name = letter->kept ? document->name : NULL,
		.plain = !letter->row->from_scratch,
	};

	for (guint i = 0; i < records->len; i++) {
		const struct record *record = records->pdata[i];

		rows[i] =
			(struct spool_record){ record->id, record->case_number,
					       record->decision_date,
					       record->outcome };
	}
	return spool_extracted(spool, &result,
			       (const char *const *)letter->sinks, spool_now(),
			       error);
}

static gboolean
close_with_records(struct extraction_job *letter, struct spool *spool,
		   GError **error)
{
	const struct letter_job *job = letter->job;

	if (letter->kept != NULL)
		return queue_records(letter, spool, letter->kept,
				     letter->kept_records, error);
	stamp_time(job->records);
	return store_put_result(letter->store, letter->row->id, job->document,
				job->records, error) &&
	       queue_records(letter, spool, job->document, job->records, error);
}

static gboolean
has_crashed(const struct extraction_job *letter)
{
	return letter->job != NULL && letter->job->loss == LOSS_CRASH;
}

/* A compromised worker could say "retry" for ever. */
static gboolean
is_put_off(const struct extraction_job *letter)
{
	return letter->job != NULL && letter->error->code != IMR_ERROR_REJECT &&
	       (letter->job->heard || letter->job->loss == LOSS_MACHINE ||
		letter->job->loss == LOSS_SHORTAGE);
}

/* It is unknown how long this lasts. */
static gboolean
is_shortage(const struct extraction_job *letter)
{
	return letter->job != NULL && letter->job->loss == LOSS_SHORTAGE;
}

static enum job_outcome
decide_outcome(const struct extraction_job *letter)
{
	if (has_crashed(letter))
		return letter->row->attempts + 1 < letter->attempts_allowed
			       ? JOB_DEFERRED
			       : JOB_FAILED;
	if (is_put_off(letter) && !is_shortage(letter) &&
	    letter->put_off + 1 >= PATIENCE * letter->attempts_allowed)
		return JOB_FAILED;
	/* Missing bytes do not come back by themselves. */
	if (letter->error->code != IMR_ERROR_RETRY && letter->input == NULL)
		return JOB_FAILED;
	if (letter->error->code == IMR_ERROR_REJECT)
		return JOB_REJECTED;
	return JOB_DEFERRED;
}

static gint64
next_attempt(const struct extraction_job *letter)
{
	gint64 wait = letter->error->code == IMR_ERROR_FATAL
			      ? OPERATOR_FAULT_WAIT
			      : OUR_FAULT_WAIT;

	if (has_crashed(letter))
		wait = SECOND << MIN(letter->row->attempts, 6);
	else if (is_put_off(letter))
		wait = MIN(wait << MIN(letter->put_off, 7), LONGEST_WAIT);
	return spool_now() + wait;
}

static gboolean
close_without_records(struct extraction_job *letter, struct spool *spool,
		      GError **error)
{
	g_autofree char *reason = g_utf8_substring(
		letter->error->message, 0,
		MIN(MOST_REASON, g_utf8_strlen(letter->error->message, -1)));

	letter->outcome = decide_outcome(letter);
	if (letter->outcome == JOB_DEFERRED)
		return spool_defer(spool, letter->row->id, reason,
				   has_crashed(letter), next_attempt(letter),
				   error);
	return spool_quarantine(
		spool, letter->row->id,
		&(struct quarantine){
			letter->outcome == JOB_REJECTED ? LETTER_REJECTED
							: LETTER_FAILED,
			reason, error_reject_code(letter->error) },
		spool_now(), error);
}

static void
close_work(struct spool *spool, gpointer data)
{
	struct extraction_job *letter = data;

	letter->outcome = letter->kept != NULL ? JOB_KEPT : JOB_EXTRACTED;
	if (letter->error == NULL &&
	    !close_with_records(letter, spool, &letter->close_error) &&
	    letter->close_error->code != IMR_ERROR_RETRY &&
	    ++letter->hopeless >= MOST_HOPELESS)
		/* Perhaps only this letter's directory is affected: the other
		 * letters do not wait for the operator. */
		letter->error = g_steal_pointer(&letter->close_error);
	if (letter->error != NULL)
		close_without_records(letter, spool, &letter->close_error);
}

static void
close_done(gpointer data)
{
	struct extraction_job *letter = data;

	letter->closed(letter);
}

void
extraction_job_close(struct extraction_job *letter,
		     struct spool_thread *spool_thread,
		     void (*closed)(struct extraction_job *letter))
{
	if (letter->job != NULL && letter->job->error != NULL &&
	    letter->error == NULL)
		letter->error = g_error_copy(letter->job->error);
	if (letter->seconds <= 0 && letter->begun != 0)
		letter->seconds =
			(double)(g_get_monotonic_time() - letter->begun) /
			G_USEC_PER_SEC;
	letter->closed = closed;
	spool_thread_do(spool_thread, close_work, close_done, letter);
}

gboolean
extraction_job_was_put_off(const struct extraction_job *letter)
{
	return letter->outcome == JOB_DEFERRED && is_put_off(letter);
}

/* Log only our own part of a reason: a worker's text may be the letter's. */
static void
report_in_log(const struct extraction_job *letter)
{
	static const struct {
		int priority;
		const char *text;
	} lines[] = {
		[JOB_EXTRACTED] = { LOG_INFO, "letter read" },
		[JOB_KEPT] = { LOG_INFO, "letter taken as it was read before" },
		[JOB_REJECTED] = { LOG_WARNING,
				   "letter rejected; imrctl show tells why" },
		[JOB_FAILED] = { LOG_ERR,
				 "letter given up; imrctl show tells why" },
		[JOB_DEFERRED] = { LOG_WARNING,
				   "letter could not be read, and will be "
				   "tried again; imrctl show tells why" },
	};
	const struct log_event event = {
		.priority = lines[letter->outcome].priority,
		.stage = "extract",
		.document = letter->row->id,
		.seconds = letter->seconds,
		.path = letter->row->name,
	};

	if (letter->outcome == JOB_DEFERRED && letter->job != NULL &&
	    letter->job->loss == LOSS_MACHINE)
		log_event(&event, "no processor time for a letter, which is "
				  "put behind the others; imrctl show tells "
				  "more");
	else if (letter->outcome == JOB_DEFERRED && is_shortage(letter))
		log_event(&event, "this machine is short of memory or threads: "
				  "a letter is put behind the others; imrctl "
				  "show tells more");
	else
		log_event(&event, "%s", lines[letter->outcome].text);
}

/* Without a sink there is nothing to wait for. */
static void
count_delivered(const struct extraction_job *letter, struct metrics *metrics)
{
	if (letter->sinks[0] == NULL)
		metrics_count_letter(metrics, OUTCOME_DELIVERED);
}

void
extraction_job_report(const struct extraction_job *letter,
		      struct metrics *metrics)
{
	static const enum text_source sources[] = { TEXT_SOURCE_BLANK,
						    TEXT_SOURCE_TEXT_LAYER,
						    TEXT_SOURCE_OCR };

	report_in_log(letter);
	switch (letter->outcome) {
	case JOB_EXTRACTED:
		metrics_count_letter(metrics, OUTCOME_EXTRACTED);
		metrics_observe(metrics, STAGE_EXTRACT, letter->seconds);
		for (guint i = 0; i < G_N_ELEMENTS(sources); i++)
			metrics_count_pages(
				metrics, sources[i],
				count_pages(letter->job->document, sources[i]));
		count_delivered(letter, metrics);
		break;
	case JOB_KEPT:
		count_delivered(letter, metrics);
		break;
	case JOB_REJECTED:
		metrics_count_letter(metrics, OUTCOME_REJECTED);
		metrics_count_rejection(metrics,
					error_reject_code(letter->error));
		break;
	case JOB_FAILED:
		metrics_count_letter(metrics, OUTCOME_FAILED);
		break;
	case JOB_DEFERRED:
		metrics_count_retry(metrics, NULL);
		break;
	}
}

/* --- given back --- */

static void
give_back_work(struct spool *spool, gpointer data)
{
	struct extraction_job *letter = data;

	/* If it fails, the next start tries the letter again. */
	spool_give_back(spool, letter->row->id, NULL);
	extraction_job_free(letter);
}

static void
put_off_work(struct spool *spool, gpointer data)
{
	struct extraction_job *letter = data;

	spool_defer(spool, letter->row->id, "is being read already", FALSE,
		    spool_now() + 2 * SECOND, NULL);
	extraction_job_free(letter);
}

void
extraction_job_put_off(struct extraction_job *take_letter,
		       struct spool_thread *spool_thread)
{
	spool_thread_do(spool_thread, put_off_work, NULL, take_letter);
}

void
extraction_job_give_back(struct extraction_job *take_letter,
			 struct spool_thread *spool_thread)
{
	spool_thread_do(spool_thread, give_back_work, NULL, take_letter);
}
