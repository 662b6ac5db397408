/* test_intake.c - documents of a source that the test plays, into a real spool:
 * what is claimed, in which order, and what the source is told. */
#define _GNU_SOURCE /* memfd_create() */
#include "intake/intake.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/descriptor.h"
#include "core/error.h"
#include "monitor/metrics.h"
#include "settings/config.h"
#include "sources/source.h"
#include "spool/spool.h"
#include "spool/store.h"
#include "tests/support/scratch.h"

#define MAX_BYTES 10

/* What a document of the source does when it is taken. */
struct script {
	const char *text;    /* its bytes */
	const char *stamp;   /* NULL: it leaves */
	int read_error;	     /* an enum imr_error and 1, or 0 */
	gboolean is_gone;    /* when it is read */
	gboolean is_changed; /* while it is read */
	int leave_error;     /* as read_error */
};

struct played {
	struct source source;
	GAsyncQueue *documents; /* of struct played_document, and the_end */
	GAsyncQueue *resolved;	/* of GINT_TO_POINTER(resolution + 1) */
	const char *spool_directory;
	gint leaves; /* atomic */
	gboolean stopping;
};

struct played_document {
	struct source_document document;
	const struct script *script;
	int fd;
};

static struct played_document the_end;

static gboolean
played_open(struct source *source G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
	return TRUE;
}

static struct source_document *
played_next(struct source *source, gint64 wait_us)
{
	struct played *played = (struct played *)source;
	struct played_document *next =
		g_async_queue_timeout_pop(played->documents, (guint64)wait_us);

	return next == &the_end ? NULL : &next->document;
}

static gboolean
fail(int code, GError **error)
{
	return error_set(error, (enum imr_error)(code - 1), "as the test says");
}

static int
played_read(struct source_document *document, GError **error)
{
	struct played_document *self = (struct played_document *)document;

	if (self->script->is_gone)
		return -1;
	if (self->script->read_error != 0) {
		fail(self->script->read_error, error);
		return -1;
	}
	self->fd = memfd_create("document", MFD_CLOEXEC);
	g_assert_true(descriptor_write(self->fd, self->script->text,
				       strlen(self->script->text), NULL));
	return self->fd;
}

static gboolean
played_is_unchanged(const struct source_document *document)
{
	return !((const struct played_document *)document)->script->is_changed;
}

/* By then the letter is in the spool, and kept holds its bytes. */
static gboolean
played_leave(struct source_document *document, int kept,
	     enum resolution *out_resolution, char **out_stray, GError **error)
{
	struct played_document *self = (struct played_document *)document;
	struct played *played = (struct played *)document->source;
	const char *text = self->script->text;
	g_autofree char *id =
		g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
	g_autofree char *sum = descriptor_sha256(kept);
	g_autoptr(GError) problem = NULL;
	struct spool *spool =
		spool_open(played->spool_directory, FALSE, 1, &problem);
	gboolean blank = TRUE;

	g_assert_no_error(problem);
	g_assert_true(spool_is_blank(spool, &blank, NULL));
	g_assert_false(blank);
	spool_close(spool);
	g_assert_cmpstr(sum, ==, id);
	g_atomic_int_inc(&played->leaves);
	*out_resolution = RESOLUTION_GONE;
	*out_stray = NULL;
	return self->script->leave_error == 0 ||
	       fail(self->script->leave_error, error);
}

static void
played_resolve(struct source_document *document, enum resolution resolution)
{
	struct played_document *self = (struct played_document *)document;
	struct played *played = (struct played *)document->source;

	if (self->fd >= 0)
		close(self->fd);
	g_free(document->stamp);
	g_free(self);
	g_async_queue_push(played->resolved,
			   GINT_TO_POINTER((int)resolution + 1));
}

static void
played_idle(struct source *source G_GNUC_UNUSED)
{
}

static void
played_stop(struct source *source)
{
	g_async_queue_push_front(((struct played *)source)->documents,
				 &the_end);
}

static gboolean
played_has_stopped(const struct source *source G_GNUC_UNUSED)
{
	return TRUE;
}

static void
played_close(struct source *source G_GNUC_UNUSED)
{
}

