/* intake.c - one file after the other, from the inbox into the spool. */
#include "intake/intake.h"

#include <string.h>
#include <syslog.h>
#include <unistd.h>

#include "core/commit_point.h"
#include "core/error.h"
#include "core/hang.h"
#include "extract/inputs.h"
#include "intake/intake_trouble.h"
#include "monitor/log.h"
#include "monitor/metrics.h"
#include "settings/config.h"
#include "sources/directory/original.h"
#include "sources/directory/watch.h"
#include "sources/directory/watch_locks.h"
#include "spool/spool.h"
#include "spool/store.h"

#define SPOOL_BUSY_SECONDS 10.0
#define ASK_ARCHIVE_US (5 * G_TIME_SPAN_SECOND)

struct intake {
	struct intake_plan plan;
	GThread *thread;
	GAsyncQueue *candidates; /* of struct candidate, and the_end */
	gint stopping, stopped;	 /* atomic */

	struct intake_trouble trouble;

	/* The thread's. */
	struct spool *spool; /* NULL: not yet open */
	gboolean tidied;
};

/* Wakes the thread. */
static struct candidate the_end;

/* The candidate at hand, in the thread. */
struct taking {
	struct intake *intake;
	const struct candidate *candidate;
	char *stamp;
	gint64 begun; /* monotonic */
};

/* --- telling --- */

static void
tell(struct intake *intake)
{
	intake->plan.changed(intake->plan.data);
}

static void
log_of(const struct taking *taking, int priority, const char *id,
       const char *text)
{
	const struct log_event event = {
		.priority = priority,
		.stage = "intake",
		.document = id,
		.watch = taking->candidate->watch->name,
		.path = taking->candidate->path,
	};

	log_event(&event, "%s", text);
}

static void
set_trouble(struct intake *intake, enum trouble kind, const char *reason)
{
	if (intake_trouble_set(&intake->trouble, kind, reason))
		tell(intake);
}

static void
end_trouble(struct intake *intake)
{
	if (intake_trouble_end(&intake->trouble))
		tell(intake);
}

static void
note_stray(struct intake *intake, const struct watch_settings *watch,
	   const char *path, const char *reason)
{
	g_autoptr(GError) error = NULL;
	const struct log_event event = { .priority = LOG_WARNING,
					 .stage = "intake",
					 .watch = watch->name,
					 .path = path };

	if (reason != NULL)
		log_event(&event, "a file cannot be taken: it %s", reason);
	if (!spool_note_stray(intake->spool, watch->name, path, reason,
			      spool_now(), &error))
		log_warning("intake", "the spool does not note it: %s",
			    error->message);
}

/* --- one file --- */

/* Room for the letter and what comes of it, and the operator's reserve. */
static gboolean
check_room(const struct taking *taking, GError **error)
{
	const guint64 mebibyte = G_GUINT64_CONSTANT(1) << 20;
	guint64 room,
		need = (guint64)taking->intake->plan.config->spool.min_free +
		       taking->candidate->size_bytes;

	if (!store_free_bytes(taking->intake->plan.store, &room, error))
		return FALSE;
	if (room >= need)
		return TRUE;
	return error_set(error, IMR_ERROR_RETRY,
			 "%" G_GUINT64_FORMAT
			 " MiB are free on the spool's disk, and the letter "
			 "and min_free need %" G_GUINT64_FORMAT,
			 room / mebibyte, (need + mebibyte - 1) / mebibyte);
}

static gboolean
archive(const struct taking *taking, struct original *original, const char *id,
	GError **error)
{
	int kept = store_open_original(taking->intake->plan.store, id, error);
	gboolean done;

	if (kept < 0)
		return FALSE;
	done = original_archive(
		original, kept, taking->candidate->watch->archive,
		taking->intake->plan.config->spool.directory, error);
	close(kept);
	return done;
}

static gboolean
put_away(const struct taking *taking, struct original *original, const char *id,
	 const char *name, GError **error)
{
	const struct watch_settings *watch = taking->candidate->watch;
	struct spool *spool = taking->intake->spool;
	const char *directory = taking->intake->plan.config->spool.directory;
	gboolean done;

	if (strcmp(watch->original, "leave") == 0)
		return spool_remember_left(spool, taking->candidate->path,
					   taking->stamp, error);
	hang_enter(HANG_DIRECTORY);
	done = strcmp(watch->original, "delete") == 0
		       ? original_delete(original, directory, error)
		       : archive(taking, original, id, error);
	hang_enter(HANG_NOWHERE);
	if (original->stray != NULL)
		note_stray(taking->intake, watch, original->stray,
			   "came in the place of a letter's file as that left "
			   "the inbox, and cannot be put back; look at it and "
			   "move it");
	return done && (original->in_use ||
			spool_original_gone(spool, id, name, error));
}

/* After the claim nothing can be lost any more: what fails here is told, and
 * the file stays where it is. */
