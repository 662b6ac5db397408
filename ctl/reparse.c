/* reparse.c - imrctl reparse: the parser of today over the pages of then.
 *
 * A bounded number of letters is in flight. A letter's records are stored, and
 * queued for the sinks, only when one of them changed; those that did not keep
 * the time of their ingestion and are not delivered again. What the store has
 * of a letter is read by a thread of its own, so that the main loop keeps the
 * workers busy. */
#include <string.h>

#include "core/document.h"
#include "core/error.h"
#include "core/extract_settings.h"
#include "core/record.h"
#include "core/thread.h"
#include "ctl/command.h"
#include "ctl/reparse_store.h"
#include "ctl/reparse_tally.h"
#include "ctl/session.h"
#include "extract/inputs.h"
#include "extract/parse_job.h"
#include "extract/pool.h"
#include "output/progress.h"
#include "settings/config.h"
#include "spool/store.h"
#include "view/find_letter.h"

#define LETTERS_PER_WORKER 4u

static gboolean dry_run;
static char **no_deliver;

static const GOptionEntry options[] = {
	{ "dry-run", 'n', 0, G_OPTION_ARG_NONE, &dry_run,
	  "Show what would change, and change nothing", NULL },
	{ "no-deliver", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &no_deliver,
	  "Leave this sink with what it has; may be repeated", "SINK" },
	{ NULL },
};

struct reparse {
	struct session *session;
	GMainLoop *loop;
	struct pool *pool;
	GThreadPool *loader; /* one thread, which reads passages */
	struct progress *progress;
	GStrv sinks;
	GPtrArray *ids;	     /* of char *, in order */
	GPtrArray *passages; /* under way */
	guint begun, ended, most;
	guint advance; /* source, when one is due */
	struct reparse_tally *tally;
	GError *error; /* ends it all */
};

/* A letter on its way. */
struct passage {
	struct reparse *reparse;
	struct spool_letter *letter;
	/* The loader's, until it hands the passage back: these, or an error. */
	GPtrArray *before; /* of struct record */
	struct document *document;
	GError *load_error;
	struct parse_job *job;
};

static void
passage_free(struct passage *passage)
{
	g_clear_pointer(&passage->letter, spool_letter_free);
	g_clear_pointer(&passage->before, g_ptr_array_unref);
	g_clear_pointer(&passage->document, document_free);
	g_clear_error(&passage->load_error);
	g_clear_pointer(&passage->job, parse_job_free);
	g_free(passage);
}

DEFINE_AUTOPTR(passage, passage_free)

static void
cut_short(struct reparse *reparse, GError *take_error)
{
	if (reparse->error == NULL)
		reparse->error = take_error;
	else
		g_error_free(take_error);
	g_main_loop_quit(reparse->loop);
}

/* --- comparing --- */

static gboolean
finish(struct passage *passage, GError **error)
{
	struct reparse *reparse = passage->reparse;
	const GPtrArray *after = passage->job->records;
	g_autofree gboolean *changed = g_new0(gboolean, after->len);
	gboolean any =
		reparse_tally_compare(reparse->tally, passage->letter->id,
				      passage->before, after, changed);
	gboolean stored;

	if (!any || dry_run)
		return TRUE;
	if (!reparse_store(reparse->session,
			   &(struct reparse_result){
				   .letter = passage->letter,
				   .before = passage->before,
				   .after = after,
				   .changed = changed,
				   .sinks = (const char *const *)reparse->sinks,
				   .spared = (const char *const *)no_deliver,
			   },
			   &stored, error))
		return FALSE;
	if (!stored)
		reparse_tally_fail(reparse->tally, passage->letter->id,
				   passage->letter->name,
				   "was extracted anew meanwhile");
	return TRUE;
}

/* --- the line of letters --- */

static gboolean advance_line(gpointer data);

