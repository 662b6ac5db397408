/* spool_thread.c - passes jobs to a thread, and back to the main loop. */
#include "spool/spool_thread.h"

#include "core/thread.h"
#include "spool/spool.h"

struct spool_thread {
	struct spool *spool;
	GThreadPool *threads; /* of one */
	guint pending;
};

struct job {
	struct spool_thread *thread;
	void (*work)(struct spool *spool, gpointer data);
	void (*done)(gpointer data);
	gpointer data;
};

static gboolean
end_job(gpointer data)
{
	struct job *job = data;

	job->thread->pending--;
	if (job->done != NULL)
		job->done(job->data);
	return G_SOURCE_REMOVE;
}

static void
run_job(gpointer data, gpointer user_data)
{
	struct job *job = data;
	struct spool_thread *thread = user_data;

	job->work(thread->spool, job->data);
	g_idle_add_full(G_PRIORITY_DEFAULT, end_job, job, g_free);
}

struct spool_thread *
spool_thread_new(struct spool *take_spool)
{
	struct spool_thread *thread = g_new0(struct spool_thread, 1);

	thread->spool = take_spool;
	thread->threads = thread_start_worker(run_job, thread, NULL);
	return thread;
}

void
spool_thread_do(struct spool_thread *thread,
		void (*work)(struct spool *spool, gpointer data),
		void (*done)(gpointer data), gpointer data)
{
	struct job *job = g_new0(struct job, 1);

	job->thread = thread;
	job->work = work;
	job->done = done;
	job->data = data;
	thread->pending++;
	g_thread_pool_push(thread->threads, job, NULL);
}

guint
spool_thread_pending(const struct spool_thread *thread)
{
	return thread->pending;
}

void
spool_thread_free(struct spool_thread *thread)
{
	g_thread_pool_free(thread->threads, FALSE, TRUE);
	spool_close(thread->spool);
	g_free(thread);
}