static enum resolution
dispose(const struct taking *taking, struct original *original, const char *id,
	const char *name)
{
	const struct watch_settings *watch = taking->candidate->watch;
	g_autoptr(GError) problem = NULL;

	if (put_away(taking, original, id, name, &problem)) {
		if (original->in_use)
			return RESOLUTION_BUSY;
		return strcmp(watch->original, "leave") == 0 ? RESOLUTION_LEFT
							     : RESOLUTION_GONE;
	}
	if (problem->code == IMR_ERROR_RETRY) {
		set_trouble(taking->intake, TROUBLE_LEAVING, problem->message);
		return RESOLUTION_LATER;
	}
	g_prefix_error(&problem, "is ingested, but cannot leave the inbox: ");
	note_stray(taking->intake, watch, taking->candidate->path,
		   problem->message);
	return RESOLUTION_STRAY;
}

static void
report(const struct taking *taking, enum claim claim, const char *id)
{
	struct metrics *metrics = taking->intake->plan.metrics;

	switch (claim) {
	case CLAIM_NEW:
		log_of(taking, LOG_INFO, id, "letter taken");
		metrics_count_letter(metrics, OUTCOME_RECEIVED);
		metrics_observe(
			metrics, STAGE_INTAKE,
			(double)(g_get_monotonic_time() - taking->begun) /
				G_USEC_PER_SEC);
		break;
	case CLAIM_DUPLICATE:
		log_of(taking, LOG_NOTICE, id,
		       "the same bytes as an earlier letter: a duplicate");
		metrics_count_letter(metrics, OUTCOME_DUPLICATE);
		break;
	case CLAIM_UNFINISHED:
		/* Once a try, where the archive is full. */
		log_of(taking, LOG_DEBUG, id,
		       "letter was taken already, and its file is still here");
		break;
	}
}

static enum resolution
claim(const struct taking *taking, struct original *original,
      struct incoming *incoming, GError **error)
{
	const struct intake_plan *plan = &taking->intake->plan;
	g_autofree char *name = input_safe_name(original->name);
	const struct arrival arrival = {
		.id = incoming->id,
		.name = name,
		.watch = taking->candidate->watch->name,
		.path = taking->candidate->path,
		.size_bytes = incoming->size_bytes,
	};
	enum claim claimed;

	if (!store_commit(plan->store, incoming, error) ||
	    !spool_claim(taking->intake->spool, &arrival, spool_now(), &claimed,
			 error))
		return RESOLUTION_LATER;
	commit_point("intake-claimed");
	report(taking, claimed, incoming->id);
	tell(taking->intake);
	return dispose(taking, original, incoming->id, name);
}

static enum resolution
receive(const struct taking *taking, struct original *original, GError **error)
{
	const struct intake_plan *plan = &taking->intake->plan;
	struct store *store = plan->store;
	enum resolution resolution = RESOLUTION_BUSY;
	struct incoming *incoming;
	gboolean unchanged;

	hang_enter(HANG_DIRECTORY);
	incoming =
		store_receive(store, original->fd,
			      (guint64)plan->config->extract.max_bytes, error);
	unchanged = incoming != NULL &&
		    original_is_unchanged(original, taking->candidate);
	hang_enter(HANG_NOWHERE);
	if (incoming == NULL)
		return RESOLUTION_LATER;
	if (unchanged)
		resolution = claim(taking, original, incoming, error);
	incoming_free(store, incoming);
	return resolution;
}

static enum resolution
take(const struct taking *taking, GError **error)
{
	const struct candidate *candidate = taking->candidate;
	gint64 limit = taking->intake->plan.config->extract.max_bytes;
	enum resolution resolution;
	gboolean left = FALSE, ours;
	g_autoptr(original) original = NULL;

	if (strcmp(candidate->watch->original, "leave") == 0 &&
	    !spool_is_left(taking->intake->spool, candidate->path,
			   taking->stamp, &left, error))
		return RESOLUTION_LATER;
	if (left)
		return RESOLUTION_LEFT;
	if (candidate->size_bytes > (guint64)limit) {
		error_set(error, IMR_ERROR_REJECT,
			  "is larger than max_bytes, %" G_GINT64_FORMAT
			  " bytes; raise it if this is a letter",
			  limit);
		return RESOLUTION_STRAY;
	}
	if (!check_room(taking, error))
		return RESOLUTION_LATER;
	hang_enter(HANG_DIRECTORY);
	original = original_open(candidate, error);
	ours = original != NULL &&
	       watch_locks_check(taking->intake->plan.locks, candidate->watch,
				 original->parent, error);
	hang_enter(HANG_NOWHERE);
	if (original == NULL)
		return *error != NULL ? RESOLUTION_LATER : RESOLUTION_BUSY;
	resolution = ours ? receive(taking, original, error) : RESOLUTION_LATER;
	/* To close it may wait for the file system, too. */
	hang_enter(HANG_DIRECTORY);
	g_clear_pointer(&original, original_free);
	hang_enter(HANG_NOWHERE);
	return resolution;
}