static void
advance_soon(struct reparse *reparse)
{
	if (reparse->advance == 0)
		reparse->advance = g_idle_add(advance_line, reparse);
}

static void
answer_came(struct parse_job *job, gpointer data)
{
	struct passage *passage = data;
	struct reparse *reparse = passage->reparse;
	GError *error = NULL;

	reparse->ended++;
	progress_hide(reparse->progress);
	if (job->error != NULL)
		reparse_tally_fail(reparse->tally, passage->letter->id,
				   passage->letter->name, job->error->message);
	else if (!finish(passage, &error))
		cut_short(reparse, error);
	g_ptr_array_remove_fast(reparse->passages, passage);
	advance_soon(reparse);
}

/* Records that are broken are made anew; those of a newer version are not ours
 * to replace. */
static GPtrArray *
load_before(struct session *session, const char *id, GError **error)
{
	g_autoptr(GError) broken = NULL;
	GPtrArray *records = store_load_records(session->store, id, &broken);

	if (records != NULL)
		return records;
	if (g_error_matches(broken, IMR_ERROR, IMR_ERROR_REJECT))
		return g_ptr_array_new_with_free_func(
			(GDestroyNotify)record_free);
	g_propagate_error(error, g_steal_pointer(&broken));
	return NULL;
}

/* NULL with an error; REJECT: this letter's own. */
static struct passage *
find_passage(struct reparse *reparse, const char *id, GError **error)
{
	g_autoptr(passage) passage = g_new0(struct passage, 1);

	passage->reparse = reparse;
	passage->letter = find_letter(reparse->session->spool, id, error);
	if (passage->letter == NULL)
		return NULL;
	if (!find_letter_has_record(passage->letter)) {
		error_set(error, IMR_ERROR_REJECT,
			  "is %s and has no record to compare with; see retry",
			  letter_state_names[passage->letter->state]);
		return NULL;
	}
	return g_steal_pointer(&passage);
}

/* The original stays closed. */
static struct input *
name_only(const struct spool_letter *letter)
{
	struct input *input = g_new0(struct input, 1);

	input->fd = -1;
	input->id = g_strdup(letter->id);
	input->name = g_strdup(letter->name);
	input->folder = g_strdup(letter->folder);
	input->size_bytes = letter->size_bytes;
	return input;
}

static gboolean
loaded(gpointer data)
{
	struct passage *passage = data;
	struct reparse *reparse = passage->reparse;

	if (passage->load_error != NULL) {
		g_prefix_error(&passage->load_error, "(%s) ",
			       passage->letter->name);
		reparse_tally_fail(reparse->tally, passage->letter->id, NULL,
				   passage->load_error->message);
		reparse->ended++;
		g_ptr_array_remove_fast(reparse->passages, passage);
		advance_soon(reparse);
		return G_SOURCE_REMOVE;
	}
	passage->job = parse_job_start(
		reparse->pool, name_only(passage->letter), passage->document,
		reparse->session->config->extract.letter_seconds, answer_came,
		passage);
	g_clear_pointer(&passage->document, document_free);
	return G_SOURCE_REMOVE;
}

/* The loader's thread. */
static void
load(gpointer data, gpointer user_data)
{
	struct passage *passage = data;
	struct session *session = user_data;
	const char *id = passage->letter->id;

	passage->before = load_before(session, id, &passage->load_error);
	if (passage->before != NULL)
		passage->document = store_load_document(session->store, id,
							&passage->load_error);
	g_idle_add(loaded, passage);
}

static void
begin(struct reparse *reparse, const char *id)
{
	g_autoptr(GError) error = NULL;
	struct passage *passage = find_passage(reparse, id, &error);

	if (passage == NULL) {
		reparse_tally_fail(reparse->tally, id, NULL, error->message);
		reparse->ended++;
		return;
	}
	g_ptr_array_add(reparse->passages, passage);
	g_thread_pool_push(reparse->loader, passage, NULL);
}

