/* intake.c - one document after the other, from its source into the spool. */
#include "intake/intake.h"

#include <syslog.h>

#include "core/commit_point.h"
#include "core/descriptor.h"
#include "core/error.h"
#include "core/hang.h"
#include "core/setting.h"
#include "extract/inputs.h"
#include "intake/intake_trouble.h"
#include "monitor/log.h"
#include "monitor/metrics.h"
#include "settings/config.h"
#include "sources/source.h"
#include "spool/spool.h"
#include "spool/store.h"

#define SPOOL_BUSY_SECONDS 10.0
#define IDLE_US (5 * G_TIME_SPAN_SECOND)

struct intake {
	struct intake_plan plan;
	GThread *thread;
	gint stopping, stopped; /* atomic */

	struct intake_trouble trouble;

	/* The thread's. */
	struct spool *spool; /* NULL: not yet open */
};

/* The document at hand, in the thread. */
struct taking {
	struct intake *intake;
	struct source_document *document;
	gint64 begun; /* monotonic */
};

static const struct source_ops *
ops_of(const struct taking *taking)
{
	return taking->document->source->ops;
}

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
		.watch = taking->document->source->name,
		.path = taking->document->place,
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
note_stray(struct intake *intake, const char *place, const char *reason)
{
	const char *source = intake->plan.source->name;
	g_autoptr(GError) error = NULL;
	const struct log_event event = { .priority = LOG_WARNING,
					 .stage = "intake",
					 .watch = source,
					 .path = place };

	if (reason != NULL)
		log_event(&event, "a file cannot be taken: it %s", reason);
	if (!spool_note_stray(intake->spool, source, place, reason, spool_now(),
			      &error))
		log_warning("intake", "the spool does not note it: %s",
			    error->message);
}

/* --- one document --- */