static const struct source_ops played_ops = {
	.open = played_open,
	.next = played_next,
	.read = played_read,
	.is_unchanged = played_is_unchanged,
	.leave = played_leave,
	.resolve = played_resolve,
	.idle = played_idle,
	.stop = played_stop,
	.has_stopped = played_has_stopped,
	.close = played_close,
};

struct fixture {
	char *directory;
	struct config *config;
	struct store *store;
	struct metrics *metrics;
	struct played played;
	struct intake *intake;
};

static void
has_changed(gpointer data G_GNUC_UNUSED)
{
}

static void
set_up(struct fixture *fixture, gconstpointer unused G_GNUC_UNUSED)
{
	g_autoptr(GError) error = NULL;
	struct spool *spool;

	fixture->directory = g_dir_make_tmp("imr-intake-XXXXXX", NULL);
	spool = spool_open(fixture->directory, TRUE, 1, &error);
	g_assert_no_error(error);
	spool_close(spool);
	fixture->store = store_open(fixture->directory, &error);
	g_assert_no_error(error);
	fixture->metrics = metrics_new();
	fixture->config = config_new();
	g_free(fixture->config->spool.directory);
	fixture->config->spool.directory = g_strdup(fixture->directory);
	fixture->config->spool.min_free = 0;
	fixture->config->extract.max_bytes = MAX_BYTES;
	fixture->played = (struct played){
		.source = { .ops = &played_ops, .name = "played" },
		.documents = g_async_queue_new(),
		.resolved = g_async_queue_new(),
		.spool_directory = fixture->directory,
	};
	fixture->intake = intake_new(
		&(struct intake_plan){
			.source = &fixture->played.source,
			.config = fixture->config,
			.store = fixture->store,
			.metrics = fixture->metrics,
			.changed = has_changed,
		},
		&error);
	g_assert_no_error(error);
}

static void
tear_down(struct fixture *fixture, gconstpointer unused G_GNUC_UNUSED)
{
	intake_free(fixture->intake);
	config_free(fixture->config);
	metrics_free(fixture->metrics);
	store_free(fixture->store);
	scratch_remove(fixture->directory);
	g_free(fixture->directory);
	g_async_queue_unref(fixture->played.documents);
	g_async_queue_unref(fixture->played.resolved);
}

/* What became of it. */
static enum resolution
take(struct fixture *fixture, const struct script *script)
{
	struct played_document *document = g_new0(struct played_document, 1);

	document->script = script;
	document->fd = -1;
	document->document = (struct source_document){
		.source = &fixture->played.source,
		.name = "letter.pdf",
		.place = "somewhere/letter.pdf",
		.stamp = g_strdup(script->stamp),
		.size_bytes = strlen(script->text),
	};
	g_async_queue_push(fixture->played.documents, document);
	return (enum resolution)(
		GPOINTER_TO_INT(g_async_queue_pop(fixture->played.resolved)) -
		1);
}

/* How many letters the spool has. */
static guint64
letters(const struct fixture *fixture)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(spool) spool =
		spool_open(fixture->directory, FALSE, 1, &error);
	g_autoptr(spool_summary) summary = NULL;

	g_assert_no_error(error);
	summary = spool_summarise(spool, spool_now(), &error);
	g_assert_no_error(error);
	return summary->letters[LETTER_RECEIVED];
}

static void
test_taken(struct fixture *fixture, gconstpointer unused G_GNUC_UNUSED)
{
	static const struct script one = { .text = "one" },
				   two = { .text = "two" };

	g_assert_cmpint(take(fixture, &one), ==, RESOLUTION_GONE);
	g_assert_cmpint(take(fixture, &two), ==, RESOLUTION_GONE);
	g_assert_cmpuint(letters(fixture), ==, 2);
	/* The same bytes again are no letter more, and leave as well. */
	g_assert_cmpint(take(fixture, &one), ==, RESOLUTION_GONE);
	g_assert_cmpuint(letters(fixture), ==, 2);
	g_assert_cmpint(fixture->played.leaves, ==, 3);
}