static gboolean
advance_line(gpointer data)
{
	struct reparse *reparse = data;

	reparse->advance = 0;
	while (reparse->passages->len < reparse->most &&
	       reparse->begun < reparse->ids->len)
		begin(reparse, reparse->ids->pdata[reparse->begun++]);
	if (reparse->passages->len == 0)
		g_main_loop_quit(reparse->loop);
	return G_SOURCE_REMOVE;
}

static char *
describe_progress(gpointer data)
{
	const struct reparse *reparse = data;

	return g_strdup_printf("%u/%u letters, %u records changed",
			       reparse->ended, reparse->ids->len,
			       reparse_tally_changed(reparse->tally));
}

static void
pool_is_ready(const char *versions G_GNUC_UNUSED,
	      const char *missing G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
}

static void
pool_has_failed(const GError *error, gpointer data)
{
	cut_short(data, g_error_copy(error));
}

static void
run_workers(struct reparse *reparse, char *program)
{
	const struct config *config = reparse->session->config;
	const struct pool_events events = { pool_is_ready, pool_has_failed };
	guint workers = config_worker_count(config);

	reparse->most = workers * LETTERS_PER_WORKER;
	reparse->passages =
		g_ptr_array_new_with_free_func((GDestroyNotify)passage_free);
	reparse->loop = g_main_loop_new(NULL, FALSE);
	reparse->pool = pool_new(
		&(struct worker_program){ program, config->extract.memory,
					  config->extract.letter_seconds,
					  NULL },
		workers, &events, reparse);
	reparse->progress = progress_new(describe_progress, reparse);
	reparse->loader = thread_start_worker(load, reparse->session, NULL);
	advance_soon(reparse);
	g_main_loop_run(reparse->loop);
	g_thread_pool_free(reparse->loader, TRUE, TRUE);
	progress_free(reparse->progress);
	pool_free(reparse->pool);
	g_ptr_array_unref(reparse->passages);
	g_main_loop_unref(reparse->loop);
}

/* --- what to do it to --- */

static GPtrArray *
find(struct session *session, GError **error)
{
	return session_argument_count(session) > 0
		       ? find_letter_ids(session->spool, session->arguments,
					 error)
		       : find_matching_ids(session->spool, &session->filter,
					   find_letter_has_record, error);
}

static enum ctl_status
run(struct session *session, GError **error)
{
	struct reparse reparse = { .session = session };
	g_autofree char *program = worker_program_find(error);
	g_auto(GStrv) sinks = NULL;
	g_autoptr(GPtrArray) ids = NULL;
	g_autoptr(reparse_tally) tally = NULL;

	if (program == NULL)
		return CTL_ENVIRONMENT;
	ids = find(session, error);
	if (ids == NULL)
		return ctl_status_of(*error);
	sinks = reparse_list_sinks(session, (const char *const *)no_deliver,
				   error);
	if (sinks == NULL)
		return ctl_status_of(*error);
	tally = reparse_tally_new(session->json, dry_run);
	reparse.ids = ids;
	reparse.sinks = sinks;
	reparse.tally = tally;
	run_workers(&reparse, program);
	reparse_tally_print(tally);
	if (reparse.error != NULL) {
		g_propagate_error(error, reparse.error);
		return CTL_ENVIRONMENT;
	}
	return reparse_tally_failed(tally) > 0 ? CTL_WRONG : CTL_DONE;
}

const struct command command_reparse = {
	.name = "reparse",
	.arguments = "[LETTER...]",
	.summary = "Makes records anew of stored pages, without OCR",
	.details = "With a newer version of imr-ingest, records may become "
		   "better. --dry-run\nshows which fields of how many would "
		   "change. What --no-deliver spares\nretry --sink SINK "
		   "--all delivers later.",
	.options = options,
	.filters = TRUE,
	.most = G_MAXUINT,
	.settings = TRUE,
	.run = run,
};
