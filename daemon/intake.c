/* intake.c - one file after the other, from the inbox into the spool. */
#include "daemon/intake.h"

#include <string.h>
#include <syslog.h>

#include "core/commit_point.h"
#include "core/error.h"
#include "daemon/config.h"
#include "daemon/log.h"
#include "daemon/metrics.h"
#include "daemon/original.h"
#include "daemon/spool.h"
#include "daemon/store.h"
#include "daemon/watch.h"
#include "extract/inputs.h"

/* Longer than the watcher takes to offer again what failed: one success among
 * failures is no end of them, and where nothing is left that could fail, they
 * end too. */
#define CALM_US (5 * G_TIME_SPAN_SECOND)

enum trouble {
	TROUBLE_TAKING = 1 << 0,  /* nothing was claimed */
	TROUBLE_LEAVING = 1 << 1, /* it was, and its file is still there */
};

struct intake {
	struct intake_plan plan;
	GThreadPool *thread; /* of one */

	GMutex mutex; /* of what follows */
	struct watcher *watcher;
	const struct config *config;
	char *trouble;	     /* the last; NULL: none */
	guint told;	     /* of enum trouble: since there was none */
	gint64 last_trouble; /* monotonic */

	/* The thread's: for which settings the inboxes were tidied. */
	const struct config *tidied;
};

/* The candidate at hand, in the thread. */
struct taking {
	struct intake *intake;
	const struct config *config;
	const struct candidate *candidate;
	char *stamp;
	gint64 begun; /* monotonic */
};

/* --- telling --- */

static gboolean
report_change(gpointer data)
{
	struct intake *intake = data;

	intake->plan.changed(intake->plan.data);
	return G_SOURCE_REMOVE;
}

