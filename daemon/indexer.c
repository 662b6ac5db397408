/* indexer.c - a thread that keeps the search index up to date. */
#include "daemon/indexer.h"

#include "core/thread.h"
#include "monitor/log.h"
#include "spool/spool.h"
#include "view/search_index.h"

#define BUSY_SECONDS 10.0
#define LOOK_AGAIN_US (300 * G_TIME_SPAN_MILLISECOND)
#define TRY_AGAIN_US (10 * G_TIME_SPAN_SECOND)

struct indexer {
	char *directory;
	struct store *store;
	GThread *thread;
	GMutex mutex;
	GCond stop;
	gboolean stopping;

	/* The thread's. */
	struct spool *spool;
	struct search_index *index;
	gboolean failed; /* and was told */
};

/* FALSE if it must stop. */
static gboolean
wait_for(struct indexer *indexer, gint64 microseconds)
{
	gint64 until = g_get_monotonic_time() + microseconds;
	g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&indexer->mutex);

	while (!indexer->stopping &&
	       g_cond_wait_until(&indexer->stop, &indexer->mutex, until))
		;
	return !indexer->stopping;
}

static gboolean
open_index(struct indexer *indexer, GError **error)
{
	if (indexer->spool == NULL)
		indexer->spool = spool_open(indexer->directory, FALSE,
					    BUSY_SECONDS, error);
	if (indexer->spool != NULL && indexer->index == NULL)
		indexer->index =
			search_index_open(indexer->directory, indexer->spool,
					  indexer->store, error);
	return indexer->index != NULL;
}

static void
tell_failure(struct indexer *indexer, const GError *error)
{
	if (!indexer->failed)
		log_warning("service",
			    "the search index is not kept up to date for now: "
			    "%s",
			    error->message);
	indexer->failed = TRUE;
}

/* The time until the next check. After a piece, it is as long as the piece
 * took, to leave the machine to other work. */
static gint64
work(struct indexer *indexer)
{
	g_autoptr(GError) error = NULL;
	gint64 begun = g_get_monotonic_time();
	gboolean more = FALSE;

	if (!open_index(indexer, &error) ||
	    !search_index_work(indexer->index, &more, &error)) {
		tell_failure(indexer, error);
		return TRY_AGAIN_US;
	}
	indexer->failed = FALSE;
	return more ? g_get_monotonic_time() - begun : LOOK_AGAIN_US;
}

static gpointer
run(gpointer data)
{
	struct indexer *indexer = data;

	while (wait_for(indexer, work(indexer)))
		;
	g_clear_pointer(&indexer->index, search_index_free);
	g_clear_pointer(&indexer->spool, spool_close);
	return NULL;
}

struct indexer *
indexer_new(const char *directory, struct store *store)
{
	struct indexer *indexer = g_new0(struct indexer, 1);

	indexer->directory = g_strdup(directory);
	indexer->store = store;
	g_mutex_init(&indexer->mutex);
	g_cond_init(&indexer->stop);
	indexer->thread = thread_start("indexer", run, indexer);
	return indexer;
}

void
indexer_free(struct indexer *indexer)
{
	g_mutex_lock(&indexer->mutex);
	indexer->stopping = TRUE;
	g_cond_signal(&indexer->stop);
	g_mutex_unlock(&indexer->mutex);
	g_thread_join(indexer->thread);
	g_mutex_clear(&indexer->mutex);
	g_cond_clear(&indexer->stop);
	g_free(indexer->directory);
	g_free(indexer);
}