/* What was not done, and whose turn it is. */
static enum resolution
judge(const struct taking *taking, enum resolution resolution,
      const GError *error)
{
	struct intake *intake = taking->intake;

	if (error == NULL) {
		end_trouble(intake);
		return resolution;
	}
	if (error->code == IMR_ERROR_REJECT) {
		note_stray(intake, taking->candidate->watch,
			   taking->candidate->path, error->message);
		return RESOLUTION_STRAY;
	}
	set_trouble(intake, TROUBLE_TAKING, error->message);
	return RESOLUTION_LATER;
}

/* Here, because nothing is on its way out of the inbox now. */
static void
tidy(struct intake *intake)
{
	const struct watch_settings *watch = intake->plan.watch;

	if (intake->tidied)
		return;
	hang_enter(HANG_DIRECTORY);
	original_unhide_all(watch->directory, watch->recursive);
	hang_enter(HANG_NOWHERE);
	intake->tidied = TRUE;
}

static gboolean
open_spool(struct intake *intake, GError **error)
{
	if (intake->spool == NULL)
		intake->spool = spool_open(intake->plan.config->spool.directory,
					   FALSE, SPOOL_BUSY_SECONDS, error);
	return intake->spool != NULL;
}

static void
take_candidate(struct intake *intake, struct candidate *candidate)
{
	g_autofree char *stamp = candidate_stamp(candidate);
	const struct taking taking = { .intake = intake,
				       .candidate = candidate,
				       .stamp = stamp,
				       .begun = g_get_monotonic_time() };
	enum resolution resolution = RESOLUTION_LATER;
	g_autoptr(GError) error = NULL;

	tidy(intake);
	if (open_spool(intake, &error))
		resolution = take(&taking, &error);
	resolution = judge(&taking, resolution, error);
	watcher_resolve(candidate->watcher, candidate->path, resolution);
	candidate_free(candidate);
}

/* Whether it answers is known before a letter has to go there. */
static void
ask_archive(const struct intake *intake)
{
	const struct watch_settings *watch = intake->plan.watch;
	struct stat status;

	if (strcmp(watch->original, "archive") != 0)
		return;
	hang_enter(HANG_ARCHIVE);
	(void)hang_ask(watch->archive, &status);
	hang_enter(HANG_NOWHERE);
}

static gpointer
run(gpointer data)
{
	struct intake *intake = data;

	hang_attach(intake->plan.probe);
	while (!g_atomic_int_get(&intake->stopping)) {
		struct candidate *candidate = g_async_queue_timeout_pop(
			intake->candidates, ASK_ARCHIVE_US);

		if (candidate == NULL)
			ask_archive(intake);
		else if (candidate != &the_end)
			take_candidate(intake, candidate);
	}
	g_clear_pointer(&intake->spool, spool_close);
	g_atomic_int_set(&intake->stopped, TRUE);
	return NULL;
}

/* --- from outside --- */

struct intake *
intake_new(const struct intake_plan *plan, GError **error)
{
	struct intake *intake = g_new0(struct intake, 1);
	g_autoptr(GError) problem = NULL;

	intake->plan = *plan;
	intake_trouble_init(&intake->trouble, plan->watch->name);
	intake->candidates = g_async_queue_new();
	intake->thread = g_thread_try_new("intake", run, intake, &problem);
	if (intake->thread != NULL)
		return intake;
	error_set(error, IMR_ERROR_RETRY, "%s", problem->message);
	intake_free(intake);
	return NULL;
}

void
intake_add(struct intake *intake, struct candidate *take_candidate)
{
	g_async_queue_push(intake->candidates, take_candidate);
}

gboolean
intake_is_paused(struct intake *intake)
{
	return intake_trouble_is(&intake->trouble, TROUBLE_TAKING);
}

char *
intake_trouble(struct intake *intake)
{
	end_trouble(intake);
	return intake_trouble_text(&intake->trouble);
}

void
intake_stop(struct intake *intake)
{
	g_atomic_int_set(&intake->stopping, TRUE);
	g_async_queue_push(intake->candidates, &the_end);
}

gboolean
intake_has_stopped(const struct intake *intake)
{
	return g_atomic_int_get(&intake->stopped);
}

void
intake_free(struct intake *intake)
{
	struct candidate *candidate;

	intake_stop(intake);
	if (intake->thread != NULL)
		g_thread_join(intake->thread);
	while ((candidate = g_async_queue_try_pop(intake->candidates)) != NULL)
		if (candidate != &the_end)
			candidate_free(candidate);
	g_async_queue_unref(intake->candidates);
	intake_trouble_clear(&intake->trouble);
	g_free(intake);
}
