/* directory_source.c - between the watcher's thread, which finds files, and
 * intake's, which takes them. */
#include "sources/directory/directory_source.h"

#include <string.h>

#include "core/hang.h"
#include "sources/directory/original.h"
#include "sources/directory/watch.h"
#include "sources/directory/watch_locks.h"

/* The number of files offered at a time: enough that intake never waits for the
 * watcher. */
#define MOST_CANDIDATES 64

struct directory_source {
	struct source source;
	struct directory_source_plan plan;
	struct watcher *watcher; /* NULL: not open */
	GAsyncQueue *candidates; /* of struct candidate, and the_end */
	gboolean tidied;	 /* intake's thread */
};

struct directory_document {
	struct source_document document;
	struct candidate *candidate;
	struct original *original; /* NULL: not read */
	char *folder;
};

/* Wakes the thread that waits for the next one. */
static struct candidate the_end;

static struct directory_source *
source_of(const struct source_document *document)
{
	return (struct directory_source *)document->source;
}

/* --- what the watcher says, in its thread --- */

static void
file_has_settled(struct candidate *take_candidate, gpointer data)
{
	struct directory_source *self = data;

	g_async_queue_push(self->candidates, take_candidate);
}

static void
stray_was_seen(const struct watch_settings *watch, const char *path,
	       const char *reason, gpointer data)
{
	const struct directory_source *self = data;

	self->plan.events->stray(watch->name, path, reason, self->plan.data);
}

static void
directory_is_gone(const struct watch_settings *watch, const char *reason,
		  gpointer data)
{
	const struct directory_source *self = data;

	self->plan.events->gone(watch->name, reason, self->plan.data);
}

static void
watcher_notices(const struct watch_settings *watch, gboolean problem,
		const char *message, gpointer data)
{
	const struct directory_source *self = data;

	self->plan.events->notice(watch->name, problem, message,
				  self->plan.data);
}

/* --- one document --- */

/* "" for a file in the directory itself. */
static char *
folder_below(const char *directory, const char *path)
{
	const char *below = path + strlen(directory);
	const char *slash;

	while (*below == '/')
		below++;
	slash = strrchr(below, '/');
	return g_strndup(below, slash != NULL ? (gsize)(slash - below) : 0);
}

static struct source_document *
document_new(struct directory_source *self, struct candidate *take_candidate)
{
	struct directory_document *directory =
		g_new0(struct directory_document, 1);
	struct source_document *document = &directory->document;
	const char *slash = strrchr(take_candidate->path, '/');

	directory->candidate = take_candidate;
	directory->folder =
		folder_below(self->plan.watch->directory, take_candidate->path);
	document->source = &self->source;
	document->place = take_candidate->path;
	document->folder = directory->folder;
	document->name = slash != NULL ? slash + 1 : take_candidate->path;
	document->size_bytes = take_candidate->size_bytes;
	if (self->plan.watch->original == ORIGINAL_LEAVE)
		document->stamp = candidate_stamp(take_candidate);
	return document;
}

static struct source_document *
directory_next(struct source *source, gint64 wait_us)
{
	struct directory_source *self = (struct directory_source *)source;
	struct candidate *candidate =
		g_async_queue_timeout_pop(self->candidates, (guint64)wait_us);

	return candidate == NULL || candidate == &the_end
		       ? NULL
		       : document_new(self, candidate);
}

/* Before the first file, because no file is being moved out of the directory
 * then. */
static void
tidy(struct directory_source *self)
{
	const struct watch_settings *watch = self->plan.watch;

	if (!self->tidied)
		original_unhide_all(watch->directory, watch->recursive);
	self->tidied = TRUE;
}

static int
directory_read(struct source_document *document, GError **error)
{
	struct directory_document *directory =
		(struct directory_document *)document;
	struct directory_source *self = source_of(document);

	tidy(self);
	directory->original = original_open(directory->candidate, error);
	if (directory->original == NULL ||
	    !watch_locks_check(self->plan.locks, self->plan.watch,
			       directory->original->parent, error))
		return -1;
	return directory->original->fd;
}

