/* file_checks.c - a thread pool and an ordered queue. */
#include "ctl/verify/file_checks.h"

#include "core/document.h"
#include "spool/spool.h"
#include "spool/store.h"
#include "view/find_letter.h"

#define PER_THREAD 8u
#define PROGRESS_US 100000

struct file_checks {
	struct store *store;
	gboolean quick;
	guint most;
	GThreadPool *pool;
	GQueue *inside; /* of struct file_check, in the order of put */
	GMutex mutex;	/* of their is_done */
	GCond done;
};

void
file_check_free(struct file_check *check)
{
	g_clear_pointer(&check->letter, spool_letter_free);
	g_clear_error(&check->original);
	g_clear_error(&check->records_problem);
	g_clear_error(&check->pages);
	g_clear_pointer(&check->records, g_ptr_array_unref);
	g_free(check);
}

static void
look_quickly(struct store *store, struct file_check *check)
{
	const struct spool_letter *letter = check->letter;

	store_find_original(store, letter->id, letter->size_bytes,
			    &check->original);
	if (!find_letter_has_record(letter))
		return;
	store_find_records(store, letter->id, &check->records_problem);
	store_find_pages(store, letter->id, &check->pages);
}

static void
read_all(struct store *store, struct file_check *check)
{
	const struct spool_letter *letter = check->letter;
	g_autoptr(document) document = NULL;

	store_check_original(store, letter->id, &check->original);
	if (!find_letter_has_record(letter))
		return;
	check->records =
		store_load_records(store, letter->id, &check->records_problem);
	if (check->records != NULL)
		document =
			store_load_document(store, letter->id, &check->pages);
}

static void
work(gpointer data, gpointer user_data)
{
	struct file_check *check = data;
	struct file_checks *checks = user_data;

	if (checks->quick)
		look_quickly(checks->store, check);
	else
		read_all(checks->store, check);
	g_mutex_lock(&checks->mutex);
	check->is_done = TRUE;
	g_cond_signal(&checks->done);
	g_mutex_unlock(&checks->mutex);
}

struct file_checks *
file_checks_new(struct store *store, gboolean quick)
{
	struct file_checks *checks = g_new0(struct file_checks, 1);
	guint threads = g_get_num_processors();

	checks->store = store;
	checks->quick = quick;
	checks->most = threads * PER_THREAD;
	checks->inside = g_queue_new();
	g_mutex_init(&checks->mutex);
	g_cond_init(&checks->done);
	checks->pool =
		g_thread_pool_new(work, checks, (int)threads, FALSE, NULL);
	return checks;
}

void
file_checks_free(struct file_checks *checks)
{
	g_thread_pool_free(checks->pool, FALSE, TRUE);
	g_queue_free_full(checks->inside, (GDestroyNotify)file_check_free);
	g_cond_clear(&checks->done);
	g_mutex_clear(&checks->mutex);
	g_free(checks);
}

gboolean
file_checks_is_full(const struct file_checks *checks)
{
	return g_queue_get_length(checks->inside) >= checks->most;
}

void
file_checks_put(struct file_checks *checks, struct spool_letter *take_letter)
{
	struct file_check *check = g_new0(struct file_check, 1);

	check->letter = take_letter;
	g_queue_push_tail(checks->inside, check);
	g_thread_pool_push(checks->pool, check, NULL);
}

static gboolean
wait_a_while(struct file_checks *checks, const struct file_check *check)
{
	gint64 until = g_get_monotonic_time() + PROGRESS_US;
	gboolean is_done;

	g_mutex_lock(&checks->mutex);
	while (!check->is_done &&
	       g_cond_wait_until(&checks->done, &checks->mutex, until))
		;
	is_done = check->is_done;
	g_mutex_unlock(&checks->mutex);
	return is_done;
}

struct file_check *
file_checks_take(struct file_checks *checks)
{
	struct file_check *check = g_queue_pop_head(checks->inside);

	while (check != NULL && !wait_a_while(checks, check))
		g_main_context_iteration(NULL, FALSE);
	return check;
}