static void
tell(struct intake *intake)
{
	g_idle_add_full(G_PRIORITY_DEFAULT, report_change, intake, NULL);
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

/* Says each kind once. */
static void
set_trouble(struct intake *intake, enum trouble kind, const char *reason)
{
	static const char *const texts[] = {
		[TROUBLE_TAKING] = "no letters are taken, they stay in the "
				   "inbox: ",
		[TROUBLE_LEAVING] = "letters are taken, but their files cannot "
				    "leave the inbox: ",
	};
	g_autofree char *text = g_strconcat(texts[kind], reason, NULL);
	gboolean is_new;

	g_mutex_lock(&intake->mutex);
	is_new = (intake->told & kind) == 0;
	intake->told |= kind;
	intake->last_trouble = g_get_monotonic_time();
	g_free(intake->trouble);
	intake->trouble = g_strdup(text);
	g_mutex_unlock(&intake->mutex);
	if (!is_new)
		return;
	log_error("intake", "%s", text);
	if (kind == TROUBLE_TAKING)
		metrics_set_intake_paused(intake->plan.metrics, TRUE);
	tell(intake);
}

static void
end_trouble(struct intake *intake)
{
	gboolean ended;

	g_mutex_lock(&intake->mutex);
	ended = intake->trouble != NULL &&
		g_get_monotonic_time() - intake->last_trouble > CALM_US;
	if (ended) {
		g_clear_pointer(&intake->trouble, g_free);
		intake->told = 0;
	}
	g_mutex_unlock(&intake->mutex);
	if (!ended)
		return;
	log_notice("intake", "letters are taken again");
	metrics_set_intake_paused(intake->plan.metrics, FALSE);
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
	if (!spool_note_stray(intake->plan.spool, watch->name, path, reason,
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
	guint64 room, need = (guint64)taking->config->spool.min_free +
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
put_away(const struct taking *taking, struct original *original, const char *id,
	 const char *name, GError **error)
{
	const struct watch_settings *watch = taking->candidate->watch;
	struct spool *spool = taking->intake->plan.spool;
	const char *directory = taking->config->spool.directory;
	gboolean done;

	if (strcmp(watch->original, "leave") == 0)
		return spool_remember_left(spool, taking->candidate->path,
					   taking->stamp, error);
	done = strcmp(watch->original, "delete") == 0
		       ? original_delete(original, directory, error)
		       : original_archive(original, watch->archive, directory,
					  error);
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
	    !spool_claim(plan->spool, &arrival, spool_now(), &claimed, error))
		return RESOLUTION_LATER;
	commit_point("intake-claimed");
	report(taking, claimed, incoming->id);
	tell(taking->intake);
	return dispose(taking, original, incoming->id, name);
}

static enum resolution
receive(const struct taking *taking, struct original *original, GError **error)
{
	struct store *store = taking->intake->plan.store;
	struct incoming *incoming = store_receive(
		store, original->fd, (guint64)taking->config->extract.max_bytes,
		error);
	enum resolution resolution = RESOLUTION_BUSY;

	if (incoming == NULL)
		return RESOLUTION_LATER;
	if (original_is_unchanged(original, taking->candidate))
		resolution = claim(taking, original, incoming, error);
	incoming_free(store, incoming);
	return resolution;
}

static enum resolution
take(const struct taking *taking, GError **error)
{
	const struct candidate *candidate = taking->candidate;
	gint64 limit = taking->config->extract.max_bytes;
	gboolean left = FALSE;
	g_autoptr(original) original = NULL;

	if (strcmp(candidate->watch->original, "leave") == 0 &&
	    !spool_is_left(taking->intake->plan.spool, candidate->path,
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
	original = original_open(candidate, error);
	if (original == NULL)
		return *error != NULL ? RESOLUTION_LATER : RESOLUTION_BUSY;
	return receive(taking, original, error);
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

/* Here, because nothing is on its way out of an inbox now. */
static void
tidy(struct intake *intake, const struct config *config)
{
	if (intake->tidied == config)
		return;
	for (guint i = 0; i < config->watches->len; i++) {
		const struct watch_settings *watch = config->watches->pdata[i];

		original_unhide_all(watch->directory, watch->recursive);
	}
	intake->tidied = config;
}

static void
take_candidate(gpointer data, gpointer user_data)
{
	struct candidate *candidate = data;
	struct intake *intake = user_data;
	struct taking taking = { .intake = intake,
				 .candidate = candidate,
				 .begun = g_get_monotonic_time() };
	enum resolution resolution;
	g_autoptr(GError) error = NULL;
	g_autofree char *stamp = candidate_stamp(candidate);

	g_mutex_lock(&intake->mutex);
	taking.config = intake->config;
	g_mutex_unlock(&intake->mutex);
	taking.stamp = stamp;
	if (taking.config != NULL) {
		tidy(intake, taking.config);
		resolution = take(&taking, &error);
		resolution = judge(&taking, resolution, error);
		g_mutex_lock(&intake->mutex);
		if (intake->watcher != NULL)
			watcher_resolve(intake->watcher, candidate->path,
					resolution);
		g_mutex_unlock(&intake->mutex);
	}
	candidate_free(candidate);
}

/* --- from outside --- */

struct intake *
intake_new(const struct intake_plan *plan)
{
	struct intake *intake = g_new0(struct intake, 1);

	intake->plan = *plan;
	g_mutex_init(&intake->mutex);
	intake->thread = g_thread_pool_new_full(take_candidate, intake,
						(GDestroyNotify)candidate_free,
						1, TRUE, NULL);
	return intake;
}

void
intake_set_watcher(struct intake *intake, struct watcher *watcher,
		   const struct config *config)
{
	g_mutex_lock(&intake->mutex);
	intake->watcher = watcher;
	intake->config = config;
	g_mutex_unlock(&intake->mutex);
}

void
intake_add(struct intake *intake, struct candidate *take_candidate)
{
	g_thread_pool_push(intake->thread, take_candidate, NULL);
}

char *
intake_trouble(struct intake *intake)
{
	char *trouble;

	end_trouble(intake);
	g_mutex_lock(&intake->mutex);
	trouble = g_strdup(intake->trouble);
	g_mutex_unlock(&intake->mutex);
	return trouble;
}

void
intake_free(struct intake *intake)
{
	g_thread_pool_free(intake->thread, TRUE, TRUE);
	while (g_idle_remove_by_data(intake))
		;
	spool_close(intake->plan.spool);
	g_mutex_clear(&intake->mutex);
	g_free(intake->trouble);
	g_free(intake);
}