static void
test_left(struct fixture *fixture, gconstpointer unused G_GNUC_UNUSED)
{
	static const struct script first = { .text = "one", .stamp = "1" },
				   /* Were it read, this would be told. */
		again = { .text = "one",
			  .stamp = "1",
			  .read_error = IMR_ERROR_REJECT + 1 },
				   changed = { .text = "more", .stamp = "2" };

	g_assert_cmpint(take(fixture, &first), ==, RESOLUTION_LEFT);
	g_assert_cmpint(take(fixture, &again), ==, RESOLUTION_LEFT);
	g_assert_cmpuint(letters(fixture), ==, 1);
	g_assert_cmpint(take(fixture, &changed), ==, RESOLUTION_LEFT);
	g_assert_cmpuint(letters(fixture), ==, 2);
	g_assert_cmpint(fixture->played.leaves, ==, 0);
}

/* Nothing is claimed of what could not be read as it was offered. */
static void
test_not_taken(struct fixture *fixture, gconstpointer unused G_GNUC_UNUSED)
{
	static const struct {
		struct script script;
		enum resolution resolution;
	} cases[] = {
		{ { .text = "a", .is_gone = TRUE }, RESOLUTION_BUSY },
		{ { .text = "b", .is_changed = TRUE }, RESOLUTION_BUSY },
		{ { .text = "c", .read_error = IMR_ERROR_REJECT + 1 },
		  RESOLUTION_STRAY },
		{ { .text = "d", .read_error = IMR_ERROR_RETRY + 1 },
		  RESOLUTION_LATER },
		{ { .text = "longer than MAX_BYTES" }, RESOLUTION_STRAY },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
		g_assert_cmpint(take(fixture, &cases[i].script), ==,
				cases[i].resolution);
	g_assert_cmpuint(letters(fixture), ==, 0);
	g_assert_cmpint(fixture->played.leaves, ==, 0);
}

/* A letter that was claimed stays claimed, whatever becomes of its document. */
static void
test_cannot_leave(struct fixture *fixture, gconstpointer unused G_GNUC_UNUSED)
{
	static const struct script later = { .text = "one",
					     .leave_error =
						     IMR_ERROR_RETRY + 1 },
				   never = { .text = "one",
					     .leave_error =
						     IMR_ERROR_FATAL + 1 },
				   mended = { .text = "one" };
	g_autofree char *trouble = NULL;

	g_assert_cmpint(take(fixture, &later), ==, RESOLUTION_LATER);
	g_assert_cmpuint(letters(fixture), ==, 1);
	trouble = intake_trouble(fixture->intake);
	g_assert_nonnull(trouble);
	g_assert_nonnull(strstr(trouble, "as the test says"));
	g_assert_false(intake_is_paused(fixture->intake));
	g_assert_cmpint(take(fixture, &never), ==, RESOLUTION_STRAY);
	g_assert_cmpint(take(fixture, &mended), ==, RESOLUTION_GONE);
	g_assert_cmpuint(letters(fixture), ==, 1);
}

static void
test_no_room(struct fixture *fixture, gconstpointer unused G_GNUC_UNUSED)
{
	static const struct script one = { .text = "one" };

	fixture->config->spool.min_free = G_MAXINT64 / 2;
	g_assert_cmpint(take(fixture, &one), ==, RESOLUTION_LATER);
	g_assert_true(intake_is_paused(fixture->intake));
	g_assert_cmpuint(letters(fixture), ==, 0);
	fixture->config->spool.min_free = 0;
	g_assert_cmpint(take(fixture, &one), ==, RESOLUTION_GONE);
	g_assert_cmpuint(letters(fixture), ==, 1);
}

/* What waits when it is stopped stays with its source. */
static void
test_stopped(struct fixture *fixture, gconstpointer unused G_GNUC_UNUSED)
{
	intake_stop(fixture->intake);
	while (!intake_has_stopped(fixture->intake))
		g_thread_yield();
	g_assert_cmpuint(letters(fixture), ==, 0);
}

static void
add(const char *path, void (*test)(struct fixture *, gconstpointer))
{
	g_test_add(path, struct fixture, NULL, set_up, test, tear_down);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	add("/intake/taken", test_taken);
	add("/intake/left", test_left);
	add("/intake/not-taken", test_not_taken);
	add("/intake/cannot-leave", test_cannot_leave);
	add("/intake/no-room", test_no_room);
	add("/intake/stopped", test_stopped);
	return g_test_run();
}