static gboolean
directory_is_unchanged(const struct source_document *document)
{
	const struct directory_document *directory =
		(const struct directory_document *)document;

	return original_is_unchanged(directory->original, directory->candidate);
}

static gboolean
directory_leave(struct source_document *document, int kept,
		enum resolution *out_resolution, char **out_stray,
		GError **error)
{
	struct original *original =
		((struct directory_document *)document)->original;
	const struct directory_source_plan *plan = &source_of(document)->plan;
	gboolean done =
		plan->watch->original == ORIGINAL_DELETE
			? original_delete(original, plan->spool_directory,
					  error)
			: original_archive(original, kept, plan->watch->archive,
					   plan->spool_directory, error);

	*out_stray = g_steal_pointer(&original->stray);
	*out_resolution = original->in_use ? RESOLUTION_BUSY : RESOLUTION_GONE;
	return done;
}

static void
directory_resolve(struct source_document *document, enum resolution resolution)
{
	struct directory_document *directory =
		(struct directory_document *)document;

	g_clear_pointer(&directory->original, original_free);
	watcher_resolve(directory->candidate->watcher, document->place,
			resolution);
	candidate_free(directory->candidate);
	g_free(document->stamp);
	g_free(directory->folder);
	g_free(directory);
}

static void
directory_idle(struct source *source)
{
	const struct watch_settings *watch =
		((struct directory_source *)source)->plan.watch;
	struct stat status;

	if (watch->original != ORIGINAL_ARCHIVE)
		return;
	hang_enter(HANG_ARCHIVE);
	(void)hang_ask(watch->archive, &status);
	hang_enter(HANG_NOWHERE);
}

/* --- the source --- */

static gboolean
directory_open(struct source *source, GError **error)
{
	static const struct watch_events events = {
		file_has_settled,
		stray_was_seen,
		directory_is_gone,
		watcher_notices,
	};
	struct directory_source *self = (struct directory_source *)source;

	self->watcher = watcher_new(self->plan.watch, MOST_CANDIDATES,
				    self->plan.probe, &events, self, error);
	return self->watcher != NULL;
}

static void
directory_report(struct source *source, struct spool_source *out_report)
{
	struct directory_source *self = (struct directory_source *)source;

	if (self->watcher != NULL)
		watcher_report(self->watcher, out_report);
}

static void
directory_stop(struct source *source)
{
	struct directory_source *self = (struct directory_source *)source;

	if (self->watcher != NULL)
		watcher_stop(self->watcher);
	g_async_queue_push_front(self->candidates, &the_end);
}

static gboolean
directory_has_stopped(const struct source *source)
{
	const struct directory_source *self =
		(const struct directory_source *)source;

	return self->watcher == NULL || watcher_has_stopped(self->watcher);
}

static void
directory_close(struct source *source)
{
	struct directory_source *self = (struct directory_source *)source;
	struct candidate *candidate;

	g_clear_pointer(&self->watcher, watcher_free);
	while ((candidate = g_async_queue_try_pop(self->candidates)) != NULL)
		if (candidate != &the_end)
			candidate_free(candidate);
	g_async_queue_unref(self->candidates);
	g_free(self);
}

static const struct source_ops directory_ops = {
	.open = directory_open,
	.next = directory_next,
	.read = directory_read,
	.is_unchanged = directory_is_unchanged,
	.leave = directory_leave,
	.resolve = directory_resolve,
	.idle = directory_idle,
	.report = directory_report,
	.stop = directory_stop,
	.has_stopped = directory_has_stopped,
	.close = directory_close,
};

struct source *
directory_source_new(const struct directory_source_plan *plan)
{
	struct directory_source *self = g_new0(struct directory_source, 1);

	self->source.ops = &directory_ops;
	self->source.name = plan->watch->name;
	self->plan = *plan;
	self->candidates = g_async_queue_new();
	return &self->source;
}
