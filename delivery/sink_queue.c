/* sink_queue.c - a sink's thread: works, waits, and works again.
 *
 * imrctl is another process and cannot wake this thread, so the thread checks
 * each second whether the spool has changed. */
#include "delivery/sink_queue.h"

#include "core/thread.h"
#include "delivery/sink_job.h"

#define POLL_PAUSE G_USEC_PER_SEC

struct sink_queue {
	char *name;
	struct sink_job *job; /* the thread's */
	GThread *thread;

	GMutex mutex; /* of what follows */
	GCond changed;
	gboolean woken;
	gboolean stopping;
	gboolean stopped;
};

static gboolean
is_stopping(gpointer data)
{
	struct sink_queue *queue = data;
	gboolean stopping;

	g_mutex_lock(&queue->mutex);
	stopping = queue->stopping;
	g_mutex_unlock(&queue->mutex);
	return stopping;
}

/* Waits until that time, or until there is something to do earlier. */
static void
pause_until(struct sink_queue *queue, gint64 until)
{
	gboolean news = FALSE;
	gint64 now;

	g_mutex_lock(&queue->mutex);
	while (!queue->woken && !queue->stopping && !news &&
	       (now = g_get_monotonic_time()) < until) {
		if (g_cond_wait_until(&queue->changed, &queue->mutex,
				      MIN(until, now + POLL_PAUSE)))
			continue;
		g_mutex_unlock(&queue->mutex);
		news = sink_job_has_news(queue->job);
		g_mutex_lock(&queue->mutex);
	}
	queue->woken = FALSE;
	g_mutex_unlock(&queue->mutex);
}

static gpointer
run(gpointer data)
{
	struct sink_queue *queue = data;
	const struct stop stop = { is_stopping, queue };

	while (!is_stopping(queue))
		pause_until(queue, sink_job_round(queue->job, &stop));
	sink_job_free(queue->job);
	g_mutex_lock(&queue->mutex);
	queue->stopped = TRUE;
	g_mutex_unlock(&queue->mutex);
	return NULL;
}

struct sink_queue *
sink_queue_new(struct sink *take_sink, const char *name,
	       const struct sink_plan *plan)
{
	struct sink_queue *queue = g_new0(struct sink_queue, 1);

	queue->name = g_strdup(name);
	queue->job = sink_job_new(take_sink, name, plan);
	g_mutex_init(&queue->mutex);
	g_cond_init(&queue->changed);
	queue->thread = thread_start("sink", run, queue);
	return queue;
}

const char *
sink_queue_name(const struct sink_queue *queue)
{
	return queue->name;
}

static void
raise_flag(struct sink_queue *queue, gboolean *flag)
{
	g_mutex_lock(&queue->mutex);
	*flag = TRUE;
	queue->woken = TRUE;
	g_cond_signal(&queue->changed);
	g_mutex_unlock(&queue->mutex);
}

void
sink_queue_wake(struct sink_queue *queue)
{
	raise_flag(queue, &queue->woken);
}

void
sink_queue_stop(struct sink_queue *queue)
{
	raise_flag(queue, &queue->stopping);
}

gboolean
sink_queue_has_stopped(struct sink_queue *queue)
{
	gboolean stopped;

	g_mutex_lock(&queue->mutex);
	stopped = queue->stopped;
	g_mutex_unlock(&queue->mutex);
	return stopped;
}

void
sink_queue_free(struct sink_queue *queue)
{
	sink_queue_stop(queue);
	g_thread_join(queue->thread);
	g_mutex_clear(&queue->mutex);
	g_cond_clear(&queue->changed);
	g_free(queue->name);
	g_free(queue);
}