/* Space for the letter and its results, and the operator's reserve. */
static gboolean
check_room(const struct taking *taking, GError **error)
{
	const guint64 mebibyte = G_GUINT64_CONSTANT(1) << 20;
	guint64 room,
		need = (guint64)taking->intake->plan.config->spool.min_free +
		       taking->document->size_bytes;

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

/* Whether it left. */
static gboolean
leave(const struct taking *taking, const char *id,
      enum resolution *out_resolution, GError **error)
{
	g_auto(owned_fd) kept =
		store_open_original(taking->intake->plan.store, id, error);
	g_autofree char *stray = NULL;
	gboolean done;

	if (kept < 0)
		return FALSE;
	hang_enter(HANG_SOURCE);
	done = ops_of(taking)->leave(taking->document, kept, out_resolution,
				     &stray, error);
	hang_enter(HANG_NOWHERE);
	if (stray != NULL)
		note_stray(taking->intake, stray,
			   "came in the place of a letter's file as that left "
			   "the inbox, and cannot be put back; look at it and "
			   "move it");
	return done;
}

static gboolean
put_away(const struct taking *taking, const char *id, const char *name,
	 enum resolution *out_resolution, GError **error)
{
	const struct source_document *document = taking->document;
	struct spool *spool = taking->intake->spool;

	if (document->stamp != NULL) {
		*out_resolution = RESOLUTION_LEFT;
		return spool_remember_left(spool, document->place,
					   document->stamp, error);
	}
	return leave(taking, id, out_resolution, error) &&
	       (*out_resolution != RESOLUTION_GONE ||
		spool_original_gone(spool, id, name, error));
}

/* After the claim nothing can be lost any more: a failure here is reported, and
 * the document stays where it is. */
static enum resolution
dispose(const struct taking *taking, const char *id, const char *name)
{
	enum resolution resolution = RESOLUTION_LATER;
	g_autoptr(GError) problem = NULL;

	if (put_away(taking, id, name, &resolution, &problem))
		return resolution;
	if (problem->code == IMR_ERROR_RETRY) {
		set_trouble(taking->intake, TROUBLE_LEAVING, problem->message);
		return RESOLUTION_LATER;
	}
	g_prefix_error(&problem,
		       "cannot leave the inbox, though it is ingested: ");
	note_stray(taking->intake, taking->document->place, problem->message);
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
claim(const struct taking *taking, struct incoming *incoming, GError **error)
{
	const struct intake_plan *plan = &taking->intake->plan;
	const struct source_document *document = taking->document;
	g_autofree char *name = input_safe_name(document->name);
	g_autofree char *folder =
		document->folder ? input_safe_name(document->folder) : NULL;
	const struct arrival arrival = {
		.id = incoming->id,
		.name = name,
		.watch = plan->source->name,
		.folder = folder,
		.path = document->place,
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
	return dispose(taking, incoming->id, name);
}

static enum resolution
receive(const struct taking *taking, int fd, GError **error)
{
	const struct intake_plan *plan = &taking->intake->plan;
	enum resolution resolution = RESOLUTION_BUSY;
	struct incoming *incoming;
	gboolean unchanged;

	hang_enter(HANG_SOURCE);
	incoming =
		store_receive(plan->store, fd,
			      (guint64)plan->config->extract.max_bytes, error);
	unchanged = incoming != NULL &&
		    ops_of(taking)->is_unchanged(taking->document);
	hang_enter(HANG_NOWHERE);
	if (incoming == NULL)
		return RESOLUTION_LATER;
	if (unchanged)
		resolution = claim(taking, incoming, error);
	incoming_free(plan->store, incoming);
	return resolution;
}

/* Of one that was left where it is: whether this is that one. */
static gboolean
is_left(const struct taking *taking, gboolean *out_left, GError **error)
{
	const struct source_document *document = taking->document;

	*out_left = FALSE;
	return document->stamp == NULL ||
	       spool_is_left(taking->intake->spool, document->place,
			     document->stamp, out_left, error);
}

static enum resolution
take(const struct taking *taking, GError **error)
{
	struct source_document *document = taking->document;
	gint64 limit = taking->intake->plan.config->extract.max_bytes;
	g_autofree char *most = setting_bytes_to_string(limit);
	gboolean left;
	int fd;

	if (!is_left(taking, &left, error))
		return RESOLUTION_LATER;
	if (left)
		return RESOLUTION_LEFT;
	if (document->size_bytes > (guint64)limit) {
		error_set(error, IMR_ERROR_REJECT,
			  "is larger than max_bytes, %s; raise that if it is a "
			  "letter",
			  most);
		return RESOLUTION_STRAY;
	}
	if (!check_room(taking, error))
		return RESOLUTION_LATER;
	hang_enter(HANG_SOURCE);
	fd = ops_of(taking)->read(document, error);
	hang_enter(HANG_NOWHERE);
	if (fd < 0)
		return *error != NULL ? RESOLUTION_LATER : RESOLUTION_BUSY;
	return receive(taking, fd, error);
}

/* What was not done, and whose turn it is. */
static enum resolution
decide_resolution(const struct taking *taking, enum resolution resolution,
		  const GError *error)
{
	struct intake *intake = taking->intake;

	if (error == NULL) {
		end_trouble(intake);
		return resolution;
	}
	if (error->code == IMR_ERROR_REJECT) {
		note_stray(intake, taking->document->place, error->message);
		return RESOLUTION_STRAY;
	}
	set_trouble(intake, TROUBLE_TAKING, error->message);
	return RESOLUTION_LATER;
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
take_document(struct intake *intake, struct source_document *document)
{
	const struct taking taking = { .intake = intake,
				       .document = document,
				       .begun = g_get_monotonic_time() };
	enum resolution resolution = RESOLUTION_LATER;
	g_autoptr(GError) error = NULL;

	if (open_spool(intake, &error))
		resolution = take(&taking, &error);
	resolution = decide_resolution(&taking, resolution, error);
	/* close() may wait for the file system, too. */
	hang_enter(HANG_SOURCE);
	ops_of(&taking)->resolve(document, resolution);
	hang_enter(HANG_NOWHERE);
}

static gpointer
run(gpointer data)
{
	struct intake *intake = data;
	struct source *source = intake->plan.source;

	hang_attach(intake->plan.probe);
	while (!g_atomic_int_get(&intake->stopping)) {
		struct source_document *document =
			source->ops->next(source, IDLE_US);

		if (document != NULL)
			take_document(intake, document);
		else if (!g_atomic_int_get(&intake->stopping))
			source->ops->idle(source);
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
	intake_trouble_init(&intake->trouble, plan->source->name,
			    plan->troubles);
	intake->thread = g_thread_try_new("intake", run, intake, &problem);
	if (intake->thread != NULL)
		return intake;
	error_set(error, IMR_ERROR_RETRY, "%s", problem->message);
	intake_free(intake);
	return NULL;
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
	intake->plan.source->ops->stop(intake->plan.source);
}

gboolean
intake_has_stopped(const struct intake *intake)
{
	return g_atomic_int_get(&intake->stopped);
}

void
intake_free(struct intake *intake)
{
	intake_stop(intake);
	if (intake->thread != NULL)
		g_thread_join(intake->thread);
	intake_trouble_clear(&intake->trouble);
	g_free(intake);
}
