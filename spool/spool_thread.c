/* spool_thread.c - jobs to a thread, and back to the main loop. */
#include "spool/spool_thread.h"

#include "core/thread.h"
#include "spool/spool.h"

struct clerk {
	struct spool *spool;
	GThreadPool *thread; /* of one */
	guint pending;
};

struct errand {
	struct clerk *clerk;
	void (*work)(struct spool *spool, gpointer data);
	void (*done)(gpointer data);
	gpointer data;
};

static gboolean
come_back(gpointer data)
{
	struct errand *errand = data;

	errand->clerk->pending--;
	if (errand->done != NULL)
		errand->done(errand->data);
	return G_SOURCE_REMOVE;
}

static void
go(gpointer data, gpointer user_data)
{
	struct errand *errand = data;
	struct clerk *clerk = user_data;

	errand->work(clerk->spool, errand->data);
	g_idle_add_full(G_PRIORITY_DEFAULT, come_back, errand, g_free);
}

struct clerk *
clerk_new(struct spool *take_spool)
{
	struct clerk *clerk = g_new0(struct clerk, 1);

	clerk->spool = take_spool;
	clerk->thread = thread_start_worker(go, clerk, NULL);
	return clerk;
}

void
clerk_do(struct clerk *clerk, void (*work)(struct spool *spool, gpointer data),
	 void (*done)(gpointer data), gpointer data)
{
	struct errand *errand = g_new0(struct errand, 1);

	errand->clerk = clerk;
	errand->work = work;
	errand->done = done;
	errand->data = data;
	clerk->pending++;
	g_thread_pool_push(clerk->thread, errand, NULL);
}

guint
clerk_pending(const struct clerk *clerk)
{
	return clerk->pending;
}

void
clerk_free(struct clerk *clerk)
{
	g_thread_pool_free(clerk->thread, FALSE, TRUE);
	spool_close(clerk->spool);
	g_free(clerk);
}
